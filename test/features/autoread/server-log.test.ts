import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { serverLog } from '#features/autoread/server-log.ts';
import { personSettings } from '#store/person-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { profileKey } from '#voices/profile-key.ts';

import { ann } from '../../fakes/asker.ts';
import { keepClone, testStore } from '../../store/folder.ts';
import type { TestStore } from '../../store/folder.ts';

const admin: Asker = { ...ann, id: '12', guildId: 'club', managesServer: true };
const byAdmin = { actorId: admin.id };

const shown = async ({ store }: TestStore, before?: string): Promise<string> => {
  const view = await serverLog(store).show(admin, before);
  return JSON.stringify(view.kind === 'panel' ? view.components : view);
};

const changeSettings = (
  { store }: TestStore,
  edit: (settings: ServerSettings) => ServerSettings,
): Promise<ServerSettings> => store.serverSettings.change('club', byAdmin, edit);

test.each<[string, Asker]>([
  ['somebody without rights', { ...admin, managesServer: false }],
  ['a moderator', { ...admin, managesServer: false, moderates: true, managesChannels: true }],
  ['an admin in direct messages', { ...admin, guildId: undefined }],
])('the log is not for %s', async (_, asker) => {
  await using rig = await testStore();
  await rig.store.mutes.mute('club', { personId: '3' }, admin.id);
  await expect(serverLog(rig.store).show(asker)).rejects.toThrow(
    /Only those who may|only in a server/,
  );
});

test('of another server nothing is shown', async () => {
  await using rig = await testStore();
  await rig.store.mutes.mute('pub', { personId: '3' }, '4');
  expect(await shown(rig)).toMatch(/Nothing was changed/);
});

test.each<[string, (rig: TestStore) => Promise<unknown>, RegExp]>([
  [
    'a setting',
    (rig) => changeSettings(rig, (now) => ({ ...now, clones: 'approval' })),
    /<@12> changed settings: \*\*clones\*\* “allow” → “approval”/,
  ],
  [
    'a list of channels',
    (rig) =>
      changeSettings(rig, (now) => ({
        ...now,
        reading: { ...now.reading, channelIds: ['11111111111111111'] },
      })),
    /\*\*reading.channelIds\*\* \+ <#11111111111111111>/,
  ],
  [
    'the channel for reports',
    (rig) => changeSettings(rig, (now) => ({ ...now, adminChannelId: '11111111111111111' })),
    /\*\*adminChannelId\*\* → <#11111111111111111>/,
  ],
  [
    'what somebody is called',
    ({ store }) =>
      store.members.change({ serverId: 'club', personId: '3' }, byAdmin, (now) => ({
        ...now,
        spokenName: '[free](https://evil.example)',
        setBy: admin.id,
      })),
    /set something for <@3>: \*\*spokenName\*\* → “\\\\\[free/,
  ],
  [
    'a voice of somebody, whose id is nobody’s business',
    ({ store }) =>
      store.members.change({ serverId: 'club', personId: '3' }, byAdmin, (now) => ({
        ...now,
        voice: { voice: profileKey('secret') },
      })),
    /\*\*voice.voice\*\* → a kept voice(?!.*secret)/,
  ],
  [
    'a word',
    ({ store }) => store.wordFilter.change('club', admin.id, { add: ['damn'] }),
    /changed the filtered words: added \|\|damn\|\|/,
  ],
  [
    'a mute',
    ({ store }) =>
      store.mutes.mute('club', { personId: '3', untilMs: 1_790_000_000_000 }, admin.id),
    /muted <@3>: \*\*untilMs\*\* → <t:1790000000:f>/,
  ],
  [
    'a ban',
    ({ store }) => store.voiceBans.ban('club', '3', admin.id),
    /<@12> forbade all voices of <@3>/,
  ],
  [
    'a decision about a voice',
    async ({ store }) => {
      const { id } = await keepClone(store, '3', 'Deep');
      await store.sharing.share(id, '3', 'club', true);
      await store.sharing.decide(id, 'club', 'refused', admin.id);
    },
    /refused a voice of <@3>: \*\*Deep\*\*(?!.*refused”)/,
  ],
  [
    'what somebody did whose data is deleted',
    async ({ store }) => {
      await store.voiceBans.ban('club', '3', admin.id);
      await store.personalData.forget(admin.id, { keepOptOut: false });
    },
    /somebody forbade all voices of <@3>/,
  ],
])('admins read who changed what: %s', async (_, change, told) => {
  await using rig = await testStore();
  await change(rig);
  expect(await shown(rig)).toMatch(told);
});

test('what people set for themselves is not in it', async () => {
  await using rig = await testStore();
  const me = { serverId: 'club', personId: '3' };
  await rig.store.members.change(me, { actorId: '3' }, (now) => ({ ...now, spokenName: 'Three' }));
  await rig.store.people.change('3', { actorId: '3' }, () => personSettings.parse({}));
  expect(await shown(rig)).toMatch(/Nothing was changed/);
});

test('all of a long log can be read, page by page, and every page fits Discord', async () => {
  await using rig = await testStore();
  const { wordFilter } = rig.store;
  const words = Array.from({ length: 60 }, (_, at) => `${'*_~'.repeat(12)}${100 + at}`);
  for (const word of words) await wordFilter.change('club', admin.id, { add: [word] });
  const found = new Set<string>();
  let pages = 0;
  let before: string | undefined;
  do {
    const view = await shown(rig, before);
    expect(view.length).toBeLessThan(4_500);
    for (const [number] of view.matchAll(/\b1\d\d(?=\|\|)/g)) found.add(number);
    before = /autoread:log:([^"]+)/.exec(view)?.[1];
    pages += 1;
  } while (before !== undefined && pages < 50);
  expect(found.size).toBe(60);
  expect(pages).toBeGreaterThan(3);
});
