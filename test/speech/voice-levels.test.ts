import { expect, test } from 'vitest';

import type { Memo } from '#ops/memo.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import { maxVoices, voiceLevels } from '#speech/voice-levels.ts';

import { requestOf } from './fake-speech.ts';

const keys = cacheKeys(new Uint8Array(16));
const anna = requestOf('Hello.', { voice: { mode: 'preset', id: 'anna' } });
const line = { lufs: -24, durationMs: 4000 };

class MemoryMemo implements Memo {
  readonly values = new Map<string, string>();
  async get(name: string): Promise<unknown> {
    const value = this.values.get(name);
    return value === undefined ? undefined : (JSON.parse(value) as unknown);
  }
  async put(name: string, value: unknown): Promise<void> {
    this.values.set(name, JSON.stringify(value));
  }
}

/** Lets all that is under way in memory end. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a voice that spoke is known by any words, speed and file, and by no other engine, style or language', () => {
  const levels = voiceLevels(keys, new MemoryMemo());
  expect(levels.of(anna, 'deapi').lufs).toBeUndefined();
  levels.of(anna, 'deapi').learn(line);
  const same = { ...anna, text: 'Other words.', speed: 1.5, format: 'wav', sampleRateHz: 48_000 };
  expect(levels.of(same, 'deapi').lufs).toBe(-24);
  expect(levels.of(anna, 'embedded').lufs).toBeUndefined();
  expect(levels.of({ ...anna, language: 'fr' }, 'deapi').lufs).toBeUndefined();
  const whispered = { ...anna, voice: { ...anna.voice, style: 'whispering' } as typeof anna.voice };
  expect(levels.of(whispered, 'deapi').lufs).toBeUndefined();
});

test('lines count by their length, and short ones only while nothing better is known', () => {
  const levels = voiceLevels(keys, new MemoryMemo());
  const level = () => levels.of(anna, 'deapi');
  level().learn({ lufs: -30, durationMs: 1000 });
  expect(level().lufs).toBe(-30);
  level().learn({ lufs: -22, durationMs: 7000 });
  expect(level().lufs).toBeCloseTo(-23, 5);
  level().learn({ lufs: -10, durationMs: 1000 });
  expect(level().lufs).toBeCloseTo(-23, 5);
  for (let times = 0; times < 50; times += 1) level().learn({ lufs: -20, durationMs: 10_000 });
  expect(level().lufs).toBeCloseTo(-20, 1);
});

test('what is known outlasts a restart', async () => {
  const memo = new MemoryMemo();
  voiceLevels(keys, memo).of(anna, 'deapi').learn(line);
  await settled();
  const later = voiceLevels(keys, memo);
  await settled();
  expect(later.of(anna, 'deapi').lufs).toBe(-24);
});

test('what is written down names no voice, and of the voices that spoke first nothing is left when many speak', async () => {
  const memo = new MemoryMemo();
  const levels = voiceLevels(keys, memo);
  levels.of(anna, 'deapi').learn(line);
  for (let id = 0; id < maxVoices; id += 1)
    levels.of({ ...anna, voice: { mode: 'preset', id: `v${id}` } }, 'deapi').learn(line);
  await settled();
  expect(levels.of(anna, 'deapi').lufs).toBeUndefined();
  expect([...memo.values.values()].join('')).not.toMatch(/anna|v\d+"|Hello/);
});

test('those that spoke last stay after a restart as well', async () => {
  const memo = new MemoryMemo();
  const levels = voiceLevels(keys, memo);
  const voice = (id: number) => ({ ...anna, voice: { mode: 'preset', id: `v${id}` } }) as const;
  for (let id = 0; id < maxVoices; id += 1) levels.of(voice(id), 'deapi').learn(line);
  await settled();
  const later = voiceLevels(keys, memo);
  await settled();
  later.of(anna, 'deapi').learn(line);
  expect(later.of(voice(0), 'deapi').lufs).toBeUndefined();
  expect(later.of(voice(maxVoices - 1), 'deapi').lufs).toBe(-24);
});

test('a voice that is forgotten is as unknown as before, also later', async () => {
  const memo = new MemoryMemo();
  const levels = voiceLevels(keys, memo);
  const bert = { ...anna, voice: { mode: 'preset', id: 'bert' } } as const;
  levels.of(anna, 'deapi').learn(line);
  levels.of(bert, 'deapi').learn(line);
  await levels.forget(keys.ofVoice(anna.voice));
  expect(levels.of(anna, 'deapi').lufs).toBeUndefined();
  const later = voiceLevels(keys, memo);
  await settled();
  expect(later.of(anna, 'deapi').lufs).toBeUndefined();
  expect(later.of(bert, 'deapi').lufs).toBe(-24);
});
