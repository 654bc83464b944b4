import { expect, test } from 'vitest';

import { serverSettings } from '#store/server-settings.ts';
import type { VoiceInServer, VoiceProfile } from '#store/voices.ts';
import { voiceBook } from '#voices/book.ts';
import { choose } from '#voices/choose.ts';
import type { Choosable } from '#voices/choose.ts';
import type { VoiceLayers } from '#voices/layers.ts';
import { profileKey } from '#voices/profile-key.ts';
import { voiceSearch } from '#voices/search.ts';

import { models } from './models.ts';

const book = voiceBook(models);
const cloner = models.find((model) => model.modes.includes('clone'))!;
const text = 'A sentence that every model takes.';

const sky = 'af_sky/en-us/Kokoro';
const adam = 'am_adam/en-us/Kokoro';
const emma = 'bf_emma/en-gb/Kokoro';
const dora = 'pf_dora/pt-br/Kokoro';
const vivian = 'Vivian/English/Qwen3_TTS_12Hz_1_7B_CustomVoice';
const ryan = 'Ryan/German/Qwen3_TTS_12Hz_1_7B_CustomVoice';

const clip = { hash: 'c0ffee', format: 'mp3', durationMs: 5_000, sizeBytes: 1 } as const;

function kept(
  id: string,
  ownerId: string,
  name: string,
  sound: VoiceProfile['sound'] = { mode: 'clone', clip },
  here: Partial<VoiceInServer> = {},
): VoiceProfile {
  const place = {
    guildId: 'club',
    shared: false,
    approval: 'none',
    ownerBanned: false,
    ...here,
  } as const;
  return { id, ownerId, name, sound, servers: [place], createdAtMs: 0 };
}

const mine = kept('mine', 'ann', 'Mine');
const shared = kept('shared', 'bob', 'Bob', undefined, { shared: true });
const posh = kept('posh', 'ann', 'Posh', { mode: 'preset', voice: emma });
const impostor = kept('impostor', 'bob', 'Sky', undefined, { shared: true });
const sailor = kept('sailor', 'ann', 'Sailor', {
  mode: 'design',
  description: 'an old sailor',
  clip,
});

interface Scene extends Omit<VoiceLayers, 'asked' | 'server' | 'written'> {
  /** The language that the text was found to be in. */
  readonly found?: string;
  readonly asked?: VoiceLayers['asked'];
  readonly server?: object;
  readonly own?: readonly VoiceProfile[];
  readonly others?: readonly VoiceProfile[];
  readonly models?: typeof models;
}

function from(scene: Scene): Choosable {
  const here = scene.models ? voiceBook(scene.models) : book;
  return {
    book: here,
    neighbours: voiceSearch(here),
    kept: { own: scene.own ?? [mine, posh, sailor], shared: scene.others ?? [shared, impostor] },
    viewer: { personId: 'ann', guildId: 'club' },
  };
}

function layersOf({ asked = {}, server, found, member, person, channel }: Scene): VoiceLayers {
  return {
    asked,
    written: { language: found, script: undefined },
    ...(member && { member }),
    ...(person && { person }),
    ...(channel && { channel }),
    ...(server && { server: serverSettings.parse(server) }),
  };
}

