import type { Client } from 'pg';
import { expect, test } from 'vitest';

import { otherUser } from '#store/postgres/guard.ts';
import { lockKey } from '#store/postgres/lock-key.ts';

const token = 't';
const [ours, theirs] = [Buffer.from('ours'), Buffer.from('theirs')];

/** The locks of a process with that part of the shards, or with all. */
const locksOf = (folder: Buffer, part?: readonly string[]) => [
  { first: lockKey(`crier ${token}`), second: lockKey(folder), kind: 2 },
  ...(part ?? []).map((each) => ({
    first: lockKey(folder),
    second: lockKey(`crier ${token} ${each}`),
    kind: 1,
  })),
];

/** Why the first shard of two can't come in beside others that hold these locks. */
function whyNot(rows: ReturnType<typeof locksOf>) {
  const client = { query: async () => ({ rows: [...locksOf(ours, ['of 2', '0/2']), ...rows] }) };
  const shards = { first: 0, last: 0, count: 2 };
  return otherUser(client as unknown as Client, { token, folderId: ours, shards });
}

test.each([
  ['nobody', [], undefined],
  ['the other part', locksOf(theirs, ['of 2', '1/2']), undefined],
  ['the same part', locksOf(theirs, ['of 2', '0/2']), 'the same shards'],
  ['a part of another number', locksOf(theirs, ['of 3', '1/3']), 'the same shards'],
  ['the whole bot', locksOf(theirs), 'another folder'],
  ['another bot', [{ first: 1, second: 2, kind: 2 }], 'another bot'],
])('beside %s', async (_, rows, why) => {
  expect(await whyNot(rows)).toBe(why);
});
