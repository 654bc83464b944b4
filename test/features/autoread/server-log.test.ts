import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { ServerLog } from '#features/autoread/server-log.ts';
import type { AuditEntry } from '#store/audit.ts';
import { personSettings } from '#store/person-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';
import { profileKey } from '#voices/profile-key.ts';

import { ann } from '../../fakes/asker.ts';
import { keepClone, testStore } from '../../store/folder.ts';
import type { TestStore } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const admin: Asker = { ...ann, id: '12', guildId: 'club', managesServer: true };
const byAdmin = { actorId: admin.id };
const catalogue = { book: voiceBook(models) };
const sky = 'af_sky/en-us/Kokoro';

const shown = async ({ store }: TestStore, before?: string): Promise<string> => {
  const view = await new ServerLog({ ...store, catalogue }).show(admin, before);
  return JSON.stringify(view.kind === 'panel' ? view.components : view);
};

const changeSettings = (
  { store }: TestStore,
  edit: (settings: ServerSettings) => ServerSettings,
): Promise<ServerSettings> => store.serverSettings.change('club', byAdmin, edit);

test('in direct messages there is no log', async () => {
  await using rig = await testStore();
  await rig.store.mutes.mute('club', { userId: '3' }, admin.id);
  await expect(
    new ServerLog({ ...rig.store, catalogue }).show({ ...admin, guildId: undefined }),
  ).rejects.toThrow(/only in a server/);
});

test('of another server nothing is shown', async () => {
  await using rig = await testStore();
  await rig.store.mutes.mute('pub', { userId: '3' }, '4');
  expect(await shown(rig)).toMatch(/Nothing was changed/);
});

