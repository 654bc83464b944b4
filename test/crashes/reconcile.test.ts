import { expect, test } from 'vitest';

import { reconciled } from './reconcile.ts';
import type { BilledJob } from './reconcile.ts';
import type { BookedJob, Books } from './trail.ts';

// `npm run crashes` holds the books against the bill by this: each way to get money wrong has to be seen.

const job = (id: string, changes: Partial<BookedJob> = {}): BookedJob => ({
  id,
  requestId: `r-${id}`,
  model: 'Kokoro',
  chars: 7,
  createdMs: 1_000,
  end: { usd: 0.5, doubtfulUsd: 0 },
  ...changes,
});
const billed = (id: string, changes: Partial<BilledJob> = {}): BilledJob => ({
  requestId: `r-${id}`,
  model: 'Kokoro',
  chars: 7,
  usd: 0.5,
  isRefunded: false,
  atMs: 1_100,
  ...changes,
});
const doubtful = { end: { usd: 0, doubtfulUsd: 0.5 } };
const lost = { requestId: undefined, ...doubtful };
const free = { end: { usd: 0, doubtfulUsd: 0 } };

function booksOf(jobs: readonly BookedJob[]): Books {
  const sum = (of: 'usd' | 'doubtfulUsd'): number =>
    jobs.reduce((all, { end }) => all + (end?.[of] ?? 0), 0);
  return { jobs, usd: sum('usd'), doubtfulUsd: sum('doubtfulUsd'), damage: [] };
}

test.each<[what: string, jobs: readonly BookedJob[], bill: readonly BilledJob[]]>([
  ['settled as charged', [job('1')], [billed('1')]],
  ['doubtful, charged', [job('1', lost)], [billed('1')]],
  ['doubtful, charged', [job('1', doubtful)], [billed('1')]],
  ['doubtful, never arrived', [job('1', lost)], []],
  ['doubtful, refunded', [job('1', doubtful)], [billed('1', { isRefunded: true })]],
  ['free, and not charged', [job('1', free)], [billed('1', { isRefunded: true })]],
])('%s is no contradiction', (what, jobs, bill) => {
  expect(reconciled(booksOf(jobs), bill)).toMatchObject({ problems: [], explained: { [what]: 1 } });
});

test.each<[what: RegExp, jobs: readonly BookedJob[], bill: readonly BilledJob[]]>([
  [/charged, and not in the books/, [job('1', lost)], [billed('1'), billed('2')]],
  [/nothing in the books, and charged 0.5/, [job('1', free)], [billed('1')]],
  [/settled as 0.5, and charged 0$/, [job('1')], [billed('1', { isRefunded: true })]],
  [/settled as 0.5, and charged 0$/, [job('1')], []],
  [/settled as 0.5, and charged 0.75/, [job('1')], [billed('1', { usd: 0.75 })]],
  [/doubtful 0.5, and charged 0.75/, [job('1', lost)], [billed('1', { usd: 0.75 })]],
  [/still open/, [job('1', { end: undefined })], []],
  [/charged, and not in the books/, [job('1', lost)], [billed('1', { chars: 8 })]],
  [/charged, and not in the books/, [job('1', { ...lost, createdMs: 1_101 })], [billed('1')]],
])('%s is a contradiction', (what, jobs, bill) => {
  expect(reconciled(booksOf(jobs), bill).problems).toContainEqual(expect.stringMatching(what));
});

test('a row that was dropped from the sums is missed', () => {
  const books = booksOf([job('1'), job('2', lost)]);
  expect(reconciled({ ...books, doubtfulUsd: 0 }, [billed('1'), billed('2')]).problems).toEqual([
    'the sums that people are shown are not those of the jobs',
    expect.stringContaining('was charged'),
  ]);
});

test('of several intents the youngest that is older is the one that was charged', () => {
  const jobs = [100, 500, 900].map((createdMs, at) => job(String(at), { ...lost, createdMs }));
  const bill = [billed('a', { atMs: 510 }), billed('b', { atMs: 905 })];
  const { problems, explained } = reconciled(booksOf(jobs), bill);
  expect(problems).toEqual([]);
  expect(explained).toEqual({ 'doubtful, charged': 2, 'doubtful, never arrived': 1 });
});

test('a charge without an id is for the job that had its sound, and not for one that was sent after it and lost', () => {
  const bySound = { requestId: undefined };
  const jobs = [
    job('1', { ...bySound, createdMs: 100 }),
    job('2', { ...lost, createdMs: 200 }),
    job('3', { ...bySound, createdMs: 300 }),
  ];
  const bill = [billed('a', { atMs: 250 }), billed('b', { atMs: 310 })];
  const { problems, explained } = reconciled(booksOf(jobs), bill);
  expect(problems).toEqual([]);
  expect(explained).toEqual({ 'settled as charged': 2, 'doubtful, never arrived': 1 });
});

test('what was paid back without an id is not for the job that had its sound', () => {
  const jobs = [
    job('1', { ...lost, createdMs: 50 }),
    job('2', { requestId: undefined, createdMs: 100 }),
  ];
  const bill = [billed('a', { isRefunded: true, atMs: 120 }), billed('b', { atMs: 130 })];
  const { problems, explained } = reconciled(booksOf(jobs), bill);
  expect(problems).toEqual([]);
  expect(explained).toEqual({ 'settled as charged': 1, 'doubtful, refunded': 1 });
});
