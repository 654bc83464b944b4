import type { Asker } from '#discord/asker.ts';
import { browsePage } from '#features/voices/browse-page.ts';
import { browseView } from '#features/voices/browse-view.ts';
import { othersVoiceView } from '#features/voices/others-voice.ts';
import type { ShownPreferences } from '#features/voices/preferences.ts';
import { serverView } from '#features/voices/server-view.ts';
import { showView } from '#features/voices/show-view.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { voiceBook } from '#voices/book.ts';
import { profileKey } from '#voices/profile-key.ts';

import { models } from '../../voices/models.ts';
import { id, longName, longText, times } from './reader.ts';
import type { Shown } from './reader.ts';

const [model] = models;
/** Many languages and voices, all with long names. */
const wide: SpeechModel = {
  ...model!,
  name: longName.repeat(3),
  languages: times(26, (at) => ({
    slug: `x${at}`,
    name: `${longName}${at}`,
    tag: `a${String.fromCodePoint(97 + (at % 26))}-${at < 26 ? 'AA' : 'BB'}`,
    voices: [{ slug: 'v', name: `${longName.repeat(3)}${at}`, gender: 'female' }],
  })),
};
export const book = voiceBook([wide, ...models]);

function kept(at: number, ownerId: string): VoiceProfile {
  const sound = { mode: 'design', description: longText } as const;
  return { id: id(at), ownerId, name: longName, sound, servers: [], createdAtMs: 1 };
}

const manner = { language: 'zh-Hant-TW', speed: 1.123_456, style: longText.slice(0, 500) };
const set = { ...manner, voice: profileKey(id(1)) };

/** Discord has names of 100 characters. */
const called = {
  channel: () => '_'.repeat(100),
  user: (userId: string) => (Number(userId) % 2 === 0 ? longName : undefined),
};

/** The panels of `/voice`. */
export async function voiceViews(reader: Asker): Promise<Shown> {
  const { id: viewerId, t } = reader;
  const profiles = [kept(1, viewerId), ...times(9, (at) => kept(at + 2, id(9)))];
  const known = { book, kept: profiles };
  const page = (number: number) =>
    browsePage({ page: number }, { book, kept: profiles, viewerId, forbidden: new Set(), t });
  const moderated: ShownPreferences = {
    userId: viewerId,
    everywhere: set,
    here: set,
    setBy: id(4),
    lends: false,
    volumeDb: { everywhere: -12.5, here: -12.5 },
    proxies: times(12, () => ({ name: '_'.repeat(80), voice: set })),
    speaks: {
      name: ownWords(longName.repeat(4)),
      from: 'member',
      profile: kept(1, id(9)),
      request: { voice: { mode: 'preset' }, speed: 1 } as never,
      passedOver: (['asked', 'person', 'channel', 'server', 'language'] as const).map((from) => ({
        from,
        why: 'no-model',
      })),
    },
    notes: times(2, () => text(($) => $.voices.proxies.noName)),
  };
  const settings = serverSettings.parse({
    voice: set,
    forcesVoice: true,
    voicesByLanguage: Object.fromEntries(times(9, (at) => [`a${at}`, manner])),
    channels: Object.fromEntries(times(9, (at) => [id(at), { voice: manner }])),
    forbiddenVoices: times(9, (at) => `${longName}${at}`),
    clones: 'approval',
    adminChannelId: id(5),
  });
  const banned = times(400, (at) => ({ userId: id(at + 1_000), byId: id(4), sinceMs: 1 }));
  const obstacle = text(($) => $.oversight.channel.closed, { channel: `<#${id(5)}>` });
  return {
    'a page of voices that people keep': browseView(page(0), profileKey(id(1)), t),
    'a page of presets': browseView(page(5), undefined, t),
    'who speaks for somebody': showView(moderated, known, t),
    'who speaks for somebody else': await othersVoiceView(reader, id(7), known, {
      people: { get: () => Promise.resolve(personSettings.parse({})) },
      members: { get: () => Promise.resolve({ voice: set, setBy: id(4) }) },
      languages: { find: () => Promise.resolve({}) },
      chooser: { preview: () => Promise.resolve(moderated.speaks) },
    } as unknown as Parameters<typeof othersVoiceView>[3]),
    'the voices of a server': serverView({ settings, banned, known, called, obstacle }, t),
    'the admins’ channel alone': serverView(
      {
        settings: serverSettings.parse({ adminChannelId: id(5), clones: 'approval' }),
        banned: [],
        known,
        called,
        obstacle,
      },
      t,
    ),
  };
}