test.each<[string, (rig: TestStore) => Promise<unknown>, RegExp]>([
  [
    'a setting',
    (rig) => changeSettings(rig, (now) => ({ ...now, clones: 'approval' })),
    /<@12> changed settings: \*\*cloned voices of people\*\* allowed → once an admin approved/,
  ],
  [
    'a list of channels',
    (rig) =>
      changeSettings(rig, (now) => ({
        ...now,
        reading: { ...now.reading, channelIds: ['11111111111111111'] },
      })),
    /\*\*channels that are read\*\* \+ <#11111111111111111>/,
  ],
  [
    'the channel for reports',
    (rig) => changeSettings(rig, (now) => ({ ...now, adminChannelId: '11111111111111111' })),
    /\*\*channel where admins are told of reports\*\* → <#11111111111111111>/,
  ],
  [
    'what somebody is called',
    ({ store }) =>
      store.members.change({ guildId: 'club', userId: '3' }, byAdmin, (now) => ({
        ...now,
        spokenName: '[free](https://evil.example)',
        setBy: admin.id,
      })),
    /set something for <@3>: \*\*name aloud\*\* → “\\\\\[free/,
  ],
  [
    'a voice of somebody, whose id is nobody’s business',
    ({ store }) =>
      store.members.change({ guildId: 'club', userId: '3' }, byAdmin, (now) => ({
        ...now,
        voice: { voice: profileKey('secret') },
      })),
    /\*\*the voice\*\* → a kept voice(?!.*secret)/,
  ],
  [
    'a word',
    ({ store }) => store.wordFilter.change('club', admin.id, { add: ['damn'] }),
    /changed the filtered words: added \|\|damn\|\|/,
  ],
  [
    'a mute',
    ({ store }) => store.mutes.mute('club', { userId: '3', untilMs: 1_790_000_000_000 }, admin.id),
    /muted <@3>: \*\*until\*\* → <t:1790000000:f>/,
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

type Part = 'reading' | 'words' | 'moderation';

const setting =
  <Name extends Part>(part: Name, values: Partial<ServerSettings[Name]>) =>
  (now: ServerSettings): ServerSettings => ({ ...now, [part]: { ...now[part], ...values } });

test.each<[string, (now: ServerSettings) => ServerSettings, string]>([
  ['a switch', setting('reading', { threads: false }), '**Threads** on → off'],
  ['a list of roles', setting('reading', { ignoredRoleIds: ['7'] }), '**ignored roles** + <@&7>'],
  ['a role', setting('reading', { requiredRoleId: '7' }), '**needed role** → <@&7>'],
  [
    'languages',
    setting('reading', { languages: ['en', 'de'] }),
    '**languages** + English, + German',
  ],
  [
    'marks instead of the usual one',
    setting('reading', { skipMarks: ['#'] }),
    '**marks of messages that are not read** “;” before a letter → “#”',
  ],
  [
    'no marks',
    setting('reading', { skipMarks: [] }),
    '**marks of messages that are not read** “;” before a letter → nothing',
  ],
  ['a choice', setting('words', { said: 'off' }), '**“X said”** when somebody else writes → never'],
  [
    'a zone',
    setting('words', { timeZone: 'Asia/Tokyo' }),
    '**time zone** the zone of the server’s language → Asia/Tokyo',
  ],
  ['a yes', setting('words', { acronyms: false }), '**acronyms** said in full → as written'],
  ['a length', setting('words', { maxSeconds: 9 }), '**length of a message at most** 60 s → 9 s'],
  [
    'a language',
    (now) => ({ ...now, writtenLanguage: 'de' }),
    '**language of what I write to everybody** the server’s language on Discord → Deutsch',
  ],
  ['a pause', setting('moderation', { cooldownMs: 2_500 }), '**pause per person** 0 s → 2.5 s'],
  [
    'how the server’s voice speaks',
    (now) => ({ ...now, voice: { speed: 1.5 } }),
    '**speed of the server’s voice** → 1.5',
  ],
  [
    'a voice of a language',
    (now) => ({ ...now, voicesByLanguage: { de: { voice: profileKey('secret'), speed: 2 } } }),
    '**the voice for German** → a kept voice and speed 2',
  ],
  [
    'a voice of a channel',
    (now) => ({ ...now, channels: { '11': { voice: { voice: sky, speed: 2 } } } }),
    '**the voice in <#11>** → Sky, English (US) and speed 2',
  ],
  [
    'a voice that is not there any more',
    (now) => ({ ...now, voice: { voice: 'ruth/en-us/Kokoro' } }),
    '**the server’s voice** → a voice that is not there any more',
  ],
  [
    'a forbidden voice',
    (now) => ({ ...now, forbiddenVoices: [profileKey('secret'), sky] }),
    '**forbidden voices** + a kept voice, + Sky, English (US)',
  ],
])('settings are logged in people’s words: %s', async (_, edit, told) => {
  await using rig = await testStore();
  await changeSettings(rig, edit);
  expect(await shown(rig)).toContain(`changed settings: ${told}"`);
});

test('of a voice that was chosen before, each part that changed is told as people know it', async () => {
  await using rig = await testStore();
  const voices = (voice: ServerSettings['voice']) => (now: ServerSettings) => ({
    ...now,
    voice,
    voicesByLanguage: { de: voice },
    channels: { '11': { voice } },
  });
  await changeSettings(rig, voices({ voice: sky, language: 'en-us', style: 'warm' }));
  await changeSettings(rig, voices({ voice: profileKey('secret'), language: 'de', style: 'sky' }));
  const [last = ''] = (await shown(rig)).split('<t:').slice(1);
  expect(last).toContain(
    [
      '**the server’s voice** Sky, English (US) → a kept voice',
      '**language of the server’s voice** English (US) → German',
      '**style of the server’s voice** “warm” → “sky”',
    ].join(' · '),
  );
});

test.each<[string, (now: ServerSettings) => ServerSettings, string]>([
  [
    'of a language',
    (now) => ({ ...now, voicesByLanguage: { de: { language: 'de' } } }),
    '**language of the voice for German** English (US) → German',
  ],
  [
    'of a channel',
    (now) => ({ ...now, channels: { '11': { voice: { language: 'de' } } } }),
    '**language of the voice in <#11>** English (US) → German',
  ],
])('the language of a voice %s is told by its name', async (_, edit, told) => {
  await using rig = await testStore();
  const voice = { language: 'en-us' };
  await changeSettings(rig, (now) => ({
    ...now,
    voicesByLanguage: { de: voice },
    channels: { '11': { voice } },
  }));
  await changeSettings(rig, (now) => ({ ...now, ...edit(now) }));
  expect(await shown(rig)).toContain(told);
});

test('what another version logged is shown as far as this one understands it', async () => {
  const entry: AuditEntry = {
    id: '1',
    guildId: 'club',
    actorId: '12',
    atMs: 0,
    what: 'settings',
    changes: [
      { path: 'words.maxSeconds', before: 'long', after: 9 },
      { path: 'reading.channelIds', after: ['7'] },
      { path: 'reading.mood', before: 1, after: { calm: [true] } },
    ],
  };
  const view = await new ServerLog({ catalogue, audit: { entries: async () => [entry] } }).show(
    admin,
  );
  expect(JSON.stringify(view)).toContain(
    '**length of a message at most** “long” → 9 s · **channels that are read** none → <#7> · **reading.mood** 1 → calm: [true]',
  );
});

test('what people set for themselves is not in it', async () => {
  await using rig = await testStore();
  const me = { guildId: 'club', userId: '3' };
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
