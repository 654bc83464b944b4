import type { Lanes } from '#ops/lanes.ts';

import type { Incoming } from './incoming.ts';
import type { Written } from './judge.ts';
import type { Outcome, Outcomes } from './outcomes.ts';
import { asWrittenBy } from './proxied.ts';
import { Proxies } from './proxies.ts';
import type { Line } from './proxies.ts';
import type { SpokenMessages } from './spoken-messages.ts';

export interface ProxyingOptions {
  readonly outcomes: Outcomes;
  readonly spoken: Pick<SpokenMessages, 'isDeleted' | 'takeOver'>;
  readonly lanes: Lanes;
  readonly now: () => number;
  /** Reads a message, if it is to be read. To be called in the lane of its server. */
  readonly read: (written: Written) => Promise<void>;
  /** Speaks a message that waits as it is now. To be called in the lane of its server. */
  readonly reread: (incoming: Incoming) => Promise<void>;
}

/** The work that is left for a message, outside of the lane of its server: nobody else's line waits for it. */
type Rest = () => Promise<void>;

/** As long a line waits for its proxy; PluralKit posts within half of it. */
export const holdsMs = 1_200;
/** The outcomes of a message of which nothing was or will be heard. */
const unheard: ReadonlySet<Outcome['kind']> = new Set(['not-read', 'no-words', 'deleted']);

/**
 * Speaks once, as their author's, the posts of proxies that repeat what people wrote: see {@link Proxies}. Lines of people
 * for whom a proxy has posted wait for it; for others the line itself is spoken, and the post is not.
 */
export class Proxying {
  readonly #options: ProxyingOptions;
  readonly #proxies: Proxies;
  readonly #held = new Map<Line, (said: Incoming | undefined) => void>();
  /** The messages that will be read when their author's earlier ones are over, by the message's id; an edit changes them. */
  readonly #turns = new Map<string, Incoming>();

  constructor(options: ProxyingOptions) {
    this.#options = options;
    this.#proxies = new Proxies(options.now);
  }

  /**
   * A message came in a channel that is read. Gives the rest to be done for it; undefined when it is read as any message.
   * `arrivedAtMs`: the time before it waited for earlier messages.
   */
  arrived(written: Written, arrivedAtMs: number): Rest | undefined {
    const { incoming } = written;
    if (incoming.webhook) return this.#posted(incoming);
    if (incoming.facts.author !== 'person' || incoming.facts.system) return undefined;
    const isAwaited = this.#proxies.isAwaited(incoming);
    const isDeleted = this.#options.spoken.isDeleted(incoming.id);
    const line = this.#proxies.remember(written, isAwaited ? 'held' : 'passed', isDeleted);
    if (!isAwaited) return undefined;
    const said = this.#hold(line, holdsMs - (this.#options.now() - arrivedAtMs));
    return () => this.#inTurn(line, said);
  }

  /** A message was changed. Tells whether nothing else is to be done for it. */
  edited(incoming: Incoming): boolean {
    const turn = this.#turns.get(incoming.id);
    if (turn) this.#turns.set(incoming.id, editedAs(turn, incoming));
    const line = this.#proxies.line(incoming.guildId, incoming.id);
    if (line && line.stage !== 'proxied') line.said = { ...line.said, incoming };
    return turn !== undefined || line?.stage === 'held';
  }

  /** A message was deleted. Gives the rest to be done after a proxy did that; undefined when somebody took it back. */
  deleted(guildId: string, messageId: string): Rest | undefined {
    const known = this.#proxies.deleted(guildId, messageId);
    if (!known) return undefined;
    const { line, webhook } = known;
    const isOpen = line.stage === 'held' || line.stage === 'passed';
    return webhook && isOpen ? this.#confirmed(line, webhook) : nothing;
  }

  /** A channel is gone: nothing that waits there is spoken. */
  channelDeleted(guildId: string, channelId: string): void {
    for (const line of this.#proxies.inChannel(guildId, channelId))
      if (line.stage === 'held') {
        this.#options.outcomes.note(line.said.incoming, { kind: 'deleted' });
        this.#release(line, undefined);
      }
  }

  forget(userId: string): void {
    this.#proxies.forget(userId);
  }

  #posted(webhook: Incoming): Rest | undefined {
    const claim = this.#proxies.claimedBy(webhook);
    if (!claim) return undefined;
    const { line, isSure } = claim;
    if (isSure) return this.#confirmed(line, webhook);
    // Until its author's message is deleted, anybody's webhook may have copied it.
    this.#noteCopy(line, webhook);
    return nothing;
  }

