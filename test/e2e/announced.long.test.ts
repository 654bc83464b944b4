import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import type { Openai } from '@crier/rehearsal/openai/openai.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, freshSentence, soonMs, told } from './room.ts';
import { stretches } from './stretches.ts';

// A message's author is said while the rest of it is made, by a service that takes its time for that.

const announcement = 'Ann said:';
/** Longer than anything else here takes. */
const makingMs = 8_000;
let openai: Openai;
let scene: Scene;

beforeAll(async () => {
  openai = await startOpenai();
  scene = await openScene({
    environment: { SPEECH_ENGINE: 'openai', OPENAI_SPEECH_URL: openai.url, DEAPI_KEY: undefined },
  });
});

afterAll(async () => {
  await closeClean(scene);
  await openai.close();
});

afterEach(() => {
  openai.clearFaults();
  openai.setLatency('instant');
});

/** A room in which each message is announced, and one was heard. */
async function openAnnouncedRoom(): Promise<ReadingRoom> {
  const room = await openReadingRoom(scene);
  await room.set('words', { said: 'always' });
  const first = room.write(freshSentence());
  expect((await room.why(first, /It was read/)).text).toBe('It was read.');
  return room;
}

/** The texts that the service is asked for from now on. */
function asking(): () => readonly string[] {
  const before = openai.requests.length;
  return () =>
    openai.requests
      .slice(before)
      .flatMap(({ route, fields }) => (route === 'speech' ? [String(fields['input'])] : []));
}

test('an announcement is made once, and heard at once while the message is made', async () => {
  const asked = asking();
  const room = await openAnnouncedRoom();
  openai.setLatency({ firstByteMs: makingMs, lastByteMs: makingMs });
  const sinceMs = performance.now();
  const message = room.write(freshSentence());
  const begun = await speechBegins(room.listener, sinceMs, soonMs);
  expect(begun.atMs - sinceMs).toBeLessThan(makingMs / 2);
  expect((await room.why(message, /It was read/)).text).toBe('It was read.');
  expect(asked().filter((text) => text === announcement)).toHaveLength(1);
  expect(asked()).toContain(message.content);
});

test('when the message then can’t be made, that is told, and the next one is heard', async () => {
  const room = await openAnnouncedRoom();
  openai.next({ fail: 'unauthorised' });
  const sinceMs = performance.now();
  const failed = room.write(freshSentence());
  const { text } = await room.why(failed, /^(?!.*as soon as)(?!I no longer)/);
  expect(text).toMatch(/key/);
  const next = room.write(freshSentence());
  expect((await room.why(next, /It was read/)).text).toBe('It was read.');
  const notes = scene.discord.messagesIn(room.text).filter((message) => message.text === text);
  expect(notes).toHaveLength(1);
  // The announcement of the first, and all of the second.
  const heard = stretches(room.listener.heard.filter(({ atMs }) => atMs > sinceMs));
  expect(heard.length).toBeGreaterThanOrEqual(2);
});

test('nobody is announced whose message is not read', async () => {
  const room = await openAnnouncedRoom();
  await room.set('filter add', { words: 'marzipan' });
  await room.set('options', { filtered: 'drop' });
  const asked = asking();
  const sinceMs = performance.now();
  const dropped = room.write('There is marzipan on the table.');
  expect((await room.why(dropped, /filtered/)).text).toMatch(/words that are filtered/);
  expect(room.listener.heard.filter(({ silence, atMs }) => !silence && atMs > sinceMs)).toEqual([]);
  expect(asked()).toEqual([]);
});

test('a message that is skipped while it is made is over with its announcement', async () => {
  const room = await openAnnouncedRoom();
  openai.setLatency({ firstByteMs: makingMs, lastByteMs: makingMs });
  const sinceMs = performance.now();
  room.write(freshSentence());
  await speechBegins(room.listener, sinceMs, soonMs);
  await told(room.use('skip'), /Skipped/);
  openai.setLatency('instant');
  const next = room.write(freshSentence());
  expect((await room.why(next, /It was read/)).text).toBe('It was read.');
});
