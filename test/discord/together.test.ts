import { setTimeout as delay } from 'node:timers/promises';

import { expect, test, vi } from 'vitest';

import { Together } from '#discord/together.ts';

import { stopClocks } from '../virtual-time.ts';

interface Sent {
  readonly place: string;
  readonly text: string;
  readonly atMs: number;
}

function sending(isTaken = true): { readonly together: Together; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const together = new Together(async (place, text) => {
    sent.push({ place, text, atMs: performance.now() });
    await delay(20);
    return isTaken;
  });
  return { together, sent };
}

test('the first goes at once, and all that follows soon goes in one, a while later', async () => {
  const { together, sent } = sending();
  const first = together.send('here', 'one');
  await delay(5);
  const others = ['two', 'three'].map(async (text) => together.send('here', text));
  expect(await Promise.all([first, ...others])).toEqual([true, true, true]);
  expect(sent.map(({ text }) => text)).toEqual(['one', 'two\nthree']);
  expect((sent[1]?.atMs ?? 0) - (sent[0]?.atMs ?? 0)).toBeGreaterThan(1_100);
});

test('places don’t wait for each other', async () => {
  const { together, sent } = sending();
  await Promise.all([together.send('here', 'one'), together.send('there', 'two')]);
  expect(sent.map(({ place, text }) => [place, text])).toEqual([
    ['here', 'one'],
    ['there', 'two'],
  ]);
});

test('no message is longer than Discord takes, and nothing is lost', async () => {
  const { together, sent } = sending();
  const long = Array.from({ length: 3 }, (_, at) => `${at}`.repeat(900));
  await Promise.all(long.map(async (text) => together.send('here', text)));
  expect(sent.map(({ text }) => text)).toEqual([`${long[0]}\n${long[1]}`, long[2]]);
});

test('whoever sent one that was refused is told so', async () => {
  const { together } = sending(false);
  expect(
    await Promise.all(['one', 'two'].map(async (text) => together.send('here', text))),
  ).toEqual([false, false]);
});

test('the pause after a message begins when Discord has it, however long that takes', async () => {
  stopClocks();
  const sent: string[] = [];
  const taken = Promise.withResolvers<boolean>();
  const together = new Together(async (_, text) => {
    sent.push(text);
    return sent.length === 1 ? taken.promise : true;
  });
  void together.send('here', 'one');
  await vi.advanceTimersByTimeAsync(1);
  void together.send('here', 'two');
  await vi.advanceTimersByTimeAsync(60_000);
  taken.resolve(true);
  await vi.advanceTimersByTimeAsync(1_199);
  expect(sent).toEqual(['one']);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual(['one', 'two']);
});
