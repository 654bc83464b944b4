import { hash, randomBytes } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { Pauses } from '#features/settings/pauses.ts';
import { atMost } from '#ops/at-most.ts';

import type { HistoryFacts } from './decision.ts';

interface Recent {
  /** Stands for what was written; the key to it is gone with the process. */
  readonly fingerprint: string;
  readonly times: number;
  readonly atMs: number;
}

const maxPeople = 20_000;
/** A person who says the same again after minutes means it. */
const rowMs = 120_000;

/** Knows of people's last messages what decides about their next one. Keeps no text. */
export class RecentWords {
  readonly #key = randomBytes(32).toString('base64');
  /** Asked for more than once for each message. */
  readonly #fingerprint = rememberingLast((essence: string) =>
    hash('sha256', this.#key + essence.trim().toLowerCase(), 'base64'),
  );
  readonly #people = new LRUCache<string, Recent>(atMost(maxPeople));

  readonly #pauses: Pauses;

  constructor(pauses: Pauses) {
    this.#pauses = pauses;
  }

  facts(guildId: string, authorId: string, essence: string, nowMs: number): HistoryFacts {
    const recent = this.#people.get(keyOf(guildId, authorId));
    const sinceReadMs = this.#pauses.sinceMs(guildId, authorId, nowMs);
    return {
      sameBefore: recent && this.#isSame(recent, essence, nowMs) ? recent.times : 0,
      ...(sinceReadMs !== undefined && { sinceReadMs }),
    };
  }

  /** Every message counts, read or not: a third identical one stays the third. */
  note(guildId: string, authorId: string, essence: string, nowMs: number, isRead: boolean): void {
    const key = keyOf(guildId, authorId);
    const recent = this.#people.get(key);
    const isSame = recent !== undefined && this.#isSame(recent, essence, nowMs);
    this.#people.set(key, {
      fingerprint: this.#fingerprint(essence),
      times: isSame ? recent.times + 1 : 1,
      atMs: nowMs,
    });
    if (isRead) this.#pauses.note(guildId, authorId, nowMs);
  }

  forget(userId: string): void {
    this.#pauses.forget(userId);
    for (const key of this.#people.keys()) if (key.endsWith(`/${userId}`)) this.#people.delete(key);
  }

  #isSame({ fingerprint, atMs }: Recent, essence: string, nowMs: number): boolean {
    return nowMs - atMs < rowMs && fingerprint === this.#fingerprint(essence);
  }
}

function keyOf(guildId: string, authorId: string): string {
  return `${guildId}/${authorId}`;
}

function rememberingLast<Result>(make: (of: string) => Result): (of: string) => Result {
  let last: { readonly of: string; readonly result: Result } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, result: make(of) };
    return last.result;
  };
}
