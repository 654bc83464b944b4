import { expect, test } from 'vitest';

import { newestRound, withRound, withTake } from '#features/own-voices/design-draft.ts';
import type { DesignDraft } from '#features/own-voices/design-draft.ts';
import type { Take } from '#features/own-voices/take.ts';

const take: Take = {
  request: {
    text: 'Hello!',
    model: 'm',
    language: 'English',
    voice: { mode: 'design', description: 'Calm' },
    speed: 1,
  },
  bytes: new Uint8Array(),
  frames: [],
  message: { bytes: new Uint8Array(), durationSecs: 1, waveform: '' },
  costUsd: 0,
  costIsEstimated: false,
};
const begun: DesignDraft = {
  id: 'a',
  ownerId: '11',
  name: 'Made',
  description: 'Calm',
  wish: { asked: undefined, preferred: [] },
  rounds: [],
  nextNumber: 1,
};

/** The draft after rounds of so many takes each. */
const after = (...counts: readonly number[]): DesignDraft =>
  counts.reduce(
    (draft, count) =>
      Array.from({ length: count }).reduce<DesignDraft>(
        (round) => withTake(round, take, false),
        withRound(draft),
      ),
    begun,
  );
const numbers = ({ rounds }: DesignDraft) =>
  rounds.map(({ takes }) => takes.map(({ number }) => number));

test.each<[string, readonly number[], readonly (readonly number[])[]]>([
  [
    'takes are numbered through all rounds',
    [3, 2],
    [
      [1, 2, 3],
      [4, 5],
    ],
  ],
  ['rounds of which nothing came go with the next', [3, 0, 1], [[1, 2, 3], [4]]],
  ['a panel has room for three rounds: the first goes', [1, 1, 1, 1], [[2], [3], [4]]],
])('%s', (_, counts, expected) => {
  expect(numbers(after(...counts))).toEqual(expected);
});

test('the newest round is the last of which anything came', () => {
  expect(newestRound(after(1, 2, 0))?.takes).toHaveLength(2);
  expect(newestRound(begun)).toBeUndefined();
});
