import { LRUCache } from 'lru-cache';

import type { Calls, Replacement, UtteranceEnd } from '../../call/calls.ts';
import { QueueFullError } from '../../call/queue-full.ts';
import { UserError } from '../../errors.ts';
import type { ScriptRenderer, ScriptRequest } from '../../speech/script.ts';
import { SpeechError } from '../../speech/speech.ts';
import type { LiveCatalogue } from '../../voices/catalogue.ts';
import type { Accounts } from './accounts.ts';
import type { Incoming } from './incoming.ts';
import type { Worded } from './wording.ts';

export interface SpokenMessagesOptions {
  readonly calls: Calls;
  readonly renderer: ScriptRenderer;
  readonly catalogue: Pick<LiveCatalogue, 'refresh'>;
  readonly accounts: Accounts;
}

/** A message on its way to be heard. */
interface Waiting {
  readonly incoming: Incoming;
  readonly introduced: boolean;
  /** What will be spoken: an edit that changes nothing of it makes nothing anew. */
  key: string;
}

/** What is spoken of a message. */
export interface Phrased extends Extract<Worded, { readonly kind: 'words' }> {
  /** The same with its author's name: spoken when somebody else's line comes to stand before it. */
  readonly named?: ScriptRequest;
}

const maxDeleted = 5_000;

/** Messages in the queues of calls, from being queued to their end. */
export class SpokenMessages {
  readonly #options: SpokenMessagesOptions;
  readonly #waiting = new Map<string, Waiting>();
  /** Deleted, maybe before their turn came. */
  readonly #deleted = new LRUCache<string, true>({ max: maxDeleted });

  constructor(options: SpokenMessagesOptions) {
    this.#options = options;
  }

  /** Whether a message that is still to be heard began with its author's name; undefined when none is. */
  introducedAs(messageId: string): boolean | undefined {
    return this.#waiting.get(messageId)?.introduced;
  }

  queue(incoming: Incoming, phrased: Phrased, introduced: boolean): void {
    const { calls, accounts } = this.#options;
    const { id, guildId, authorId } = incoming;
    if (this.#deleted.has(id)) return accounts.note(incoming, { kind: 'deleted' });
    try {
      const ticket = calls.speak(guildId, {
        id,
        authorId,
        ...this.#speech(phrased),
      });
      this.#waiting.set(id, { incoming, introduced, key: phrased.key });
      accounts.note(incoming, { kind: 'waiting' });
      void ticket.ended.then((end) => this.#ended(id, end));
    } catch (error) {
      if (error instanceof QueueFullError) return this.noRoom(incoming, error);
      if (!(error instanceof UserError)) throw error;
      accounts.note(incoming, { kind: 'failed', sentence: error.message });
      accounts.tellOnce(guildId, error.message);
    }
  }

  /** It is not spoken, since too much waits. Its author is told once, however many more follow. */
  noRoom(incoming: Incoming, { message }: UserError): void {
    const { accounts } = this.#options;
    accounts.note(incoming, { kind: 'queue-full' });
    accounts.tellOnce(incoming.guildId, `<@${incoming.authorId}>: ${message}`);
  }

  /** In its place, and made anew only when it would sound different. */
  replace({ id, guildId }: Incoming, phrased: Phrased): void {
    const waiting = this.#waiting.get(id);
    if (!waiting || waiting.key === phrased.key) return;
    waiting.key = phrased.key;
    this.#options.calls.replace(guildId, id, this.#speech(phrased));
  }

  /** Takes it out; why was noted by whoever does. */
  drop({ id, guildId }: Pick<Incoming, 'id' | 'guildId'>): void {
    this.#options.calls.skip(guildId, id);
  }

  deleted(guildId: string, messageIds: readonly string[]): void {
    for (const id of messageIds) {
      this.#deleted.set(id, true);
      this.drop({ id, guildId });
    }
  }

  channelDeleted(guildId: string, channelId: string): void {
    const gone = [...this.#waiting].filter(
      ([, { incoming }]) => incoming.facts.channelId === channelId,
    );
    this.deleted(
      guildId,
      gone.map(([id]) => id),
    );
  }

  #speech({ request, named, voiceId }: Phrased): Replacement {
    const { renderer } = this.#options;
    return {
      ...(voiceId !== undefined && { voiceId }),
      render: (signal) => renderer.render(request, { signal }),
      ...(named && { renderNamed: (signal) => renderer.render(named, { signal }) }),
    };
  }

  #ended(id: string, end: UtteranceEnd): void {
    const { accounts, catalogue } = this.#options;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (!waiting) return;
    const { incoming } = waiting;
    const known = accounts.outcomes.of(incoming.guildId, id)?.outcome;
    // An edit that took it out has said why.
    if (end.outcome === 'skipped' && known?.kind !== 'waiting') return;
    if (end.outcome !== 'failed')
      return accounts.note(incoming, { kind: this.#deleted.has(id) ? 'deleted' : end.outcome });
    if (end.error instanceof QueueFullError) return this.noRoom(incoming, end.error);
    const sentence = accounts.sentence(end.error);
    accounts.note(incoming, { kind: 'failed', sentence });
    // The voices that are offered are out of date.
    if (end.error instanceof SpeechError && end.error.failure === 'model-gone')
      void catalogue.refresh();
    // Why a call ended is told by the call.
    if (!(end.error instanceof UserError)) accounts.tellOnce(incoming.guildId, sentence);
  }
}
