import { expect, test } from 'vitest';

import { spendingClone, spendingDesign } from '#features/own-voices/spending.ts';
import { spendSample } from '#features/voices/samples.ts';

import { testStore } from '../../store/folder.ts';

test('a person may make 20 clones in a day, and what failed counts for nothing', async () => {
  await using opened = await testStore();
  const { quotas } = opened.store;
  const make = (userId: string): Promise<string> =>
    spendingClone(userId, quotas, () => Promise.resolve('made'));
  for (let count = 0; count < 20; count += 1) {
    const failed = spendingClone('ann', quotas, () => Promise.reject(new Error('the service')));
    await expect(failed).rejects.toThrow('the service');
    expect(await make('ann')).toBe('made');
  }
  await expect(make('ann')).rejects.toThrow('20 clones in a day');
  expect(await make('bob')).toBe('made');
});

test('a person may have ten designs in a day, and what failed counts for nothing', async () => {
  await using opened = await testStore();
  const { quotas } = opened.store;
  const make = () => spendingDesign('ann', quotas, () => Promise.resolve('made'));
  for (let count = 0; count < 10; count += 1) {
    const failed = spendingDesign('ann', quotas, () => Promise.reject(new Error('the service')));
    await expect(failed).rejects.toThrow('the service');
    expect(await make()).toBe('made');
  }
  await expect(make()).rejects.toThrow(/10/);
});

test('what is given back twice is no more than there was', async () => {
  await using opened = await testStore();
  const { quotas } = opened.store;
  const quota = { what: 'clone', max: 1, perMs: 1_000_000_000_000_000 } as const;
  expect(await quotas.spend('ann', quota)).toEqual({ spent: true, left: 0 });
  await quotas.giveBack('ann', quota);
  await quotas.giveBack('ann', quota);
  expect(await quotas.spend('ann', quota)).toEqual({ spent: true, left: 0 });
  expect(await quotas.spend('ann', quota)).toMatchObject({ spent: false });
});

test('a person may hear 60 samples in an hour', async () => {
  await using opened = await testStore();
  const { quotas } = opened.store;
  for (let count = 0; count < 60; count += 1) await spendSample('ann', quotas);
  await expect(spendSample('ann', quotas)).rejects.toThrow('60 samples in an hour');
  await expect(spendSample('bob', quotas)).resolves.toBeUndefined();
});
