import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { local } from '#speech/local/local.ts';
import type { LocalModel } from '#speech/local/models.ts';
import { realTimeFactorOf } from '#speech/local/real-time.ts';
import { ReferenceSounds } from '#speech/local/reference-sounds.ts';
import { Shelf } from '#speech/local/shelf.ts';
import type { SpeakerStart, ToSpeaker } from '#speech/local/speaker-port.ts';
import type { StartSpeaker } from '#speech/local/speaker-process.ts';

import { humming, listening } from './hummed.ts';
import { putVits } from './tiny-models.ts';

// The models of a folder and their processes, which hum nothing: the test says what they say.

interface Started {
  readonly start: SpeakerStart;
  readonly posted: ToSpeaker[];
  isKilled: boolean;
}
let folder = '';
let started: Started[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
  started = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Begins to speak each clause, and comes to no end of it. */
const start: StartSpeaker = (files, events) => {
  const process: Started = { start: files, posted: [], isKilled: false };
  started.push(process);
  queueMicrotask(() => events.message({ kind: 'ready', sampleRate: 16_000, rssBytes: 0 }));
  return {
    post(message) {
      process.posted.push(message);
      if (message.kind === 'speak')
        queueMicrotask(() =>
          events.message({ kind: 'sound', id: message.id, pcm: new Int16Array(1_600) }),
        );
    },
    kill: () => void (process.isKilled = true),
    hold: () => undefined,
  };
};

test('three models are in memory at once: of a fourth, the one that was used longest ago goes', async () => {
  for (const name of ['a', 'b', 'c', 'd']) putVits(join(folder, name));
  const shelf = new Shelf({ folder, host: { start } });
  for (const slug of ['a', 'b', 'c', 'a', 'd']) {
    using borrowed = shelf.borrow(shelf.modelOf(slug) as LocalModel);
    await borrowed.host.warm();
  }
  expect(started.map(({ isKilled }) => isKilled)).toEqual([false, true, false, false]);
  for (const { start: given } of started) {
    expect(given.files.kind).toBe('vits');
    expect([1, 2]).toContain(given.threads);
  }
  shelf.close();
  expect(started.every(({ isKilled }) => isKilled)).toBe(true);
});

test('one that speaks is let end what it is at, also where memory is for no other', async () => {
  for (const name of ['a', 'b']) putVits(join(folder, name));
  const shelf = new Shelf({ folder, maxLoaded: 1, host: { start } });
  const [a, b] = ['a', 'b'].map((slug) => shelf.borrow(shelf.modelOf(slug) as LocalModel));
  await Promise.all([a?.host.warm(), b?.host.warm()]);
  expect(started.map(({ isKilled }) => isKilled)).toEqual([false, false]);
  a?.[Symbol.dispose]();
  expect(started.map(({ isKilled }) => isKilled)).toEqual([true, false]);
  // One that is kept stays; all end with the shelf, whoever is at them.
  shelf.borrow(shelf.modelOf('a') as LocalModel);
  b?.[Symbol.dispose]();
  expect(started.map(({ isKilled }) => isKilled)).toEqual([true, true]);
  shelf.close();
});

test('what nobody reads on is not made any more', async () => {
  putVits(join(folder, 'tiny-en'));
  const engine = local({ folder, host: { start } });
  const voice = { mode: 'preset', id: 'speaker-0' } as const;
  const text = 'One sentence of many. '.repeat(20);
  const request = { text, model: 'tiny-en', language: 'en', voice, speed: 1 };
  const { bytes } = await engine.speak(request, listening());
  const reading = bytes[Symbol.asyncIterator]();
  await reading.next();
  await reading.next();
  await reading.return?.(undefined);
  await expect.poll(() => started[0]?.posted.map(({ kind }) => kind)).toEqual(['speak', 'skip']);
  engine.close();
});

test('how fast a model is, is its work for a second of speech, when the voice is known', async () => {
  const lasts = [1_000, 2_000];
  const texts: string[] = [];
  const host = {
    async speak({ text }: { readonly text: string }) {
      texts.push(text);
      return { kind: 'finished', id: 1, madeMs: 500, lastsMs: lasts.shift() ?? 0, rssBytes: 0 };
    },
  } as unknown as Parameters<typeof realTimeFactorOf>[1];
  const model = { voices: new Map([['one', { kind: 'speaker', id: 0 }]]) } as unknown as LocalModel;
  const { signal } = listening();
  expect(await realTimeFactorOf(model, host, signal)).toBe(0.25);
  expect(texts).toHaveLength(2);
  // A busy machine is no slow model: the best of three counts.
  lasts.push(1_000, 500, 600, 550);
  expect(await realTimeFactorOf(model, host, signal)).toBeCloseTo(0.833, 3);
  expect(texts).toHaveLength(6);
  // Nothing is known of one that says next to nothing.
  expect(await realTimeFactorOf(model, host, signal)).toBeUndefined();
});

test('of a recording the first fifteen seconds are heard, in the rate of the model, and decoded once', async () => {
  const long = humming(0.3, 20);
  const sounds = new ReferenceSounds(16_000);
  const first = await sounds.of({ kind: 'clip', bytes: long });
  expect(first.sampleRate).toBe(16_000);
  expect(first.samples.length).toBe(15 * 16_000);
  expect(Math.max(...first.samples.subarray(0, 16_000))).toBeGreaterThan(0.2);
  expect(await sounds.of({ kind: 'clip', bytes: Buffer.from(long) })).toBe(first);
});
