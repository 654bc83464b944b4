import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { approvals } from '#features/oversight/approvals.ts';

import { ann } from '../../fakes/asker.ts';
import { keepClone, testStore } from '../../store/folder.ts';

const weekMs = 7 * 24 * 3_600_000;

/** A server whose admins want to approve, and Ann's clone. */
async function server() {
  let nowMs = 1_000;
  const opened = await testStore({ now: () => nowMs });
  const { store } = opened;
  const told: string[] = [];
  const mail = { toAdmins: async (guildId: string) => Boolean(told.push(guildId)) };
  const asking = approvals({ ...store, mail });
  const setClones = async (clones: 'allow' | 'approval'): Promise<unknown> =>
    store.serverSettings.change('1', { actorId: 'admin' }, (before) => ({ ...before, clones }));
  await setClones('approval');
  const { id, sound } = await keepClone(store, ann.id, 'Mine');
  return {
    store,
    told,
    setClones,
    later: (ms: number) => (nowMs += ms),
    async ask(asker: Asker = ann): Promise<string | undefined> {
      const asked = await asking.ask({ id, sound }, asker);
      return asked && asker.t(asked);
    },
    askForDesign: () => asking.ask({ id, sound: { mode: 'design', description: 'warm' } }, ann),
    decide: (approval: 'approved' | 'refused') => store.sharing.decide(id, '1', approval, 'admin'),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test('admins are told once of a clone that they are asked about, however often its owner asks', async () => {
  await using here = await server();
  for (const _ of [1, 2, 3]) expect(await here.ask()).toMatch(/“Mine” may speak here once/);
  expect(here.told).toEqual(['1']);
});

test('a week after they refused they can be asked again, and are told again', async () => {
  await using here = await server();
  await here.ask();
  here.later(weekMs);
  await here.decide('refused');
  here.later(weekMs - 1);
  expect(await here.ask()).toMatch(/don’t want “Mine” to speak here.*ask them again <t:\d+:R>/);
  expect(here.told).toEqual(['1']);
  here.later(1);
  expect(await here.ask()).toMatch(/once this server’s admins have approved/);
  expect(here.told).toEqual(['1', '1']);
});

test('nobody is asked where nobody has to be', async () => {
  await using here = await server();
  expect(await here.askForDesign()).toBeUndefined();
  expect(await here.ask({ ...ann, guildId: undefined })).toBeUndefined();
  await here.setClones('allow');
  expect(await here.ask()).toBeUndefined();
  await here.setClones('approval');
  await here.ask();
  await here.decide('approved');
  expect(await here.ask()).toBeUndefined();
  expect(here.told).toEqual(['1']);
});

test('whose voices are banned asks nobody, and is told so', async () => {
  await using here = await server();
  await here.ask();
  await here.store.voiceBans.ban('1', ann.id, 'admin');
  expect(await here.ask()).toMatch(/let none of the voices of the person who keeps “Mine” speak/);
});
