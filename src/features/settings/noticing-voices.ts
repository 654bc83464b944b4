import { isDeepStrictEqual } from 'node:util';

import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

/**
 * The settings of people, with a word to those who listen when somebody speaks in another voice than before. `inCallOf`: the
 * people who are in the bot’s call of a server.
 */
export function noticingVoices(
  store: Pick<Store, 'people' | 'members'>,
  inCallOf: (guildId: string) => readonly string[],
) {
  const listeners = new Set<(userId: string) => void>();
  const { people, members } = store;
  const noticing = async <Value extends { readonly voice: unknown }>(
    userId: string,
    get: () => Promise<Value>,
    change: () => Promise<Value>,
  ): Promise<Value> => {
    const before = await get();
    const after = await change();
    if (!isDeepStrictEqual(before.voice, after.voice))
      for (const listener of listeners) listener(userId);
    return after;
  };
  return {
    people: {
      get: (userId) => people.get(userId),
      change: (userId, ...change) =>
        noticing(
          userId,
          () => people.get(userId),
          () => people.change(userId, ...change),
        ),
    } satisfies Store['people'] as Store['people'],
    members: {
      get: (scope) => members.get(scope),
      change: (scope, ...change) =>
        noticing(
          scope.userId,
          () => members.get(scope),
          () => members.change(scope, ...change),
        ),
    } satisfies Store['members'] as Store['members'],
    /** A server’s settings are others: whoever is in its call may speak in another voice now. */
    serverChanged: (guildId: string, before: ServerSettings, after: ServerSettings): void => {
      if (isDeepStrictEqual(voicesIn(before), voicesIn(after))) return;
      for (const userId of inCallOf(guildId)) for (const listener of listeners) listener(userId);
    },
    onVoiceChanged: (listener: (userId: string) => void) => void listeners.add(listener),
  };
}

/** All by which a server has a say in who speaks. */
function voicesIn({ channels, voice, voicesByLanguage, ...rules }: ServerSettings): unknown {
  const { forcesVoice, forbiddenVoices, clones } = rules;
  const ofChannels = Object.entries(channels).map(([id, channel]) => [id, channel.voice]);
  return [ofChannels, voice, voicesByLanguage, forcesVoice, forbiddenVoices, clones];
}
