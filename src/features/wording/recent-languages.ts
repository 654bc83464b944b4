import { LRUCache } from 'lru-cache';

import { atMost } from '#ops/at-most.ts';

const maxPeople = 20_000;
const maxChannels = 5_000;
/** The number of texts whose language is remembered; nothing else of them is. */
export const maxTexts = 5;

/** The languages, as BCP 47 tags, that people wrote in lately and that were read in channels. Keeps nothing else, and nothing on disk. */
export class RecentLanguages {
  readonly #people = new LRUCache<string, readonly string[]>(atMost(maxPeople));
  readonly #channels = new LRUCache<string, readonly string[]>(atMost(maxChannels));

  /** The most frequent first, of equally frequent ones the last. */
  of({ userId, guildId, channelId }: Where) {
    return {
      author: ranked(this.#people.get(personKey(userId, guildId))),
      channel: ranked(channelId === undefined ? undefined : this.#channels.get(channelId)),
    };
  }

  /** Somebody wrote a text that showed its language. */
  note({ userId, guildId, channelId }: Where, language: string): void {
    add(this.#people, personKey(userId, guildId), language);
    if (channelId !== undefined) add(this.#channels, channelId, language);
  }

  forget(userId: string): void {
    for (const key of this.#people.keys())
      if (key.startsWith(`${userId}/`)) this.#people.delete(key);
  }
}

export interface Where {
  readonly userId: string;
  /** Absent in direct messages. */
  readonly guildId?: string | undefined;
  readonly channelId?: string | undefined;
}

function personKey(userId: string, guildId = ''): string {
  return `${userId}/${guildId}`;
}

function add(texts: LRUCache<string, readonly string[]>, key: string, language: string): void {
  texts.set(key, [language, ...(texts.get(key) ?? [])].slice(0, maxTexts));
}

function ranked(languages: readonly string[] = []): readonly string[] {
  const count = (language: string): number => languages.filter((each) => each === language).length;
  return [...new Set(languages)].toSorted((one, other) => count(other) - count(one));
}
