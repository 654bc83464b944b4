import { expect, test } from 'vitest';

import { Unfinished } from '#jobs/unfinished.ts';

const job = (id: string) => ({ id, requestId: id, model: 'm', chars: 1, tries: 0 });

test('of the jobs of which people had themselves forgotten the last 10,000 are known, and none of them is taken in', () => {
  const unfinished = new Unfinished();
  const ids = Array.from({ length: 10_001 }, (_, at) => `job ${at}`);
  for (const id of ids) unfinished.forget([id]);
  const isTakenIn = (id: string): boolean => unfinished.add({ key: id } as never, job(id));
  expect(ids.filter(isTakenIn)).toEqual(['job 0']);
});
