import { describe, expect, test } from 'vitest';

import { referenceOf } from '#features/voices/browse-state.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { profileKey } from '#voices/profile-key.ts';

import { desk, roles } from './desk.ts';
import type { Role } from './desk.ts';

type Desk = Awaited<ReturnType<typeof desk>>;

const everybody = Object.keys(roles) as Role[];
const inServer: ReadonlySet<Role> = new Set(['owner', 'other', 'moderator', 'admin']);

/** A preset under a name of its own, kept by the owner: what may be done with it doesn't depend on its sound. */
async function keepMine({ store }: Desk): Promise<VoiceProfile> {
  const sound = { mode: 'preset' as const, voice: 'af_sky/en-us/Kokoro' };
  return store.voices.keep({ ownerId: roles.owner.userId, name: 'Mine', sound });
}

const states = {
  private: async () => undefined,
  shared: async ({ store }: Desk, { id, ownerId }: VoiceProfile) => {
    await store.sharing.share(id, ownerId, '1', true);
  },
  'taken back': async ({ store }: Desk, { id, ownerId }: VoiceProfile) => {
    await store.sharing.share(id, ownerId, '1', true);
    await store.sharing.share(id, ownerId, '1', false);
  },
  removed: async ({ store }: Desk, { id, ownerId }: VoiceProfile) => {
    await store.sharing.share(id, ownerId, '1', true);
    await store.voices.remove(id, ownerId);
  },
} as const;
type State = keyof typeof states;

/** Every way to reach a kept voice; each says whether the person reached it. */
const ways: Readonly<
  Record<string, (desk: Desk, role: Role, profile: VoiceProfile) => Promise<boolean>>
> = {
  'the option, by key': async ({ voice }, role, { id }) =>
    (await voice(role, 'set', { voice: profileKey(id) })).includes('## Mine'),
  'the option, by name': async ({ voice }, role) =>
    (await voice(role, 'set', { voice: 'mine' })).includes('## Mine'),
  'the option, by id': async ({ voice }, role, { id }) =>
    (await voice(role, 'set', { voice: id })).includes('## Mine'),
  '/say': async ({ choosing }, role, { id }) => {
    const { userId, guildId } = roles[role];
    const speaker = { userId, guildId };
    return choosing.choose('Hello there.', speaker, { voice: profileKey(id) }).then(
      () => true,
      () => false,
    );
  },
  suggestions: async ({ suggest }, role) =>
    (await suggest(role, 'mine')).some((name) => name.startsWith('Mine')),
  browsing: async ({ voice }, role) => (await voice(role, 'browse')).includes('**Mine**'),
  'the button Hear': async ({ press, done }, role, { id }) => {
    await press(role, `voice:hear:${referenceOf(profileKey(id))}`);
    return done.samples.length > 0;
  },
  'the button Use': async ({ press, store }, role, { id }) => {
    await press(role, `voice:use:${referenceOf(profileKey(id))}:~~~0`);
    const { voice } = await store.people.get(roles[role].userId);
    return voice.voice === profileKey(id);
  },
};

/** Whether somebody may reach the owner’s voice. Nobody ever reaches it by its id alone, which is no name. */
function mayReach(way: string, state: State, role: Role): boolean {
  if (way.endsWith('by id') || state === 'removed') return false;
  return role === 'owner' || (state === 'shared' && inServer.has(role));
}

describe.each(Object.keys(ways))('a kept voice by %s', (way) => {
  test.each(Object.keys(states) as State[])('when it is %s', async (state) => {
    const reached: Role[] = [];
    for (const role of everybody) {
      await using here = await desk();
      const profile = await keepMine(here);
      await states[state](here, profile);
      if (await ways[way]?.(here, role, profile)) reached.push(role);
    }
    expect(reached).toEqual(everybody.filter((role) => mayReach(way, state, role)));
  });
});

/** Commands that only some may use, and who; each says whether it was done in server 1. */
const deeds: Readonly<
  Record<
    string,
    { readonly by: readonly Role[]; readonly done: (desk: Desk, role: Role) => Promise<boolean> }
  >