  /** Gives a post the outcome of its line: it was said before, unless nothing of that was heard. */
  #noteCopy(line: Line, webhook: Incoming): void {
    const outcome = this.#outcomeOf(line);
    const isUnheard = line.stage === 'passed' && outcome && unheard.has(outcome.kind);
    const proxied = asWrittenBy(line.said.incoming, webhook);
    this.#options.outcomes.note(proxied, isUnheard ? outcome : { kind: 'said-before' });
  }

  /** A proxy has posted the line. */
  #confirmed(line: Line, webhook: Incoming): Rest {
    const { outcomes, spoken, lanes, reread } = this.#options;
    const { incoming } = line.said;
    const proxied = asWrittenBy(incoming, webhook);
    if (line.stage === 'held') {
      outcomes.note(incoming, { kind: 'proxied' });
      this.#release(line, proxied);
      return nothing;
    }
    const outcome = this.#outcomeOf(line);
    const isUnheard = outcome !== undefined && unheard.has(outcome.kind);
    if (line.stage === 'proxied' || (line.stage === 'passed' && isUnheard)) {
      line.stage = 'proxied';
      outcomes.note(incoming, { kind: 'proxied' });
      this.#turns.set(proxied.id, proxied);
      return () => this.#inTurn(line, Promise.resolve(proxied));
    }
    line.stage = 'said';
    const found = spoken.takeOver(incoming.id, proxied);
    if (found === 'gone') {
      outcomes.note(proxied, { kind: 'said-before' });
      return nothing;
    }
    outcomes.note(incoming, { kind: 'proxied' });
    outcomes.note(proxied, { kind: 'waiting' });
    // Nothing is made twice: with the tags, what is being made is heard.
    return found === 'made' ? nothing : () => lanes.run(incoming.guildId, () => reread(proxied));
  }

  #outcomeOf({ said: { incoming } }: Line): Outcome | undefined {
    return this.#options.outcomes.of(incoming.guildId, incoming.id)?.outcome;
  }

  /** Resolves with what is spoken of a line, once a proxy has posted it or had its time; undefined for nothing. */
  #hold(line: Line, forMs: number): Promise<Incoming | undefined> {
    const { promise, resolve } = Promise.withResolvers<Incoming | undefined>();
    const { outcomes } = this.#options;
    this.#held.set(line, resolve);
    outcomes.note(line.said.incoming, { kind: 'waiting' });
    const giveUp = (): void => {
      if (line.stage !== 'held') return;
      const isDeleted = line.deletedAtMs !== undefined;
      if (isDeleted) outcomes.note(line.said.incoming, { kind: 'deleted' });
      else if (line.claims.size === 0) this.#proxies.missed(line);
      this.#release(line, isDeleted ? undefined : line.said.incoming);
    };
    setTimeout(giveUp, Math.max(0, forMs)).unref();
    return promise;
  }

  #release(line: Line, said: Incoming | undefined): void {
    line.stage = said === line.said.incoming ? 'passed' : 'proxied';
    if (said) this.#turns.set(said.id, said);
    this.#held.get(line)?.(said);
    this.#held.delete(line);
  }

  /** Reads a line behind what its author wrote before it. */
  async #inTurn(line: Line, said: Promise<Incoming | undefined>): Promise<void> {
    const { lanes, read } = this.#options;
    const { guildId, authorId } = line.said.incoming;
    await lanes.run(`${guildId}/${authorId}`, async () => {
      const message = await said;
      if (!message) return;
      await lanes.run(guildId, async () => {
        const incoming = this.#turns.get(message.id) ?? message;
        this.#turns.delete(message.id);
        await read({ ...line.said, incoming });
        if (line.stage !== 'passed') return;
        for (const { webhook } of line.claims.values()) this.#noteCopy(line, webhook);
      });
    });
  }
}

/**
 * The message that is read after an edit. If it was posted for somebody, only an application's edits count: an admin let
 * it in, while a person with a webhook could put any words into the author's mouth.
 */
export function editedAs(before: Incoming, after: Incoming): Incoming {
  if (before.proxyName === undefined) return after;
  return after.webhook?.isOfApplication ? asWrittenBy(before, after) : before;
}

async function nothing(): Promise<void> {
  // It was read, or is about to be, as what it was posted for.
}
