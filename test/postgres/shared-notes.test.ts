import { expect, test } from 'vitest';

import { SharedCalls } from '#speech/deapi/shared-calls.ts';
import { openStore } from '#store/open-store.ts';

import { temporaryFolder } from '../store/folder.ts';
import { sharedServer } from './place.ts';

test('of calls that processes make at the same moment no more are left to them than there are', async () => {
  await using ends = new AsyncDisposableStack();
  const server = await sharedServer();
  const name = await server.create();
  ends.defer(async () => server.drop(name));
  const { path: folder } = ends.use(await temporaryFolder());
  const open = async () => {
    const store = await openStore({ folder, postgres: { url: server.urlOf(name), called: name } });
    ends.defer(() => store.close());
    return store;
  };
  const stores = [await open(), await open(), await open()];
  const troubles: unknown[] = [];
  const processes = stores.map(
    ({ notes }) =>
      new SharedCalls({ notes, name: 'calls', onTrouble: (error) => troubles.push(error) }),
  );
  const ask = { limits: { perMinute: 5 }, leaves: { ofMinute: 0, ofDay: 0 } };
  const asked = processes.flatMap((one) => Array.from({ length: 10 }, async () => one.take(ask)));
  const taken = (await Promise.all(asked)).filter((each) => 'left' in each);
  expect(troubles).toEqual([]);
  expect(new Set(taken.map(({ left }) => left))).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(taken).toHaveLength(5);
});