> = {
  '/voice server': {
    by: ['admin'],
    async done({ voice, store }, role) {
      await voice(role, 'server', { voice: 'Sky' });
      return (await store.serverSettings.get('1')).voice.voice !== undefined;
    },
  },
  '/voice server, to look': {
    by: ['admin', 'stranger'],
    done: async ({ voice }, role) => (await voice(role, 'server')).includes('the server’s voice'),
  },
  '/voice server, with a private voice of one’s own': {
    by: [],
    async done(here, role) {
      const sound = { mode: 'preset' as const, voice: 'af_sky/en-us/Kokoro' };
      await here.store.voices.keep({ ownerId: roles[role].userId, name: 'Own', sound });
      await here.voice(role, 'server', { voice: 'Own' });
      return (await here.store.serverSettings.get('1')).voice.voice !== undefined;
    },
  },
  '/voice server clones': {
    by: ['admin'],
    async done({ voice, store }, role) {
      await voice(role, 'server', { clones: 'forbid' });
      return (await store.serverSettings.get('1')).clones === 'forbid';
    },
  },
  '/voice forbid': {
    by: ['admin'],
    async done({ voice, store }, role) {
      await voice(role, 'forbid', { voice: 'Vivian' });
      const { forbiddenVoices } = await store.serverSettings.get('1');
      // In each of its languages.
      return forbiddenVoices.length === 3;
    },
  },
  '/voice force': {
    by: ['admin'],
    async done({ voice, store }, role) {
      await voice('admin', 'server', { voice: 'Sky' });
      await voice(role, 'force', { on: true });
      return (await store.serverSettings.get('1')).forcesVoice;
    },
  },
  'the menu Take back': {
    by: ['admin'],
    async done({ voice, choose, store }, role) {
      await voice('admin', 'server', { voice: 'Sky' });
      await choose(role, 'voice:unset', ['server']);
      return (await store.serverSettings.get('1')).voice.voice === undefined;
    },
  },
  '/voice set-for': {
    by: ['moderator', 'admin'],
    async done({ voice, store }, role) {
      await voice(role, 'set-for', { person: { id: '12', bot: false }, voice: 'Sky' });
      const { voice: set } = await store.members.get({ guildId: '1', userId: '12' });
      return set.voice !== undefined;
    },
  },
  '/voice set-for, with a private voice of one’s own': {
    by: [],
    async done(here, role) {
      const sound = { mode: 'preset' as const, voice: 'af_sky/en-us/Kokoro' };
      await here.store.voices.keep({ ownerId: roles[role].userId, name: 'Own', sound });
      await here.voice(role, 'set-for', { person: { id: '99', bot: false }, voice: 'Own' });
      const { voice: set } = await here.store.members.get({ guildId: '1', userId: '99' });
      return set.voice !== undefined;
    },
  },
  '/voice copy, from who doesn’t lend': {
    by: [],
    async done({ voice, store }, role) {
      await store.people.change('99', { actorId: '99' }, (person) => ({
        ...person,
        voice: { speed: 1.5 },
      }));
      await voice(role, 'copy', { person: { id: '99', bot: false } });
      return (await store.people.get(roles[role].userId)).voice.speed !== undefined;
    },
  },
  '/voice copy, from who lends': {
    by: everybody,
    async done({ voice, store }, role) {
      await store.people.change('99', { actorId: '99' }, (person) => ({
        ...person,
        voice: { speed: 1.5 },
        lendsSettings: true,
      }));
      await voice(role, 'copy', { person: { id: '99', bot: false } });
      return (await store.people.get(roles[role].userId)).voice.speed === 1.5;
    },
  },
};

test.each(Object.keys(deeds))('%s is for those alone who may', async (name) => {
  const did: Role[] = [];
  for (const role of everybody) {
    await using here = await desk();
    if (await deeds[name]?.done(here, role)) did.push(role);
  }
  expect(did).toEqual(deeds[name]?.by);
});

test('what an admin does is in the log of the server, what a moderator sets too', async () => {
  await using here = await desk();
  await here.voice('admin', 'server', { voice: 'Sky' });
  await here.voice('moderator', 'set-for', { person: { id: '12', bot: false }, speed: 1.5 });
  const entries = await here.store.audit.entries('1', 10);
  expect(entries.map(({ what, actorId, subjectId }) => [what, actorId, subjectId])).toEqual([
    ['member', '13', '12'],
    ['settings', '14', undefined],
  ]);
});

test('a server whose clones are forbidden falls silent in kept voices', async () => {
  await using here = await desk();
  await here.voice('admin', 'server', { clones: 'forbid' });
  expect(here.done.silenced).toBe(1);
});

test('the pages hold every voice once, one’s own first', async () => {
  await using here = await desk();
  await keepMine(here);
  const names: string[] = [];
  for (const page of [0, 1, 2]) {
    const text = await here.press('owner', `voice:page:~~~${page}`);
    names.push(...[...text.matchAll(/^\*\*(.*?)\*\*/gm)].map(([, name]) => name ?? ''));
  }
  const kokoro = ['Sky', 'Alloy', 'Adam', 'Emma', 'George', 'Dora'];
  const others = ['Vivian', 'Serena', 'Ryan', 'Default', 'Standard'];
  expect(names).toEqual(['Mine', ...kokoro, ...others]);
});
