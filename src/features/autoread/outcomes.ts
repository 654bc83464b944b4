import { LRUCache } from 'lru-cache';

import { textFor } from '#discord/failures.ts';
import type { Untranslated } from '#features/wording/untranslated.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { identityOf } from '#i18n/texts.ts';
import { atMost } from '#ops/at-most.ts';
import type { Log } from '#ops/log.ts';
import type { LeftOut } from '#text/render.ts';

import type { Obstacle } from './decision.ts';
import type { Incoming } from './incoming.ts';

/** The outcome of a message. Never holds any of its text. */
export type Outcome =
  | { readonly kind: 'waiting' | 'heard' | 'deleted' | 'skipped' | 'left' | 'queue-full' }
  /** A proxy posted it again, and the post is read in its place; or it is the post, after its author's own message was read. */
  | { readonly kind: 'proxied' | 'said-before' }
  | { readonly kind: 'not-read'; readonly why: Obstacle }
  /** `leftOut`: the parts of it that would have been there to read. */
  | { readonly kind: 'no-words'; readonly leftOut: readonly LeftOut[] }
  /** `text` says what is in the way, as it is told to people. */
  | { readonly kind: 'cannot-join' | 'failed'; readonly text: Text };

/** The outcome of one message, and where it was. */
export interface MessageOutcome {
  readonly messageId: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly outcome: Outcome;
  /** Why it is read as it was written, though somebody wanted it translated. */
  readonly untranslated?: Untranslated | undefined;
}

const waits: Outcome = { kind: 'waiting' };
const maxGuilds = 2_000;
/** The number for each server. */
export const maxMessages = 200;

/** The same trouble is told again after this time, and not at every message. */
const tellAgainMs = 10 * 60_000;
const maxTold = 5_000;

export interface OutcomesOptions {
  /** Told of each outcome that is noted: of whose message isn't said. */
  readonly onOutcome?: (outcome: Outcome) => void;
  readonly tell: (guildId: string, text: Text) => Promise<void>;
  readonly log: Log;
}

/** The outcomes of the last messages of every server, in memory alone, and the sentences that people are told of them. */
export class Outcomes {
  readonly #options: OutcomesOptions;
  readonly #guilds = new LRUCache<string, Map<string, MessageOutcome>>(atMost(maxGuilds));
  readonly #told = new LRUCache<string, true>({ ...atMost(maxTold), ttl: tellAgainMs });

  constructor(options: OutcomesOptions) {
    this.#options = options;
  }

  note({ id: messageId, guildId, authorId, facts }: Incoming, outcome: Outcome): void {
    const known = this.#guilds.get(guildId) ?? new Map<string, MessageOutcome>();
    this.#guilds.set(guildId, known);
    const { untranslated } = known.get(messageId) ?? {};
    known.set(messageId, {
      messageId,
      channelId: facts.channelId,
      authorId,
      outcome,
      ...(untranslated && { untranslated }),
    });
    const [oldest] = known.keys();
    if (known.size > maxMessages && oldest !== undefined) known.delete(oldest);
    this.#options.onOutcome?.(outcome);
  }

  /** It is read as it was written. Its author is told why: of a service that fails everybody once for all. */
  noteUntranslated(incoming: Incoming, untranslated: Untranslated | undefined): void {
    const { id: messageId, guildId, authorId, facts } = incoming;
    const known = this.#guilds.get(guildId) ?? new Map<string, MessageOutcome>();
    this.#guilds.set(guildId, known);
    const { channelId } = facts;
    const before = known.get(messageId) ?? { messageId, channelId, authorId, outcome: waits };
    known.set(messageId, { ...before, untranslated });
    if (!untranslated) return;
    const { why, because } = untranslated;
    const what = text(($) => $.translation.readInOriginal, { why: because });
    const told = text(($) => $.autoread.toAuthor, { author: `<@${authorId}>`, what });
    this.tellOnce(guildId, told, isOfService(why) ? what : told);
  }

  of(guildId: string, messageId: string): MessageOutcome | undefined {
    return this.#guilds.get(guildId)?.get(messageId);
  }

  /** Latest first. */
  latest(guildId: string, count: number): readonly MessageOutcome[] {
    return [...(this.#guilds.get(guildId)?.values() ?? [])].toReversed().slice(0, count);
  }

  forget(userId: string): void {
    for (const known of this.#guilds.values())
      for (const [id, { authorId }] of known) if (authorId === userId) known.delete(id);
  }

  /** The text that people are told of an error; a fault of ours is logged. */
  textFor(error: unknown): Text {
    return textFor(error, this.#options.log, 'autoread');
  }

  /** `about`: what is told; the same trouble of several people is told once. */
  tellOnce(guildId: string, text: Text, about = text): void {
    const key = `${guildId} ${identityOf(about)}`;
    if (this.#told.has(key)) return;
    this.#told.set(key, true);
    void this.#options.tell(guildId, text);
  }
}

/** Whether it is so for everybody who writes now, and not for this text alone. */
function isOfService(why: Untranslated['why']): boolean {
  return ['paused', 'forbidden', 'unreachable', 'fault', 'bad-answer', 'busy'].includes(why);
}
