import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { watchUdp } from '#call/worker/udp-canary.ts';

const limits = { everyMs: 20, answerMs: 10, misses: 3 };

function scene(answers: (question: number) => boolean) {
  let questions = 0;
  let deaths = 0;
  const ask = () => {
    questions += 1;
    return answers(questions) ? Promise.resolve() : new Promise(() => undefined);
  };
  const canary = watchUdp(ask, () => (deaths += 1), limits);
  return { canary, deaths: () => deaths, questions: () => questions };
}

test('a path that answered and falls silent is dead after three questions', async () => {
  const { canary, deaths, questions } = scene((question) => question <= 2);
  await delay(200);
  expect(deaths()).toBe(1);
  expect(questions()).toBe(5);
  expect(canary.answered).toBe(true);
});

test('a voice server that never answers is left alone and believed', async () => {
  const { canary, deaths, questions } = scene(() => false);
  await delay(150);
  expect(deaths()).toBe(0);
  expect(questions()).toBe(3);
  expect(canary.answered).toBe(false);
});

test('the first question is asked at once, so that a path may die right after it', async () => {
  const { canary, questions } = scene((question) => question === 1);
  expect(questions()).toBe(1);
  await Promise.resolve();
  expect(canary.answered).toBe(true);
  canary.stop();
});

test('single losses are nothing', async () => {
  const { canary, deaths } = scene((question) => question % 3 !== 0);
  await delay(200);
  canary.stop();
  expect(deaths()).toBe(0);
});

test('stopped, it asks nothing more', async () => {
  const { canary, questions } = scene(() => true);
  await delay(50);
  canary.stop();
  const asked = questions();
  await delay(60);
  expect(questions()).toBe(asked);
});

test('a socket that closed is not a dead path', async () => {
  let deaths = 0;
  const canary = watchUdp(
    () => Promise.reject(new Error('closed')),
    () => (deaths += 1),
    limits,
  );
  await delay(100);
  canary.stop();
  expect(deaths).toBe(0);
});
