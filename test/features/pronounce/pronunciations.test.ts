import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Pronunciations } from '#features/pronounce/pronunciations.ts';
import type { PronunciationsParts } from '#features/pronounce/pronunciations.ts';

import { ann } from '../../fakes/asker.ts';

/** Parts that take some turns of the event loop, and know how many of them each person has under way at most. */
function slowParts() {
  const underway = new Map<string, number>();
  const most = new Map<string, number>();
  const slowly = async <Result>(person: string, result: Result): Promise<Result> => {
    const now = (underway.get(person) ?? 0) + 1;
    underway.set(person, now);
    most.set(person, Math.max(now, most.get(person) ?? 0));
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    underway.set(person, now - 1);
    return result;
  };
  const parts = {
    dictionaries: {
      entries: (owner) => slowly('userId' in owner ? owner.userId : '', []),
      put: (_owner, _entries, actorId) => slowly(actorId, undefined),
      remove: (_owner, actorId) => slowly(actorId, 1),
    },
    words: (_text, { userId }) => slowly(userId, { pieces: [], written: {} } as never),
    vetPattern: async () => undefined,
    readTable: () => Promise.reject(new Error('no table is given here')),
    intake: { take: () => Promise.reject(new Error('no file is given here')) },
    checker: { sound: () => Promise.reject(new Error('no file is given here')) },
  } satisfies PronunciationsParts;
  return { parts, most };
}

test('what one person does with words goes one after the other, and nobody else waits for it', async () => {
  const { parts, most } = slowParts();
  const pronunciations = new Pronunciations(parts);
  const bo = { ...ann, id: '12' };
  const done: string[] = [];
  const floods = Array.from({ length: 20 }, async (_, at) => {
    const entry = { from: `word${at}`, match: 'word', caseSensitive: false } as const;
    await pronunciations.add(ann, { ...entry, to: { kind: 'words', words: 'said' } }, 'me');
    await pronunciations.tried(ann, 'some words');
    await pronunciations.remove(ann, `word${at}`, 'me');
    done.push('Ann');
  });
  const other = pronunciations.tried(bo, 'one text').then(() => done.push('Bo'));
  await Promise.all([...floods, other]);
  expect(Object.fromEntries(most)).toEqual({ [ann.id]: 1, [bo.id]: 1 });
  expect(done[0]).toBe('Bo');
});
