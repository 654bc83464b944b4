import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { openScene } from '../scene.ts';
import { openQuietRoom } from './reading-room.ts';
import { asksFor, closeClean, freshWords, soonMs, told } from './room.ts';

// The operator follows one line through the log of the real bot.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ environment: { SPEECH_FALLBACK: 'embedded', LOG_LEVEL: 'debug' } });
});

afterAll(() => closeClean(scene));

interface Event {
  readonly utterance?: string;
  readonly msg: string;
  readonly engine?: string;
  readonly failure?: string;
  readonly outcome?: string;
}

const events = (): readonly Event[] => scene.bot.output.map((line) => JSON.parse(line) as Event);

/** All that is said of the utterance whose first engine failed in the way that only it did. */
async function followed(failure: string): Promise<readonly Event[]> {
  return vi.waitFor(() => {
    const failed = events().find((event) => event.failure === failure);
    expect(failed?.utterance).toMatch(/^[\da-f]{8}$/);
    const of = events().filter(({ utterance }) => utterance === failed?.utterance);
    expect(of.at(-1)?.msg).toBe('a line is over');
    return of;
  }, soonMs);
}

const whole = [
  { msg: 'a line was given to its call' },
  { msg: 'an engine did not speak', engine: 'deapi' },
  { msg: 'an engine speaks', engine: 'embedded' },
  { msg: 'the fallback speaks instead', engine: 'deapi' },
  { msg: 'the first of a line was sent' },
  { msg: 'a line is over', outcome: 'heard' },
];

test('one id joins what is logged of a message from when it is queued to its end, while another line is spoken', async () => {
  const room = await openQuietRoom(scene);
  const before = `${freshWords()} This is a long line, before which nothing is, and it goes on for a while.`;
  const words = `${freshWords()} Zanzibar.`;
  scene.deapi.next({ on: 'submit', fail: 'suspended', when: asksFor(words) });
  room.write(before);
  room.write(words);
  const of = await followed('suspended');
  expect(of).toMatchObject(whole);
  const lines = scene.bot.output.join('\n');
  for (const hidden of ['Zanzibar', room.ann.name, room.ann.id])
    expect(JSON.stringify(of)).not.toContain(hidden);
  expect(lines).not.toContain('Zanzibar');
});

test('the same for what a command has said', async () => {
  const room = await openQuietRoom(scene, { on: false });
  const text = freshWords();
  const atMs = performance.now();
  scene.deapi.next({ on: 'submit', fail: 'payment-required', when: asksFor(text) });
  await told(room.use('say', { text }), /Spoken/);
  expect(await speechHeard(room.listener, atMs, soonMs)).toMatchObject({ framesLost: 0 });
  expect(await followed('balance')).toMatchObject(whole);
});
