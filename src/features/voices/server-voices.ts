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
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import { maxForbiddenVoices } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import { offersNamed } from '#voices/book.ts';
import type { VoiceBook } from '#voices/book.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { Chooser } from '#voices/chooser.ts';
import { knownTag } from '#voices/language.ts';
import { profileIdOf, profileKey } from '#voices/profile-key.ts';
import { inEveryLanguage, unknownLanguage } from '#voices/resolve.ts';
import { speakerOf } from '#voices/speaker.ts';
import { keptByKey, keptByName, visibleTo } from '#voices/visible-voices.ts';

import { referenceOf } from './browse-state.ts';
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
  const edit = async (
    asker: Asker,
    change: (settings: ServerSettings) => ServerSettings,
  ): Promise<ServerSettings> =>
    serverSettings.change(serverOf(asker), { actorId: asker.id }, change);

  return {
    show: async (asker: Asker) => serverSettings.get(serverOf(asker)),

    async set(asker: Asker, asTyped: Scope, wanted: WantedVoice) {
      const guildId = serverOf(asker);
      await ready();
      const scope = scopeOf(asTyped, asker, parts);
      const current = settingsIn(await serverSettings.get(guildId), scope);
      const asked =
        scope.of === 'language' ? { ...wanted, language: wanted.language ?? scope.tag } : wanted;
      const { settings, chosen } = await newSetting(current, asked, speakerOf(asker), chooser);
      assertShared(chosen, guildId);
      return edit(asker, (before) => withSettings(before, scope, settings));
    },

    clear: (asker: Asker, scope: Scope) =>
      edit(asker, (before) => withSettings(before, scope, undefined)),

    /** Forbids a voice in all its languages, or allows it again. Resolves with its name. */
    async forbid(asker: Asker, voice: string, forbidden: boolean) {
      const guildId = serverOf(asker);
      const { name, keys } = forbidden
        ? await keysOf(voice, asker, parts)
        : await forbiddenNamed(voice, asker, await serverSettings.get(guildId), parts);
      await edit(asker, (before) => {
        const others = before.forbiddenVoices.filter((key) => !keys.includes(key));
        if (forbidden && others.length + keys.length > maxForbiddenVoices)
          throw new UserError(
            text(($) => $.voicePanels.refused.forbiddenFull, { most: maxForbiddenVoices }),
          );
        return { ...before, forbiddenVoices: forbidden ? [...others, ...keys] : others };
      });
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
    async change(asker: Asker, changes: Changes) {
      const guildId = serverOf(asker);
      const change = (before: ServerSettings): ServerSettings => withChanges(before, changes);
      assertPossible(asker, change(await serverSettings.get(guildId)), changes, parts);
      const settings = await edit(asker, change);
      // A voice that may speak on can be asked for again; one that may not stops now.
      if (Object.hasOwn(changes, 'clones') && settings.clones !== 'allow')
        speaking.silence((said) => said.guildId === guildId && said.voiceId !== undefined);
      return settings;
    },

    /** Changes settings of all kinds at once, where that is possible as things are. `change` may run more than once. */
    rewrite: (asker: Asker, change: Edit) => rewritten(asker, change, edit, parts),

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

async function rewritten(
  asker: Asker,
  change: Edit,
  edit: (asker: Asker, change: Edit) => Promise<ServerSettings>,
  parts: ServerVoicesParts,
): Promise<ServerSettings> {
  const guildId = serverOf(asker);
  const before = await parts.serverSettings.get(guildId);
  const wanted = change(before);
  const changed = (['forcesVoice', 'adminChannelId', 'clones'] as const).filter(
    (key) => before[key] !== wanted[key],
  );
  const changes = Object.fromEntries(changed.map((key) => [key, wanted[key]]));
  assertPossible(asker, wanted, changes, parts);
  const settings = await edit(asker, change);
  if (changed.includes('clones') && settings.clones !== 'allow')
    parts.speaking.silence((said) => said.guildId === guildId && said.voiceId !== undefined);
  return settings;
}

/** Throws a `UserError` for what can't be set as things are. */
function assertPossible(
  asker: Asker,
  wanted: ServerSettings,
  changes: Changes,
  parts: ServerVoicesParts,
): void {
  if (Object.hasOwn(changes, 'forcesVoice') && wanted.forcesVoice && !wanted.voice.voice)
    throw new UserError(text(($) => $.voicePanels.refused.forceNeedsVoice));
  if (!Object.hasOwn(changes, 'adminChannelId')) return;
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

/** A preset is forbidden in all its languages: nobody would think of them as different voices. */
async function keysOf(
  voice: string,
  asker: Asker,
  { chooser, catalogue }: ServerVoicesParts,
): Promise<{ readonly name: Text; readonly keys: readonly string[] }> {
  const { profile, offer, name } = await chooser.check({ voice }, speakerOf(asker));
  if (profile) return { name, keys: [profileKey(profile.id)] };
  const keys = catalogue.book.offers
    .filter((other) => other.voice.slug === offer?.voice.slug && other.model === offer.model)
    .map(({ key }) => key);
  return { name: offer ? ownWords(offer.voice.name) : name, keys };
}

/** A forbidden voice may be used by nobody, so it is found among the forbidden ones, by key or name. */
async function forbiddenNamed(
  voice: string,
  asker: Asker,
  { forbiddenVoices }: ServerSettings,
  { catalogue, voices }: ServerVoicesParts,
): Promise<{ readonly name: Text; readonly keys: readonly string[] }> {
  const visible = await visibleTo(speakerOf(asker), voices);
  const { own, shared } = visible;
  const kept = keptByKey(visible, voice) ?? keptByName(own, voice) ?? keptByName(shared, voice);
  if (kept && forbiddenVoices.includes(profileKey(kept.id)))
    return { name: ownWords(kept.name), keys: [profileKey(kept.id)] };
  const { book } = catalogue;
  const [named] = offersNamed(book, voice);
  const keys = forbiddenWith(named?.key ?? voice, forbiddenVoices, book);
  if (keys.length === 0) throw new UserError(text(($) => $.voicePanels.refused.notForbidden));
  const unnamed = text(($) => $.voicePanels.forbidding.unnamed);
  return { name: named ? ownWords(named.voice.name) : unnamed, keys };
}

/** The forbidden keys that go with one: those of the same voice in other languages. */
function forbiddenWith(
  key: string,
  forbiddenVoices: readonly string[],
  book: VoiceBook,
): readonly string[] {
  const same = inEveryLanguage(book.byName.get(key) ?? [], book).map((offer) => offer.key);
  const keys = new Set([key, ...same]);
  return forbiddenVoices.filter((forbidden) => keys.has(forbidden));
}
