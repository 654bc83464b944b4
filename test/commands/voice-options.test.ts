import { expect, test } from 'vitest';

import { referenceOf } from '#features/voices/browse-state.ts';
import { sampleText } from '#features/voices/samples.ts';
import { profileKey } from '#voices/profile-key.ts';

import { desk, roles } from './desk.ts';

type Desk = Awaited<ReturnType<typeof desk>>;

const sky = referenceOf('af_sky/en-us/Kokoro');

test.each<[string, (here: Desk) => Promise<string>, RegExp]>([
  ['show', ({ voice }) => voice('owner', 'show'), /## Alloy, English/],
  ['set', ({ voice }) => voice('owner', 'set', { voice: 'Sky' }), /## Sky, English/],
  ['browse', ({ voice }) => voice('owner', 'browse'), /\*\*Alloy\*\*/],
  [
    'server',
    ({ voice }) => voice('admin', 'server', { voice: 'Sky' }),
    /the server’s voice\*\* Sky/,
  ],
  ['forbid', ({ voice }) => voice('admin', 'forbid', { voice: 'Sky' }), /Sky doesn’t speak here/],
  ['the button Use', ({ press }) => press('owner', `voice:use:${sky}:~~~0`), /\*\*Alloy\*\*/],
  ['the button Hear', ({ press }) => press('owner', `voice:hear:${sky}`), /A sample/],
])('/voice: %s waits for the first voices of a first start', async (_, ask, sentence) => {
  await using here = await desk({ knownAfterMs: 50 });
  expect(await ask(here)).toMatch(sentence);
});

test.each([
  ['German', 'de'],
  ['deutsch', 'de'],
  ['de', 'de'],
  ['english', 'en'],
  ['English (UK)', 'en-gb'],
  ['portuguese', 'pt-br'],
  ['pt', 'pt-br'],
])('a server’s voice for %j is one for %j', async (typed, tag) => {
  await using here = await desk();
  await here.voice('admin', 'server', { 'for-language': typed, speed: 1 });
  const { voicesByLanguage } = await here.store.serverSettings.get('1');
  expect(Object.keys(voicesByLanguage)).toEqual([tag]);
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['server', { 'for-language': 'Klingon', language: 'de', voice: 'Vivian' }],
  ['browse', { language: 'Klingon' }],
])('/voice %s %j: the language is refused, and which there are is told', async (name, options) => {
  await using here = await desk();
  const told = await here.voice('admin', name, options);
  expect(told).toMatch(/No voice speaks “Klingon”. There are/);
});

test('voices are browsed by a language as it is typed', async () => {
  await using here = await desk();
  const shown = await here.voice('owner', 'browse', { language: 'English', gender: 'male' });
  expect(shown).toMatch(/\*\*Adam\*\*[^]*\*\*George\*\*/);
});

test('a forbidden voice is suggested to be allowed again, and allowed by its name', async () => {
  await using here = await desk();
  const { voice, suggest, store } = here;
  const sound = { mode: 'preset' as const, voice: 'af_sky/en-us/Kokoro' };
  const zoe = await store.voices.keep({ ownerId: roles.owner.userId, name: 'Zoë', sound });
  await store.sharing.share(zoe.id, zoe.ownerId, '1', true);
  for (const name of ['Vivian', 'zoë']) await voice('admin', 'forbid', { voice: name });
  const asking = { subcommand: 'forbid', options: { allow: true } };
  expect(await suggest('admin', '', asking)).toEqual(['Zoë', 'Vivian · Qwen3 CustomVoice']);
  expect(await suggest('admin', 'viv', asking)).toEqual(['Vivian · Qwen3 CustomVoice']);
  expect(await voice('admin', 'forbid', { voice: 'Sky', allow: true })).toMatch(/not forbidden/);
  expect(await voice('admin', 'forbid', { voice: 'Zoe', allow: true })).toMatch(/Zoë may speak/);
  expect(await voice('admin', 'forbid', { voice: 'vivian', allow: true })).toMatch(/Vivian may/);
  expect((await store.serverSettings.get('1')).forbiddenVoices).toEqual([]);
});

test('what is refused of /voice server leaves everything as it was', async () => {
  await using here = await desk();
  const options = { clones: 'forbid', channel: { id: '5' }, 'for-language': 'de' };
  expect(await here.voice('admin', 'server', options)).toMatch(/either for a channel or/);
  const unknown = { clones: 'forbid', voice: 'Nobody' };
  expect(await here.voice('admin', 'server', unknown)).toMatch(/There is no voice/);
  expect((await here.store.serverSettings.get('1')).clones).toBe('allow');
});

test('a place without a voice for it is asked for one, and changes nothing', async () => {
  await using here = await desk();
  const before = await here.store.serverSettings.get('1');
  for (const scope of [{ channel: { id: '5' } }, { 'for-language': 'de' }])
    expect(await here.voice('admin', 'server', { ...scope, clones: 'forbid' })).toMatch(
      /^Say which voice, speed or style is meant/,
    );
  expect(await here.store.serverSettings.get('1')).toEqual(before);
});

test('a moderator who sets a speed is told of that, and takes no voice away', async () => {
  await using here = await desk();
  const { voice, store } = here;
  const sound = { mode: 'preset' as const, voice: 'bf_emma/en-gb/Kokoro' };
  const { id } = await store.voices.keep({ ownerId: roles.owner.userId, name: 'Mine', sound });
  await voice('owner', 'set', { voice: 'Mine', here: true });
  const person = { id: roles.owner.userId, bot: false };
  const told = await voice('moderator', 'set-for', { person, speed: 1.5 });
  expect(told).toContain(`This is set for <@${person.id}> in this server now: speed 1.5.`);
  const member = await store.members.get({ guildId: '1', userId: person.id });
  expect(member.voice).toEqual({ voice: profileKey(id), speed: 1.5 });
  await voice('moderator', 'set-for', { person, voice: 'Emma' });
  const changed = await voice('moderator', 'set-for', { person, language: 'de' });
  expect(changed).toMatch(/Emma doesn’t speak German.*\n.*: language German · speed 1\.5/);
});

test('what is set and not heard is said', async () => {
  await using here = await desk();
  const { voice } = here;
  expect(await voice('owner', 'set', { style: 'sad' })).toMatch(/Your style isn’t used with this/);
  expect(await voice('owner', 'set', { voice: 'Vivian', style: 'sad' })).not.toMatch(/isn’t used/);
  expect(await voice('owner', 'set', { voice: 'Sky', speed: 1.5 })).not.toMatch(/the speed is/);
  expect(await voice('owner', 'set', { voice: 'Vivian' })).toMatch(
    /With this voice the speed is 1\./,
  );
});

test('why a voice that was set does not speak is said', async () => {
  await using here = await desk();
  const { voice } = here;
  await voice('owner', 'set', { voice: 'Sky' });
  await voice('admin', 'forbid', { voice: 'Sky' });
  expect(await voice('owner', 'show')).toMatch(/What you set can’t .*: this server’s admins don’t/);
});

test('Use is for this server when the person has a voice for it alone', async () => {
  await using here = await desk();
  const { voice, press, store } = here;
  await voice('owner', 'set', { voice: 'Emma', here: true });
  const shown = await press('owner', `voice:use:${sky}:~~~0`);
  expect(shown).toContain('**Alloy**');
  const userId = roles.owner.userId;
  expect((await store.members.get({ guildId: '1', userId })).voice.voice).toMatch(/^af_sky/);
  expect((await store.people.get(userId)).voice).toEqual({});
});

test('a kept voice is heard in the words of its language', async () => {
  await using here = await desk();
  const { voice, press, store, done } = here;
  const bytes = new Uint8Array(9);
  const clip = { bytes, format: 'mp3' as const, durationMs: 5_000 };
  const sound = { mode: 'design' as const, description: 'x', clip, language: 'German' };
  const { id } = await store.voices.keep({ ownerId: roles.owner.userId, name: 'Mine', sound });
  await voice('owner', 'set', { voice: 'Mine' });
  const key = profileKey(id);
  await press('owner', `voice:hear:${referenceOf(key)}`);
  expect(done.samples).toMatchObject([{ choice: { voice: key, language: 'German' } }]);
  await press('owner', 'voice:mine');
  expect(done.samples.map((ask) => (ask as { text: string }).text)).toEqual([
    sampleText('de'),
    sampleText('de'),
  ]);
});

test('where one voice speaks for everybody, others are heard elsewhere, and cost nothing', async () => {
  await using here = await desk();
  const { voice, press, done } = here;
  await voice('admin', 'server', { voice: 'Emma' });
  await voice('admin', 'force', { on: true });
  expect(await press('owner', `voice:hear:${sky}`)).toMatch(/Hear others elsewhere/);
  expect(done.samples).toEqual([]);
  expect(await press('stranger', `voice:hear:${sky}`)).toMatch(/A sample/);
});

test.each([
  ['everywhere takes back what is set for here as well', {}, {}],
  ['for here leaves what is set everywhere', { here: true }, { voice: 'af_sky/en-us/Kokoro' }],
])('a reset %s', async (_, options, everywhere) => {
  await using here = await desk();
  await here.voice('owner', 'set', { voice: 'Sky' });
  await here.voice('owner', 'set', { voice: 'Emma', here: true });
  await here.voice('owner', 'reset', options);
  const { userId, guildId } = roles.owner;
  expect((await here.store.people.get(userId)).voice).toEqual(everywhere);
  expect((await here.store.members.get({ guildId, userId })).voice).toEqual({});
});

test('what the panel of the server lists is taken back there: a ban, a rule and a voice', async () => {
  await using here = await desk();
  await here.voice('admin', 'server', { voice: 'Sky' });
  await here.voice('admin', 'force', { on: true });
  const person = { id: '123456789012345678' };
  await here.voice('admin', 'forbid', { person });
  const banned = `banned:${person.id}`;
  expect(await here.store.voiceBans.list('1')).toHaveLength(1);
  await here.choose('stranger', 'voice:unset:', [banned, 'server']);
  expect(await here.store.voiceBans.list('1')).toHaveLength(1);
  await here.choose('admin', 'voice:unset:', [banned, 'force']);
  expect(await here.store.voiceBans.list('1')).toEqual([]);
  expect(await here.store.serverSettings.get('1')).toMatchObject({
    forcesVoice: false,
    voice: { voice: 'af_sky/en-us/Kokoro' },
  });
  await here.choose('admin', 'voice:unset:', ['server']);
  expect((await here.store.serverSettings.get('1')).voice).toEqual({});
});
