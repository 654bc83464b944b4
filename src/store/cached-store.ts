import type { Dictionaries, DictionaryOwner } from './dictionaries.ts';
import type { EarlierLine, EarlierLines } from './earlier-lines.ts';
import type { Mute, Mutes, WordFilter } from './moderation.ts';
import type { PhraseBook, PhraseOwner, Phrases } from './phrases.ts';
import { Remembered } from './remembered.ts';
import type { RememberedOptions } from './remembered.ts';
import type { ServerSettings } from './server-settings.ts';
import type { SettingsOf } from './settings.ts';
import type { Store } from './store.ts';
import type { Taps } from './taps.ts';
import type { VoiceProfile, Voices } from './voices.ts';

/** Enough for every person and server that is busy at once: what is read for every message. */
const maxSettings = 20_000;
/** Channels, voices and whatever else the settings of servers list: those of twenty thousand usual ones, or of fifty of the fullest. */
const maxListedInServers = 200_000;
/** The size of settings without any list. */
const usualSize = 10;
/** Compiled dictionaries and lists of voices can be large. */
const maxLists = 1_000;
/** Words of all dictionaries that are remembered, and of all filters: those of a thousand usual servers, or of twenty of the largest. */
const maxListed = 100_000;
/** Characters of all phrases that are remembered: some hundred people with hundreds of them. */
const maxPhraseChars = 10_000_000;
/** Characters of all earlier lines that are remembered: those of a hundred people. */
const maxLineChars = 1_000_000;
const byLength = {
  max: maxLists,
  maxSize: maxListed,
  sizeOf: ({ length }: readonly unknown[]) => length,
};

/** A store that leaves to the memory what follows from lists. */
type Inner = Omit<Store, 'voices' | 'mutes'> & {
  readonly voices: Omit<Voices, 'find'>;
  readonly mutes: Omit<Mutes, 'isMuted'>;
};

/** Remembers what is asked for at every message. */
class Memory {
  readonly #changedElsewhere: () => boolean;
  readonly #parts: { clear(): void }[] = [];
  #looked = false;

  constructor(changedElsewhere: () => boolean) {
    this.#changedElsewhere = changedElsewhere;
  }

