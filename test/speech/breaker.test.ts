import { expect, test } from 'vitest';

import { Breaker } from '#speech/breaker.ts';

function breaker(): { breaker: Breaker; pass: (ms: number) => void } {
  let nowMs = 1_000;
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { breaker: new Breaker({ failures: 3, pauseMs: 100, now: () => nowMs }), pass };
}

test('three failures in a row end the waiting, and a success between them begins anew', () => {
  const { breaker: service } = breaker();
  service.failed();
  service.failed();
  service.succeeded();
  service.failed();
  service.failed();
  expect(service.permits()).toBe(true);
  service.failed();
  expect(service.permits()).toBe(false);
});

test('after the pause one request tries, and the others go on until it is known what came of it', () => {
  const { breaker: service, pass } = breaker();
  for (let count = 0; count < 3; count += 1) service.failed();
  pass(99);
  expect(service.permits()).toBe(false);
  pass(1);
  expect([service.permits(), service.permits()]).toEqual([true, false]);
  service.failed();
  expect(service.permits()).toBe(false);
  pass(100);
  expect(service.permits()).toBe(true);
  service.succeeded();
  expect([service.permits(), service.permits()]).toEqual([true, true]);
});

test('a try that was given up lets the next one try', () => {
  const { breaker: service, pass } = breaker();
  for (let count = 0; count < 3; count += 1) service.failed();
  pass(100);
  expect(service.permits()).toBe(true);
  service.undecided();
  expect([service.permits(), service.permits()]).toEqual([true, false]);
});

test('a service that names its own pause is left alone at once, for as long as it said', () => {
  const { breaker: service, pass } = breaker();
  service.failed(5_000);
  pass(4_999);
  expect(service.permits()).toBe(false);
  pass(1);
  expect(service.permits()).toBe(true);
});
