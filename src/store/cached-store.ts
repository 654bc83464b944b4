import type { Dictionaries, DictionaryOwner } from './dictionaries.ts';
import type { Mute, Mutes, WordFilter } from './moderation.ts';
import { Remembered } from './remembered.ts';
import type { MemberScope, SettingsOf } from './settings.ts';
import type { Store } from './store.ts';
import type { VoiceProfile, Voices, VoiceSharing } from './voices.ts';

/** Enough for every person and server that is busy at once: what is read for every message. */
const maxSettings = 20_000;
/** Compiled dictionaries and lists of voices can be large. */
const maxLists = 1_000;
/** Words of all dictionaries that are remembered, and of all filters: those of a thousand usual servers, or of twenty of the largest. */
const maxListed = 100_000;
const byLength = {
  max: maxLists,
  maxSize: maxListed,
  sizeOf: ({ length }: readonly unknown[]) => length,
};

/** Remembers what is asked for at every message. */
class Memory {
  readonly #changedElsewhere: () => boolean;
  readonly #parts: { clear(): void }[] = [];
  #looked = false;

  constructor(changedElsewhere: () => boolean) {
    this.#changedElsewhere = changedElsewhere;
  }

  /** A part that is cleared with everything else. */
  part<Part extends { clear(): void }>(part: Part): Part {
    this.#parts.push(part);
    return part;
  }

