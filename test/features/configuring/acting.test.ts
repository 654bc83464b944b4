import { expect, test } from 'vitest';

import { Helping } from '#features/configuring/helping.ts';
import type { HelpingParts } from '#features/configuring/helping.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

const helper = { ...ann, moderates: true, managesServer: true, managesChannels: true };

function helping(help: { readonly personId: string; readonly agreedAtMs?: number }): Helping {
  const all = [{ helperId: helper.id, askedAtMs: 1, ...help }];
  return new Helping({ helpers: { of: async () => all } } as unknown as HelpingParts);
}

test('whoever helps acts as the person, without any right of their own', async () => {
  expect(await helping({ personId: '5', agreedAtMs: 2 }).acting(helper, '5')).toEqual({
    ...helper,
    id: '5',
    helperId: helper.id,
    moderates: false,
    managesServer: false,
    managesChannels: false,
  });
});

test.each([
  ['has not agreed', { personId: '5' }],
  ['helps somebody else', { personId: '6', agreedAtMs: 2 }],
])('who %s acts for nobody', async (_, help) => {
  await expect(helping(help).acting(helper, '5')).rejects.toMatchObject({ name: 'UserError' });
});

test.each([undefined, helper.id])('for themselves (%s) they act as they are', async (id) => {
  expect(await helping({ personId: '5' }).acting(helper, id)).toBe(helper);
});

test('the people whom somebody asked in a day count after a restart, too', async () => {
  await using rig = await testStore();
  const { store } = rig;
  const inNewProcess = () =>
    new Helping({
      ...store,
      catalogue: { book: {} },
      letters: { toPerson: async () => true },
      now: Date.now,
    } as unknown as HelpingParts);
  const ask = (id: string) => inNewProcess().ask(ann, { id, bot: false });
  for (const id of ['21', '22', '23', '24', '25']) await ask(id);
  await expect(ask('26')).rejects.toMatchObject({ name: 'UserError' });
  expect((await store.helpers.of(ann.id)).map(({ helperId }) => helperId)).toEqual(['25']);
});
