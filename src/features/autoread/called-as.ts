import { LRUCache } from 'lru-cache';

import { atMost } from '#ops/at-most.ts';
import type { Store } from '#store/store.ts';
import { proxyNamed } from '#voices/proxy-settings.ts';

import type { Incoming } from './incoming.ts';

const maxPeople = 5_000;

/** Remembers under which of a person's names something of theirs was last read, where proxies post for them. */
export class CalledAs {
  readonly #people: Store['people'];
  readonly #names = new LRUCache<string, string>(atMost(maxPeople));

  constructor(people: Store['people']) {
    this.#people = people;
  }

  /** Whether this is another name than before, so that it has to be said although the same person speaks. */
  async isNew({ guildId, authorId, proxyName }: Incoming): Promise<boolean> {
    const key = `${guildId}/${authorId}`;
    const before = this.#names.get(key);
    if (proxyName === undefined && before === undefined) return false;
    const { proxies } = await this.#people.get(authorId);
    const name = proxyNamed(proxies, proxyName)?.spokenName;
    if (name === undefined) this.#names.delete(key);
    else this.#names.set(key, name);
    return name !== before;
  }

  forget(userId: string): void {
    for (const key of this.#names.keys()) if (key.endsWith(`/${userId}`)) this.#names.delete(key);
  }
}
