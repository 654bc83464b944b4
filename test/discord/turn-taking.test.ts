import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { TurnTaking } from '#discord/turn-taking.ts';
import { ownWords } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

const bounds = {
  maxAtWork: 2,
  maxBytesAtWork: 1_000,
  maxWaiting: 3,
  maxWaitingOfOne: 2,
  waitMs: 60_000,
};

/** The sentences for people who want a turn while others have theirs; those of nobody come to an end. */
function wanted(...people: readonly string[]): readonly Text[] {
  const turns = new TurnTaking(bounds, (sentence) => ownWords(JSON.stringify(sentence)));
  const told: Text[] = [];
  const { signal } = new AbortController();
  for (const userId of people)
    void turns
      .run(
        { userId },
        (text) => told.push(text),
        signal,
        () => new Promise(() => undefined),
      )
      .catch(() => undefined);
  return told;
}

test('whoever waits for something of their own is told so, and others how many are before them', () => {
  expect(wanted('ann', 'bea', 'cem', 'dan', 'ann')).toEqual([
    ownWords(JSON.stringify({ kind: 'next' })),
    ownWords(JSON.stringify({ kind: 'others', count: 1 })),
    ownWords(JSON.stringify({ kind: 'afterOwn' })),
  ]);
  expect(wanted('ann', 'ann')).toEqual([ownWords(JSON.stringify({ kind: 'afterOwn' }))]);
});

test('what is larger than all room is done by itself', async () => {
  const turns = new TurnTaking(bounds, (sentence) => ownWords(sentence.kind));
  const begun: string[] = [];
  const done = Promise.withResolvers<void>();
  const { signal } = new AbortController();
  const run = (userId: string, sizeBytes: number): Promise<void> =>
    turns.run(
      { userId, sizeBytes },
      () => undefined,
      signal,
      () => {
        begun.push(userId);
        return done.promise;
      },
    );
  const all = [run('ann', 5_000), run('bea', 10)];
  await turn();
  expect(begun).toEqual(['ann']);
  done.resolve();
  await Promise.all(all);
  expect(begun).toEqual(['ann', 'bea']);
});

test('nobody waits for more than so many turns of their own, nor behind more than so many', async () => {
  const turns = new TurnTaking(bounds, (sentence) => ownWords(sentence.kind));
  const { signal } = new AbortController();
  const people = ['ann', 'ann', 'ann', 'ann', 'bea', 'cem', 'dan'];
  const outcomes = people.map(() => 'waits');
  for (const [at, userId] of people.entries())
    turns
      .run(
        { userId },
        () => undefined,
        signal,
        () => new Promise(() => undefined),
      )
      .catch((error: Error) => (outcomes[at] = error.message));
  await turn();
  // Ann and Bea are at work; two of Ann's and one of Cem's wait.
  expect(outcomes).toEqual([
    'waits',
    'waits',
    'waits',
    'tooManyOfOne',
    'waits',
    'waits',
    'tooMany',
  ]);
});
