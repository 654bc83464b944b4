import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { UserError } from '#errors.ts';
import type { Banning } from '#features/oversight/banning.ts';
import type { OversightMail } from '#features/oversight/oversight-mail.ts';
import type { Speaking } from '#features/say/speaking.ts';
import { serverVoiceSettings } from '#features/settings/server-voice-settings.ts';
import type { Changes } from '#features/settings/setting.ts';
import { withChanges } from '#features/settings/values.ts';
import { namesIn } from '#features/wording/ask-words.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import { maxChannels, maxLanguages } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { Chooser } from '#voices/chooser.ts';
import { knownTag } from '#voices/language.ts';
import { profileIdOf } from '#voices/profile-key.ts';
import { unknownLanguage } from '#voices/resolve.ts';
import { speakerOf } from '#voices/speaker.ts';

import { referenceOf } from './browse-state.ts';
import { forbiddenNamed, forbiddenWith, keysOf, withForbidden } from './forbidden-voices.ts';
import { assertShared, newSetting } from './setting.ts';
import type { WantedVoice } from './setting.ts';

export interface ServerVoicesParts extends Pick<Store, 'serverSettings' | 'voices' | 'voiceBans'> {
  readonly chooser: Pick<Chooser, 'check'>;
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly speaking: Pick<Speaking, 'silence'>;
  readonly banning: Banning;
  readonly mail: Pick<OversightMail, 'obstacle'>;
  readonly view: Pick<GuildView, 'namesOf' | 'roleName' | 'channelName'>;
  /** Resolves when voices are known. Rejects with the `SpeechError` for which there are none. */
  readonly ready: () => Promise<void>;
}

/** The people whom a server's voice is for: everybody, those who speak a language, or those who write in a channel. */
export type Scope =
  | { readonly of: 'server' }
  /** As typed, by tag or name; a tag where it is to be cleared. */
  | { readonly of: 'language'; readonly tag: string }
  | { readonly of: 'channel'; readonly channelId: string };

/** The voices of a server. Everything rejects with a `UserError` that says why not. */
export function serverVoices(parts: ServerVoicesParts) {
  const { serverSettings, voiceBans, chooser, speaking, banning, view, ready } = parts;
  const edit = async (asker: Asker, change: Edit): Promise<ServerSettings> =>
    serverSettings.change(serverOf(asker), { actorId: asker.id }, change);
  const isThere =
    (asker: Asker) =>
    (channelId: string): boolean =>
      view.channelName(serverOf(asker), channelId) !== undefined;
  const rewrite = async (asker: Asker, change: Edit): Promise<ServerSettings> => {
    const guildId = serverOf(asker);
    let clonesBefore: ServerSettings['clones'] | undefined;
    // The settings that are changed say what is possible, whoever changed them meanwhile.
    const after = await edit(asker, (before) => {
      clonesBefore = before.clones;
      const wanted = change(before);
      assertPossible(asker, before, wanted, parts);
      return wanted;
    });
    // A voice that may speak on can be asked for again; one that may not stops now.
    if (after.clones !== clonesBefore && after.clones !== 'allow')
      speaking.silence((said) => said.guildId === guildId && said.voiceId !== undefined);
    return after;
  };

  return {
    show: async (asker: Asker) => serverSettings.get(serverOf(asker)),

    /** Sets a voice, and other settings with it: all or none. */
    async set(asker: Asker, asTyped: Scope, wanted: WantedVoice, others: Changes = {}) {
      const guildId = serverOf(asker);
      await ready();
      const scope = scopeOf(asTyped, asker, parts);
      const current = settingsIn(await serverSettings.get(guildId), scope);
      const asked =
        scope.of === 'language' ? { ...wanted, language: wanted.language ?? scope.tag } : wanted;
      const { settings, chosen } = await newSetting(current, asked, speakerOf(asker), chooser);
      assertShared(chosen, guildId);
      return rewrite(asker, (before) => {
        const withVoice = withSettings(withRoomFor(scope, before, isThere(asker)), scope, settings);
        return withChanges(withVoice, others);
      });
    },

    clear: (asker: Asker, scope: Scope) =>
      edit(asker, (before) => withSettings(before, scope, undefined)),

    /** Forbids a voice in all its languages, or allows it again. Resolves with its name. */
    async forbid(asker: Asker, voice: string, forbidden: boolean) {
      const guildId = serverOf(asker);
      const { name, keys } = forbidden
        ? await keysOf(voice, asker, parts)
        : await forbiddenNamed(voice, asker, await serverSettings.get(guildId), parts);
      await edit(asker, (before) => withForbidden(before, keys, forbidden));
      const ids = new Set(keys.map((key) => profileIdOf(key)));
      if (forbidden)
        speaking.silence((said) => said.guildId === guildId && ids.has(said.voiceId ?? ''));
      return name;
    },

    /** Forbids all voices of a person, or allows them again. */
    forbidPerson: (asker: Asker, userId: string, forbidden: boolean) =>
      forbidden ? banning.ban(asker, userId) : banning.lift(asker, userId),

    /** The bans on all voices of a person, the latest first. */
    banned: async (asker: Asker) => voiceBans.list(serverOf(asker)),

    called: (asker: Asker) => namesIn(serverOf(asker), new Map(), view),

    /** Changes settings other than voices. */
    change: (asker: Asker, changes: Changes) =>
      rewrite(asker, (before) => withChanges(before, changes)),

    /** Changes settings of all kinds at once, all of them or none. `change` may run more than once, and says what can't be. */
    rewrite,

    /** The reason why the admins can't be told where they chose to be, since the channel or its rights are no longer as they were. */
    obstacle: (asker: Asker, settings: ServerSettings) => obstacleTo(asker, settings, parts),

    /** Takes back what the options of the server's panel stand for; what they no longer stand for is left alone. */
    async takeBack(asker: Asker, values: readonly string[]) {
      const guildId = serverOf(asker);
      for (const { userId } of await voiceBans.list(guildId))
        if (values.includes(`banned:${userId}`)) await banning.lift(asker, userId);
      return edit(asker, (before) =>
        values.reduce((settings, value) => without(settings, value, parts), before),
      );
    },
  };
}

