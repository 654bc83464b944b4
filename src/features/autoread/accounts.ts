import { LRUCache } from 'lru-cache';

import { sentenceFor } from '#discord/failures.ts';
import type { Log } from '#ops/log.ts';

import type { Incoming } from './incoming.ts';
import { Outcomes } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';

export interface AccountsOptions {
  readonly tell: (guildId: string, sentence: string) => Promise<void>;
  readonly log: Log;
}

type Place = Pick<Incoming, 'id' | 'guildId' | 'authorId'> & {
  readonly facts: Pick<Incoming['facts'], 'channelId'>;
};

/** The same trouble is told again after this time, and not at every message. */
const tellAgainMs = 10 * 60_000;
const maxTold = 5_000;

/** The outcomes of messages, and the sentences that people are told of them. */
export class Accounts {
  readonly outcomes = new Outcomes();
  readonly #options: AccountsOptions;
  readonly #told = new LRUCache<string, true>({ max: maxTold, ttl: tellAgainMs });

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  note({ id, guildId, authorId, facts }: Place, outcome: Outcome): void {
    const { channelId } = facts;
    this.outcomes.note(guildId, { messageId: id, channelId, authorId, outcome });
  }

  /** The sentence that people are told of an error; a fault of ours is logged. */
  sentence(error: unknown): string {
    return sentenceFor(error, this.#options.log, 'autoread');
  }

  tellOnce(guildId: string, sentence: string): void {
    const key = `${guildId} ${sentence}`;
    if (this.#told.has(key)) return;
    this.#told.set(key, true);
    void this.#options.tell(guildId, sentence);
  }
}
