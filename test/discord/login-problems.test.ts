import { expect, test } from 'vitest';

import { EncryptionMissingError } from '#call/encryption.ts';
import { closedForGood, orStop } from '#discord/login-problems.ts';

import { FakeLog } from '../fakes/log.ts';

// Starts that fail: the sentence for the operator, and whether a supervisor shall start the bot again.

test.each([
  [4004, /does not know this DISCORD_TOKEN/, 78],
  [4010, /another number of shards/, 78],
  [4011, /another number of shards/, 78],
  [4012, /update Crier/, 78],
  [4013, /update Crier/, 78],
  [4014, /Privileged Gateway Intents/, 78],
  [4099, /for good/, 1],
])('closed with %d', (code, sentence, exitCode) => {
  expect(closedForGood(code)).toEqual({ sentence: expect.stringMatching(sentence), exitCode });
});

/** Starts so that it fails; resolves with the log, and the code with which the bot ends. */
async function failed(error: Error, closing = new AbortController()) {
  const log = new FakeLog();
  const codes: number[] = [];
  const stop = async (code: number): Promise<void> => void codes.push(code);
  const apiUrl = 'https://discord.com/api';
  const start = async (): Promise<never> => {
    throw error;
  };
  await orStop(start, { closing: closing.signal, stop }, { apiUrl, log });
  return { codes, said: log.lines.map(({ level, message }) => `${level}: ${message}`) };
}

const spent = 'Not enough sessions remaining to spawn 1 shards; only 0 remaining; resets at NOON';

test.each<[string, Error, RegExp, number]>([
  [
    'a token that is none',
    Object.assign(new Error('x'), { code: 'TokenInvalid' }),
    /does not know this DISCORD_TOKEN/,
    78,
  ],
  ['no encryption', new EncryptionMissingError('none'), /Run npm ci on this machine/, 78],
  ['a day’s connections that are spent', new Error(spent), /may not connect again before NOON$/, 1],
  ['no answer', new Error('fetch failed'), /could not be reached at https:\/\/discord.com\/api/, 1],
])('%s ends the start, and it is said why', async (_, error, sentence, exitCode) => {
  const { codes, said } = await failed(error);
  expect(codes).toEqual([exitCode]);
  expect(said).toEqual([expect.stringMatching(sentence)]);
  expect(said[0]).toMatch(/^error: /);
});

test('what fails since the bot stops anyway is not told of', async () => {
  const closing = new AbortController();
  closing.abort();
  expect(await failed(new Error('closed'), closing)).toEqual({ codes: [], said: [] });
});