/** "person: af_sky 1.2 cheerful", with what was passed over. */
function outcome(scene: Scene): string {
  try {
    const { request, from: by, profile, passedOver } = choose(text, layersOf(scene), from(scene));
    const { voice } = request;
    const sound =
      voice.mode === 'preset'
        ? [voice.id, request.language === 'German' ? 'in German' : undefined, voice.style]
        : [voice.mode, profile?.id, request.language];
    return [
      `${by}:`,
      ...sound,
      request.speed === 1 ? undefined : request.speed,
      ...passedOver.map((passed) => `(${passed.from} ${passed.why})`),
    ]
      .filter((part) => part !== undefined)
      .join(' ');
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

const everything: Scene = {
  member: { voice: sky },
  person: { voice: adam },
  channel: { voice: emma },
  server: { voice: { voice: 'af_alloy/en-us/Kokoro' }, voicesByLanguage: { en: { voice: sky } } },
};

test.each<[string, Scene, string]>([
  ['nothing set: the engine’s', {}, 'engine: af_alloy'],
  [
    'the option goes before all',
    { ...everything, asked: { voice: 'bm_george' } },
    'asked: bm_george',
  ],
  ['then the person’s in this server', everything, 'member: af_sky'],
  ['then the person’s', { ...everything, member: {} }, 'person: am_adam'],
  ['then the channel’s', { ...everything, member: {}, person: {} }, 'channel: bf_emma'],
  ['then the server’s', { ...everything, member: {}, person: {}, channel: {} }, 'server: af_alloy'],
  [
    'then the server’s for the language',
    { found: 'pt', server: { voicesByLanguage: { pt: { voice: dora } } } },
    'language: pf_dora',
  ],
  [
    'a language is served by the voice for its base',
    { asked: { language: 'pt-BR' }, server: { voicesByLanguage: { pt: { voice: dora } } } },
    'language: pf_dora',
  ],
  [
    'a language without a region is served by the voice for one of its regions',
    { found: 'pt', server: { voicesByLanguage: { 'pt-br': { voice: dora, speed: 0.8 } } } },
    'language: pf_dora 0.8',
  ],
  [
    'and so is its name',
    {
      asked: { language: 'Portuguese' },
      server: { voicesByLanguage: { 'pt-br': { voice: dora, speed: 0.8 } } },
    },
    'language: pf_dora 0.8',
  ],
  [
    'a found language goes past voices that don’t speak it',
    {
      found: 'de',
      channel: { voice: sky },
      server: { voice: { voice: ryan } },
    },
    'server: Ryan in German (channel language)',
  ],
  [
    'who chose a voice is read by it, whatever was found',
    { found: 'de', person: { voice: sky } },
    'person: af_sky',
  ],
  [
    'who chose a voice of many languages is read by it in the language that was found',
    { found: 'de', person: { voice: vivian } },
    'person: Vivian in German',
  ],
  [
    'but in their own language when they chose one',
    { found: 'de', person: { voice: vivian, language: 'en' } },
    'person: Vivian',
  ],
  [
    'the server’s voice of many languages speaks what was found',
    { found: 'de', server: { voice: { voice: vivian } } },
    'server: Vivian in German',
  ],
  [
    'one’s own voice speaks another language that was asked for, if it can',
    { asked: { language: 'de' }, person: { voice: vivian } },
    'person: Vivian in German',
  ],
  [
    'who chose a language is read in it, whatever was found',
    {
      found: 'de',
      person: { language: 'pt' },
      server: { voice: { voice: sky } },
    },
    'engine: pf_dora (server language)',
  ],
  [
    'a language that was asked for goes past one’s own voice',
    {
      asked: { language: 'pt' },
      person: { voice: sky },
    },
    'engine: pf_dora (person language)',
  ],
  [
    'a voice that is gone is passed over',
    { person: { voice: 'x/y/z' }, channel: { voice: sky } },
    'channel: af_sky (person gone)',
  ],
  [
    'one’s speed goes for the server’s voice',
    {
      person: { speed: 1.4 },
      server: { voice: { voice: sky, speed: 0.8 } },
    },
    'server: af_sky 1.4',
  ],
  [
    'the server’s speed doesn’t go for one’s own voice',
    {
      person: { voice: sky },
      server: { voice: { voice: adam, speed: 0.8 } },
    },
    'person: af_sky',
  ],
  [
    'the server’s speed goes for its own voice',
    { server: { voice: { voice: sky, speed: 0.8 } } },
    'server: af_sky 0.8',
  ],
  [
    'one’s style goes for the voice that takes it',
    {
      person: { style: 'sad' },
      server: { voice: { voice: ryan } },
    },
    'server: Ryan in German sad',
  ],
  [
    'the option’s speed goes before one’s own',
    {
      asked: { speed: 0.7 },
      person: { voice: sky, speed: 1.4 },
    },
    'person: af_sky 0.7',
  ],
  [
    'one’s speed goes for the voice that was asked for, the server’s does not',
    {
      asked: { voice: 'Sky' },
      person: { speed: 1.4 },
      server: { voice: { voice: adam, speed: 0.8, style: 'sad' } },
    },
    'asked: af_sky 1.4',
  ],
  [
    'the server’s manner is not for a voice that was asked for',
    {
      asked: { voice: ryan },
      server: { voice: { voice: adam, speed: 0.8, style: 'sad' } },
    },
    'asked: Ryan in German',
  ],
])('%s', (_, scene, expected) => {
  expect(outcome(scene)).toBe(expected);
});

test.each<[string, Scene, string]>([
  ['one’s own clone by key', { asked: { voice: profileKey('mine') } }, 'asked: clone mine English'],
  [
    'one’s own clone by name, in any case',
    { asked: { voice: 'MINE' } },
    'asked: clone mine English',
  ],
  [
    'a clone in another language',
    { asked: { voice: 'mine', language: 'de' } },
    'asked: clone mine German',
  ],
  [
    'a clone in the language that was found',
    { found: 'de', person: { voice: profileKey('mine') } },
    'person: clone mine German',
  ],
  [
    'a clone in its own where its model doesn’t speak what was found',
    { found: 'el', person: { voice: profileKey('mine') } },
    'person: clone mine English',
  ],
  [
    'a clone that was asked for, where its model doesn’t speak what was found or set',
    { found: 'el', person: { language: 'el' }, asked: { voice: 'mine' } },
    'asked: clone mine English',
  ],
  [
    'a kept preset that was asked for, where it doesn’t speak what was set',
    { person: { language: 'el' }, asked: { voice: 'posh' } },
    'asked: bf_emma',
  ],
  [
    'a clone as one’s voice',
    { person: { voice: profileKey('mine') } },
    'person: clone mine English',
  ],
  ['a shared clone', { asked: { voice: 'bob' } }, 'asked: clone shared English'],
  ['a kept preset', { asked: { voice: 'posh' } }, 'asked: bf_emma'],
  [
    'a design is cloned from its best take',
    { asked: { voice: 'sailor' } },
    'asked: clone sailor English',
  ],
  [
    'a design without a take is designed',
    {
      own: [kept('d', 'ann', 'D', { mode: 'design', description: 'x' })],
      asked: { voice: 'd' },
      models: [...models, { ...cloner, slug: 'Designer', modes: ['design'] }],
    },
    'asked: design d English',
  ],
  [
    'a shared voice with the name of a preset takes it from nobody',
    { asked: { voice: 'sky' } },
    'asked: af_sky',
  ],
  [
    'one’s own voice with the name of a preset is meant',
    {
      own: [kept('my-sky', 'ann', 'Sky')],
      asked: { voice: 'sky' },
    },
    'asked: clone my-sky English',
  ],
  [
    'of names that differ by marks alone, the one that was typed is meant',
    { own: [kept('rama', 'ann', 'राम'), kept('ramaa', 'ann', 'रमा')], asked: { voice: 'रमा' } },
    'asked: clone ramaa English',
  ],
  [
    'without its accents a name is still found',
    { own: [kept('zoe', 'ann', 'Zoë')], asked: { voice: 'zoe' } },
    'asked: clone zoe English',
  ],
  [
    'a setting is never met by a shared voice of that name',
    { person: { voice: 'Bob' } },
    'engine: af_alloy (person gone)',
  ],
  [
    'a clone that nothing can speak gives way',
    {
      person: { voice: profileKey('mine') },
      models: models.filter((model) => model !== cloner),
    },
    'engine: af_alloy (person no-model)',
  ],
  [
    'a clip that is too long for the model gives way',
    {
      own: [kept('long', 'ann', 'L', { mode: 'clone', clip: { ...clip, durationMs: 11_000 } })],
      person: { voice: profileKey('long') },
    },
    'engine: af_alloy (person no-model)',
  ],
  [
    'a voice that was removed gives way',
    { own: [], person: { voice: profileKey('mine') } },
    'engine: af_alloy (person gone)',
  ],
])('kept voices: %s', (_, scene, expected) => {
  expect(outcome(scene)).toBe(expected);
});

test.each<[string, Scene, RegExp]>([
  [
    'a voice that isn’t there',
    { asked: { voice: 'nobody' } },
    /^refused: There is no voice “nobody”/,
  ],
  [
    'a private voice of another by its key is as if it were not there',
    {
      asked: { voice: profileKey('private') },
    },
    /^refused: There is no voice/,
  ],
  [
    'a private voice that came among the shared by mistake is as if it were not there',
    {
      others: [kept('private', 'bob', 'Secret')],
      asked: { voice: profileKey('private') },
    },
    /^refused: There is no voice/,
  ],
  [
    'and by its name',
    {
      others: [kept('private', 'bob', 'Secret')],
      asked: { voice: 'secret' },
    },
    /^refused: There is no voice “secret”/,
  ],
  [
    'a forbidden preset',
    {
      asked: { voice: 'sky' },
      server: { forbiddenVoices: [sky] },
    },
    /^refused: The admins of this server don’t allow that voice/,
  ],
  [
    'a forbidden kept voice',
    {
      asked: { voice: 'bob' },
      server: { forbiddenVoices: [profileKey('shared')] },
    },
    /^refused: The admins of this server don’t allow that voice/,
  ],
  [
    'a clone where clones are forbidden',
    { asked: { voice: 'mine' }, server: { clones: 'forbid' } },
    /^refused: This server doesn't allow cloned voices/,
  ],
  [
    'a clone where admins have to approve',
    { asked: { voice: 'mine' }, server: { clones: 'approval' } },
    /^refused: .*approve/,
  ],
  ['a style for a clone', { asked: { voice: 'mine', style: 'sad' } }, /^refused: .*take no style/],
  [
    'a voice whose name would be a link in the sentence',
    {
      others: [kept('free', 'bob', '[Free](https://a.bc)', undefined, { shared: true })],
      asked: { voice: profileKey('free') },
      server: { clones: 'approval' },
    },
    /^refused: “Freehttpsa.bc” may speak here once/,
  ],
  [
    'a voice of such a name that can’t speak now',
    {
      others: [kept('free', 'bob', '[Free](https://a.bc)', undefined, { shared: true })],
      asked: { voice: profileKey('free'), language: 'el' },
    },
    /^refused: “Freehttpsa.bc” doesn't speak that language/,
  ],
  [
    'a language that the clone’s model doesn’t speak',
    { asked: { voice: 'mine', language: 'el' } },
    /^refused: “Mine” doesn't speak that language/,
  ],
  [
    'any voice where one is forced',
    {
      asked: { voice: 'sky' },
      server: { forcesVoice: true, voice: { voice: adam } },
    },
    /^refused: This server speaks with one voice/,
  ],
  [
    'a style where one voice is forced',
    {
      asked: { style: 'sad' },
      server: { forcesVoice: true, voice: { voice: ryan } },
    },
    /^refused: This server speaks with one voice/,
  ],
  [
    'to speak where every voice is forbidden',
    {
      server: { forbiddenVoices: book.offers.map(({ key }) => key) },
    },
    /^refused: This server forbids every voice/,
  ],
])('refused: %s', (_, scene, expected) => {
  expect(outcome(scene)).toMatch(expected);
});

test.each<[string, Scene, string]>([
  [
    'a forced voice goes before one’s own, at one’s own speed',
    {
      person: { voice: sky, speed: 1.4, style: 'sad' },
      server: { forcesVoice: true, voice: { voice: ryan } },
      models,
    },
    'server: Ryan in German',
  ],
  [
    'the channel’s voice is forced before the server’s',
    {
      member: { voice: sky },
      channel: { voice: emma },
      server: { forcesVoice: true, voice: { voice: adam } },
    },
    'channel: bf_emma',
  ],
  [
    'where no voice is set, none is forced',
    { person: { voice: sky }, server: { forcesVoice: true } },
    'person: af_sky',
  ],
  [
    'a forbidden voice gives way',
    {
      person: { voice: sky },
      channel: { voice: adam },
      server: { forbiddenVoices: [sky] },
    },
    'channel: am_adam (person forbidden)',
  ],
  [
    'the engine’s choice is not a forbidden one',
    {
      server: { forbiddenVoices: ['af_alloy/en-us/Kokoro'] },
    },
    'engine: af_sky',
  ],
  [
    'a clone gives way where clones are forbidden',
    {
      person: { voice: profileKey('mine') },
      server: { clones: 'forbid' },
    },
    'engine: af_alloy (person not-usable)',
  ],
  [
    'an approved clone speaks',
    {
      own: [kept('mine', 'ann', 'Mine', undefined, { approval: 'approved' })],
      person: { voice: profileKey('mine') },
      server: { clones: 'approval' },
    },
    'person: clone mine English',
  ],
  [
    'a refused clone doesn’t, where all others may',
    {
      own: [kept('mine', 'ann', 'Mine', undefined, { approval: 'refused' })],
      person: { voice: profileKey('mine') },
      server: { clones: 'allow' },
    },
    'engine: af_alloy (person not-usable)',
  ],
  [
    'a design speaks where clones are forbidden',
    {
      asked: { voice: 'sailor' },
      server: { clones: 'forbid' },
    },
    'asked: clone sailor English',
  ],
])('rules: %s', (_, scene, expected) => {
  expect(outcome(scene)).toBe(expected);
});
