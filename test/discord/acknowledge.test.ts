import { setTimeout as delay } from 'node:timers/promises';

import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';

import { acknowledger } from '#discord/acknowledge.ts';
import { HeldBackError } from '#discord/refusal-guard.ts';

const limits = { inTimeMs: 300, pausesMs: [10, 20], slowMs: 60, maxUnderWay: 2 };
const acknowledge = acknowledger(limits);

function refusal(code: number): DiscordAPIError {
  return new DiscordAPIError({ code, message: 'refused' }, code, 400, 'POST', 'https://x/', {
    body: undefined,
    files: undefined,
  });
}

type Try = 'taken' | 'fails' | 'hangs' | DiscordAPIError | HeldBackError;

/** Answers each try as told, the last one again and again; how often it was tried. */
function discord(...answers: Try[]) {
  let tries = 0;
  const send = async (): Promise<void> => {
    const answer = answers[Math.min(tries, answers.length - 1)] ?? 'taken';
    tries += 1;
    await delay(1);
    if (answer === 'hangs') await delay(500, undefined, { ref: false });
    if (answer === 'fails' || answer === 'hangs') throw new Error('500');
    if (answer !== 'taken') throw answer;
  };
  return { send, tries: () => tries };
}

const acknowledged = 40_060;
const unknown = 10_062;

test.each<[string, Try[], number]>([
  ['that is taken', ['taken'], 1],
  ['that fails is tried again', ['fails', 'fails', 'taken'], 3],
  ['that hangs gets another beside it', ['hangs', 'taken'], 2],
  ['of which nobody knew had arrived', ['fails', refusal(acknowledged)], 2],
])('a first answer %s', async (_, answers, tries) => {
  const its = discord(...answers);
  await acknowledge(its.send);
  expect(its.tries()).toBe(tries);
});

test.each<[string, Try[], RegExp, number]>([
  ['another process gave is given up at once', [refusal(acknowledged)], /refused/u, 1],
  ['Discord refuses is given up at once', [refusal(50_013)], /refused/u, 1],
  ['this address holds back is given up at once', [new HeldBackError('held back')], /held/u, 1],
  ['came too late is given up', ['fails', refusal(unknown)], /refused/u, 2],
])('a first answer that %s', async (_, answers, says, tries) => {
  const its = discord(...answers);
  await expect(acknowledge(its.send)).rejects.toThrow(says);
  expect(its.tries()).toBe(tries);
});

test('a first answer that always fails is tried as long as it can be in time, and no longer', async () => {
  const its = discord('fails');
  await expect(acknowledge(its.send)).rejects.toThrow('500');
  expect(its.tries()).toBeGreaterThan(3);
  const tries = its.tries();
  await delay(100);
  expect(its.tries()).toBe(tries);
});

test('when many are slow at once none gets another beside it', async () => {
  const its = discord('hangs');
  const answers = Array.from({ length: 5 }, () => acknowledge(its.send));
  await delay(200);
  expect(its.tries()).toBe(5);
  await Promise.allSettled(answers);
});