  /** Keeps what is read until it changes here, or another process has written. */
  of<Scope, Value extends object>(
    options: RememberedOptions<Scope, Value>,
  ): Remembered<Scope, Value> {
    const part = new Remembered({ ...options, check: () => this.#check() });
    this.#parts.push(part);
    return part;
  }

  /** Looks once in a turn of the event loop, in which a message asks for a dozen things: the next comes in another turn. */
  #check(): void {
    if (this.#looked) return;
    this.#looked = true;
    setImmediate(() => {
      this.#looked = false;
    });
    if (this.#changedElsewhere()) this.clear();
  }

  clear(): void {
    for (const part of this.#parts) part.clear();
  }
}

/**
 * A store that reads once what doesn't change, and forgets it after a change, also after one that failed: it may have
 * happened all the same. `changedElsewhere` says whether another process wrote to it.
 */
export function cachedStore(
  inner: Inner,
  changedElsewhere: () => boolean,
  now: () => number,
): Store {
  const memory = new Memory(changedElsewhere);
  const forgetAll = (): void => memory.clear();
  const { servers, personalData, phraseFrames } = inner;
  /** The sound of phrases that are gone is no longer kept. */
  const fewer = (): void => phraseFrames.fewer();
  return {
    ...inner,
    people: cachedSettings(inner.people, memory),
    members: cachedSettings(inner.members, memory, (of) => `${of.guildId}/${of.userId}`),
    serverSettings: cachedSettings(inner.serverSettings, memory, String, {
      maxSize: maxListedInServers,
      sizeOf: listedIn,
    }),
    ...cachedVoices(inner, memory),
    dictionaries: cachedDictionaries(inner.dictionaries, memory),
    phrases: cachedPhrases(inner.phrases, memory, fewer),
    taps: cachedTaps(inner.taps, memory),
    earlierLines: cachedLines(inner.earlierLines, memory),
    wordFilter: cachedWordFilter(inner.wordFilter, memory),
    mutes: cachedMutes(inner.mutes, memory, now),
    servers: {
      ...servers,
      forgetLeftBefore: (atMs) => servers.forgetLeftBefore(atMs).finally(forgetAll).finally(fewer),
    },
    personalData: {
      ...personalData,
      forget: (userId, options) =>
        personalData.forget(userId, options).finally(forgetAll).finally(fewer),
    },
  };
}

function cachedSettings<Scope, Value extends object>(
  inner: SettingsOf<Scope, Value>,
  memory: Memory,
  keyOf: (scope: Scope) => string = String,
  sizes: Pick<RememberedOptions<Scope, Value>, 'maxSize' | 'sizeOf'> = {},
): SettingsOf<Scope, Value> {
  const load = (scope: Scope): Promise<Value> => inner.get(scope);
  const known = memory.of({ max: maxSettings, load, keyOf, ...sizes });
  return {
    get: (scope) => known.get(scope),
    change: (scope, ...change) => inner.change(scope, ...change).finally(() => known.forget(scope)),
  };
}

/** The entries of its lists, and as many again as the rest is worth. */
function listedIn({ reading, calls, ...settings }: ServerSettings): number {
  const lists = [
    Object.keys(settings.channels),
    Object.keys(settings.voicesByLanguage),
    settings.forbiddenVoices,
    reading.channelIds,
    reading.excludedIds,
    reading.ignoredRoleIds,
    calls.personIds,
    calls.roleIds,
  ];
  return lists.reduce((sum, { length }) => sum + length, usualSize);
}

function cachedVoices(
  { voices, sharing, voiceBans, bans }: Inner,
  memory: Memory,
): Pick<Store, 'voices' | 'sharing' | 'voiceBans' | 'bans'> {
  const owned = memory.of({ max: maxLists, load: (id: string) => voices.ownedBy(id) });
  const shared = memory.of({ max: maxLists, load: (id: string) => voices.sharedWith(id) });
  /** Changes of voices are rare, and which lists a voice is in is not known here. */
  const changed = <Result>(change: Promise<Result>): Promise<Result> =>
    change.finally(() => {
      owned.clear();
      shared.clear();
    });
  return {
    voices: {
      async find(id, { userId, guildId }) {
        const byId = (profile: VoiceProfile): boolean => profile.id === id;
        const own = (await owned.get(userId)).find(byId);
        if (own || guildId === undefined) return own;
        return (await shared.get(guildId)).find(byId);
      },
      ownedBy: (userId) => owned.get(userId),
      sharedWith: (guildId) => shared.get(guildId),
      keep: (voice) => changed(voices.keep(voice)),
      rename: (...as) => changed(voices.rename(...as)),
      remove: (...which) => changed(voices.remove(...which)),
    },
    sharing: {
      ...sharing,
      share: (...where) => changed(sharing.share(...where)),
      ask: (...whom) => changed(sharing.ask(...whom)),
      decide: (...what) => changed(sharing.decide(...what)),
    },
    bans: {
      ...bans,
      ban: (...whom) => changed(bans.ban(...whom)),
      lift: (whom) => changed(bans.lift(whom)),
    },
    voiceBans: {
      ...voiceBans,
      ban: (...whom) => changed(voiceBans.ban(...whom)),
      lift: (...whom) => changed(voiceBans.lift(...whom)),
    },
  };
}

function cachedDictionaries(inner: Dictionaries, memory: Memory): Dictionaries {
  const known = memory.of({
    ...byLength,
    load: (owner: DictionaryOwner) => inner.entries(owner),
    keyOf: JSON.stringify,
  });
  return {
    entries: (owner) => known.get(owner),
    put: (owner, ...added) => inner.put(owner, ...added).finally(() => known.forget(owner)),
    remove: (owner, ...which) => inner.remove(owner, ...which).finally(() => known.forget(owner)),
  };
}

function cachedPhrases(inner: Phrases, memory: Memory, fewer: () => void): Phrases {
  const known = memory.of({
    max: maxLists,
    maxSize: maxPhraseChars,
    sizeOf: charsIn,
    load: (owner: PhraseOwner) => inner.of(owner),
    keyOf: JSON.stringify,
  });
  return {
    of: (owner) => known.get(owner),
    put: (owner, ...change) => inner.put(owner, ...change).finally(() => known.forget(owner)),
    remove: (owner, ...which) =>
      inner
        .remove(owner, ...which)
        .finally(() => known.forget(owner))
        .finally(fewer),
    async used(owner, id) {
      // Reading thousands of phrases anew at each press would cost more than the press.
      const { uses } = await known.get(owner);
      await inner.used(owner, id);
      (uses as Map<string, number>).set(id, (uses.get(id) ?? 0) + 1);
    },
  };
}

function charsIn({ phrases }: PhraseBook): number {
  return phrases.reduce(
    (sum, { label, spoken }) =>
      sum + label.length + (spoken.as === 'words' ? spoken.words.length : 0),
    100,
  );
}

/** Every emoji that anybody sends into a call is looked up. */
function cachedTaps(inner: Taps, memory: Memory): Taps {
  const known = memory.of({ max: maxSettings, load: (userId: string) => inner.of(userId) });
  return {
    of: (userId) => known.get(userId),
    set: (userId, tap) => inner.set(userId, tap).finally(() => known.forget(userId)),
    remove: (userId, ...which) =>
      inner.remove(userId, ...which).finally(() => known.forget(userId)),
  };
}

/** They are asked for at each letter that somebody types. */
function cachedLines(inner: EarlierLines, memory: Memory): EarlierLines {
  const known = memory.of({
    max: maxLists,
    maxSize: maxLineChars,
    sizeOf: (lines: readonly EarlierLine[]) =>
      lines.reduce((sum, { text }) => sum + text.length, 100),
    load: (userId: string) => inner.of(userId),
  });
  return {
    of: (userId) => known.get(userId),
    note: (userId, text) => inner.note(userId, text).finally(() => known.forget(userId)),
    clear: (userId) => inner.clear(userId).finally(() => known.forget(userId)),
    forgetOld: () => inner.forgetOld().finally(() => known.clear()),
  };
}

function cachedWordFilter(inner: WordFilter, memory: Memory): WordFilter {
  const known = memory.of({ ...byLength, load: (guildId: string) => inner.words(guildId) });
  return {
    words: (guildId) => known.get(guildId),
    change: (guildId, ...change) =>
      inner.change(guildId, ...change).finally(() => known.forget(guildId)),
  };
}

function cachedMutes(inner: Inner['mutes'], memory: Memory, now: () => number): Mutes {
  const known = memory.of({ max: maxLists, load: (guildId: string) => inner.list(guildId) });
  /** A mute that was remembered may have ended since. */
  const list = async (guildId: string): Promise<readonly Mute[]> => {
    const mutes = await known.get(guildId);
    return mutes.filter(({ untilMs }) => untilMs === undefined || untilMs > now());
  };
  return {
    list,
    isMuted: async (guildId, userId) =>
      (await list(guildId)).some((mute) => mute.userId === userId),
    mute: (guildId, ...whom) => inner.mute(guildId, ...whom).finally(() => known.forget(guildId)),
    unmute: (guildId, ...whom) =>
      inner.unmute(guildId, ...whom).finally(() => known.forget(guildId)),
  };
}