  /**
   * To be called before anything remembered is used: another process may have written. Looks once in a turn of the event
   * loop, in which a message asks for a dozen things that are remembered: the next message comes in another turn.
   */
  check(): void {
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

/** A store that reads once what doesn't change; `changedElsewhere` says whether another process wrote to it. */
export function cachedStore(
  inner: Store,
  changedElsewhere: () => boolean,
  now: () => number,
): Store {
  const memory = new Memory(changedElsewhere);
  const { servers, personalData } = inner;
  return {
    ...inner,
    people: cachedSettings(inner.people, (id) => id, String, memory),
    members: cachedSettings(inner.members, memberKey, memberOfKey, memory),
    serverSettings: cachedSettings(inner.serverSettings, (id) => id, String, memory),
    ...cachedVoices(inner, memory),
    dictionaries: cachedDictionaries(inner.dictionaries, memory),
    wordFilter: cachedWordFilter(inner.wordFilter, memory),
    mutes: cachedMutes(inner.mutes, memory, now),
    servers: {
      ...servers,
      forgetLeftBefore: (atMs) => thenClear(servers.forgetLeftBefore(atMs), memory),
    },
    personalData: {
      ...personalData,
      forget: (personId, options) => thenClear(personalData.forget(personId, options), memory),
    },
  };
}

function cachedSettings<Scope, Value>(
  inner: SettingsOf<Scope, Value>,
  keyOf: (scope: Scope) => string,
  scopeOf: (key: string) => Scope,
  memory: Memory,
): SettingsOf<Scope, Value> {
  const known = memory.part(new Remembered({ max: maxSettings }, (key) => inner.get(scopeOf(key))));
  return {
    get(scope) {
      memory.check();
      return known.get(keyOf(scope));
    },
    async change(scope, change, edit) {
      const changed = await inner.change(scope, change, edit);
      known.forget(keyOf(scope));
      return changed;
    },
  };
}

function memberKey({ guildId, personId }: MemberScope): string {
  return `${guildId}/${personId}`;
}

function memberOfKey(key: string): MemberScope {
  const [guildId = '', personId = ''] = key.split('/');
  return { guildId, personId };
}

function cachedVoices(
  { voices, sharing, voiceBans }: Store,
  memory: Memory,
): Pick<Store, 'voices' | 'sharing' | 'voiceBans'> {
  const owned = memory.part(new Remembered({ max: maxLists }, (id) => voices.ownedBy(id)));
  const shared = memory.part(new Remembered({ max: maxLists }, (id) => voices.sharedWith(id)));
  /** Changes of voices are rare, and which lists a voice is in is not known here. */
  const changed = async <Result>(result: Promise<Result>): Promise<Result> => {
    try {
      return await result;
    } finally {
      owned.clear();
      shared.clear();
    }
  };
  const cached: Voices = {
    async find(id, { personId, guildId }) {
      memory.check();
      const byId = (profile: VoiceProfile): boolean => profile.id === id;
      const own = (await owned.get(personId)).find(byId);
      if (own || guildId === undefined) return own;
      return (await shared.get(guildId)).find(byId);
    },
    ownedBy(personId) {
      memory.check();
      return owned.get(personId);
    },
    sharedWith(guildId) {
      memory.check();
      return shared.get(guildId);
    },
    keep: (voice) => changed(voices.keep(voice)),
    rename: (id, ownerId, name) => changed(voices.rename(id, ownerId, name)),
    remove: (id, ownerId) => changed(voices.remove(id, ownerId)),
  };
  const cachedSharing: VoiceSharing = {
    share: (id, ownerId, guildId, isShared) =>
      changed(sharing.share(id, ownerId, guildId, isShared)),
    ask: (id, ownerId, guildId) => changed(sharing.ask(id, ownerId, guildId)),
    decide: (id, guildId, approval, adminId) =>
      changed(sharing.decide(id, guildId, approval, adminId)),
    waiting: (guildId) => sharing.waiting(guildId),
    decided: (guildId, limit) => sharing.decided(guildId, limit),
  };
  return {
    voices: cached,
    sharing: cachedSharing,
    voiceBans: {
      list: (guildId) => voiceBans.list(guildId),
      ban: (...whom) => changed(voiceBans.ban(...whom)),
      lift: (...whom) => changed(voiceBans.lift(...whom)),
    },
  };
}

function cachedDictionaries(inner: Dictionaries, memory: Memory): Dictionaries {
  const keyOf = (owner: DictionaryOwner): string => JSON.stringify(owner);
  const known = memory.part(
    new Remembered(byLength, (key) => inner.entries(JSON.parse(key) as DictionaryOwner)),
  );
  return {
    entries(owner) {
      memory.check();
      return known.get(keyOf(owner));
    },
    async put(owner, entries, actorId) {
      await inner.put(owner, entries, actorId);
      known.forget(keyOf(owner));
    },
    async remove(owner, actorId, written) {
      const removed = await inner.remove(owner, actorId, written);
      known.forget(keyOf(owner));
      return removed;
    },
  };
}

function cachedWordFilter(inner: WordFilter, memory: Memory): WordFilter {
  const known = memory.part(new Remembered(byLength, (guildId) => inner.words(guildId)));
  return {
    words(guildId) {
      memory.check();
      return known.get(guildId);
    },
    async change(guildId, actorId, change) {
      await inner.change(guildId, actorId, change);
      known.forget(guildId);
    },
  };
}

function cachedMutes(inner: Mutes, memory: Memory, now: () => number): Mutes {
  const known = memory.part(new Remembered({ max: maxLists }, (guildId) => inner.list(guildId)));
  /** A mute that was remembered may have ended since. */
  const list = async (guildId: string): Promise<readonly Mute[]> => {
    memory.check();
    const mutes = await known.get(guildId);
    return mutes.filter(({ untilMs }) => untilMs === undefined || untilMs > now());
  };
  return {
    list,
    async isMuted(guildId, personId) {
      return (await list(guildId)).some((mute) => mute.personId === personId);
    },
    async mute(guildId, mute, actorId) {
      await inner.mute(guildId, mute, actorId);
      known.forget(guildId);
    },
    async unmute(guildId, personId, actorId) {
      const unmuted = await inner.unmute(guildId, personId, actorId);
      known.forget(guildId);
      return unmuted;
    },
  };
}

async function thenClear<Result>(result: Promise<Result>, memory: Memory): Promise<Result> {
  try {
    return await result;
  } finally {
    memory.clear();
  }
}