type Edit = (settings: ServerSettings) => ServerSettings;

/** Throws a `UserError` for a change that can't be made as things are. */
function assertPossible(
  asker: Asker,
  before: ServerSettings,
  wanted: ServerSettings,
  parts: ServerVoicesParts,
): void {
  const isForced = ({ forcesVoice, voice }: ServerSettings): boolean =>
    forcesVoice && voice.voice === undefined;
  if (isForced(wanted) && !isForced(before))
    throw new UserError(text(($) => $.voicePanels.refused.forceNeedsVoice));
  if (wanted.adminChannelId === before.adminChannelId) return;
  const obstacle = obstacleTo(asker, wanted, parts);
  if (obstacle) throw new UserError(obstacle);
}

function obstacleTo(
  asker: Asker,
  { adminChannelId }: Pick<ServerSettings, 'adminChannelId'>,
  { mail }: ServerVoicesParts,
): Text | undefined {
  const guildId = serverOf(asker);
  return adminChannelId === undefined ? undefined : mail.obstacle(guildId, adminChannelId);
}

function scopeOf(
  scope: Scope,
  { locale }: Asker,
  { catalogue: { book } }: ServerVoicesParts,
): Scope {
  if (scope.of !== 'language') return scope;
  const languages = book.models.flatMap((model) => model.languages);
  const tag = knownTag(scope.tag, languages, locale);
  if (tag === undefined) throw new UserError(unknownLanguage(scope.tag, book));
  return { of: 'language', tag };
}

function settingsIn(settings: ServerSettings, scope: Scope): VoiceSettings {
  switch (scope.of) {
    case 'server':
      return settings.voice;
    case 'language':
      return settings.voicesByLanguage[scope.tag] ?? {};
    case 'channel':
      return settings.channels[scope.channelId]?.voice ?? {};
  }
}

/**
 * The settings before a voice is set for that language or channel. Nobody can choose a channel that was deleted, to take its
 * voice back: it goes once there are too many. Throws a `UserError` where there are still.
 */
function withRoomFor(
  scope: Scope,
  before: ServerSettings,
  isThere: (channelId: string) => boolean,
): ServerSettings {
  if (scope.of === 'server') return before;
  if (scope.of === 'language') {
    const { [scope.tag]: _, ...others } = before.voicesByLanguage;
    if (Object.keys(others).length < maxLanguages) return before;
    throw new UserError(text(($) => $.voicePanels.refused.languagesFull, { most: maxLanguages }));
  }
  if (Object.hasOwn(before.channels, scope.channelId)) return before;
  const all = Object.entries(before.channels);
  if (all.length < maxChannels) return before;
  const there = all.filter(([id]) => isThere(id));
  if (there.length < maxChannels) return { ...before, channels: Object.fromEntries(there) };
  throw new UserError(text(($) => $.voicePanels.refused.channelsFull, { most: maxChannels }));
}

function withSettings(
  before: ServerSettings,
  scope: Scope,
  voice: VoiceSettings | undefined,
): ServerSettings {
  switch (scope.of) {
    case 'server':
      // A rule without a voice is none.
      return { ...before, voice: voice ?? {}, forcesVoice: before.forcesVoice && !!voice?.voice };
    case 'language': {
      const { [scope.tag]: _, ...others } = before.voicesByLanguage;
      return { ...before, voicesByLanguage: voice ? { ...others, [scope.tag]: voice } : others };
    }
    case 'channel': {
      const { [scope.channelId]: old, ...others } = before.channels;
      const isVoiceAll = Object.keys(old ?? {}).every((name) => name === 'voice');
      if (!voice && isVoiceAll) return { ...before, channels: others };
      const channel = { ...old, voice: voice ?? {} };
      return { ...before, channels: { ...others, [scope.channelId]: channel } };
    }
  }
}

/** Takes back what a value of the menu stands for: the id of a setting, and which of several. */
function without(
  settings: ServerSettings,
  value: string,
  { catalogue: { book } }: ServerVoicesParts,
): ServerSettings {
  const [id, which = ''] = value.split(':');
  const key = serverVoiceSettings.find((row) => row.id === id)?.key;
  switch (key) {
    case undefined:
      return settings;
    case 'voice':
      return withSettings(settings, { of: 'server' }, undefined);
    case 'voicesByLanguage':
      return withSettings(settings, { of: 'language', tag: which }, undefined);
    case 'channels':
      return Object.hasOwn(settings.channels, which)
        ? withSettings(settings, { of: 'channel', channelId: which }, undefined)
        : settings;
    case 'forbiddenVoices': {
      const forbidden = settings.forbiddenVoices.find((each) => referenceOf(each) === which);
      if (forbidden === undefined) return settings;
      const keys = forbiddenWith(forbidden, settings.forbiddenVoices, book);
      const forbiddenVoices = settings.forbiddenVoices.filter((each) => !keys.includes(each));
      return { ...settings, forbiddenVoices };
    }
    default:
      return withChanges(settings, { [key]: undefined });
  }
}
