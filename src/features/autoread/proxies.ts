import { LRUCache } from 'lru-cache';

import { atMost } from '#ops/at-most.ts';

import type { Incoming } from './incoming.ts';
import type { Written } from './judge.ts';
import { endOfPart } from './proxied.ts';

/** Something that somebody wrote lately, and its fate at a proxy. */
export interface Line {
  /** As it was written, or is since an edit. */
  said: Written;
  readonly atMs: number;
  /** Held back for a proxy, or not (any more); posted by one, and spoken as that, or as it was written. */
  stage: 'held' | 'passed' | 'proxied' | 'said';
  deletedAtMs: number | undefined;
  /** The posts of it, the last one by each proxy. */
  readonly claims: Map<string, Claim>;
}

interface Claim {
  readonly webhook: Incoming;
  readonly atMs: number;
  /** How much of the line's text was posted. */
  readonly to: number;
  /** The webhook mostly posts what nobody wrote: its post was read, or not, as any webhook's. */
  readonly isDoubtful: boolean;
}

/** How long a proxy may take to post a line. Nothing is remembered for longer. */
export const rememberedMs = 15_000;
/** Between posting and deleting, in either order. PluralKit waits a second, and Discord may make it wait longer. */
const confirmsWithinMs = 5_000;
const maxGuilds = 1_000;
/** The number for each server. */
export const maxLines = 200;
export const maxBytes = 32 * 1024;
const maxPeople = 20_000;
const maxProxies = 10;
/** A person whose lines were held back so often for nothing speaks at once again, until a proxy posts for them. */
const maxMisses = 3;
/** A webhook that posted so much more than people wrote is no proxy. */
const maxStrange = 2;

interface Person {
  /** The ids of the applications, or webhooks, that post for them. */
  readonly proxyIds: ReadonlySet<string>;
  readonly misses: number;
}

/**
 * Remembers the last seconds of what people wrote, and for whom proxies post. A webhook's text that stands in what
 * somebody just wrote tells that it is a proxy's, and the deletion of that message confirms it. All is in memory only.
 */
export class Proxies {
  readonly #now: () => number;
  readonly #guilds = new LRUCache<string, LRUCache<string, Line>>(atMost(maxGuilds));
  readonly #people = new LRUCache<string, Person>(atMost(maxPeople));
  /** The person for whom a proxy last posted under a name. */
  readonly #names = new LRUCache<string, string>(atMost(maxPeople));
  /** The number by which a webhook's posts exceed what people wrote. */
  readonly #strange = new LRUCache<string, number>(atMost(maxPeople));

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether a proxy may be about to post this. */
  isAwaited({ guildId, authorId, text, facts, files }: Incoming): boolean {
    const isPostable = facts.content.trim() !== '' || files.length > 0;
    const { stickers = [], poll, forwarded } = text;
    if (!isPostable || stickers.length > 0 || poll || forwarded) return false;
    return this.#people.has(`${guildId}/${authorId}`);
  }

  /** Remembers what somebody wrote, for a few seconds. */
  remember(said: Written, stage: 'held' | 'passed', isDeleted: boolean): Line {
    const { incoming } = said;
    const atMs = this.#now();
    const deletedAtMs = isDeleted ? atMs : undefined;
    const line: Line = { said, atMs, stage, deletedAtMs, claims: new Map() };
    let lines = this.#guilds.get(incoming.guildId);
    if (!lines) this.#guilds.set(incoming.guildId, (lines = newLines(this.#now)));
    lines.set(incoming.id, line);
    return line;
  }

  line(guildId: string, messageId: string): Line | undefined {
    return this.#guilds.peek(guildId)?.get(messageId);
  }

  /** Nothing of a channel that is gone can be posted any more. */
  inChannel(guildId: string, channelId: string): readonly Line[] {
    return [...(this.#guilds.peek(guildId)?.values() ?? [])].filter(
      ({ said }) => said.incoming.facts.channelId === channelId,
    );
  }

  /** The line was held back for nothing. */
  missed({ said: { incoming } }: Line): void {
    const key = `${incoming.guildId}/${incoming.authorId}`;
    const person = this.#people.get(key);
    if (!person) return;
    if (person.misses + 1 >= maxMisses) this.#people.delete(key);
    else this.#people.set(key, { ...person, misses: person.misses + 1 });
  }

  /**
   * The line that a webhook posts, if it is anybody's; the post is then the line's claim. `isSure`: it is a proxy's that
   * has posted for its author before, or the line is already deleted.
   */
  claimedBy(webhook: Incoming): { readonly line: Line; readonly isSure: boolean } | undefined {
    const { guildId, webhook: poster } = webhook;
    if (!poster) return undefined;
    const key = `${guildId}/${poster.proxyId}`;
    const strange = this.#strange.get(key) ?? 0;
    const [found] = this.#candidates(webhook).toSorted(byRank);
    this.#strange.set(key, Math.min(Math.max(0, strange + (found ? -1 : 1)), 2 * maxStrange));
    if (!found) return undefined;
    const { line, end, isKnown } = found;
    const isDoubtful = !isKnown && strange >= maxStrange;
    const isFirst = line.claims.size === 0;
    if (line.claims.size < maxProxies)
      line.claims.set(poster.proxyId, { webhook, atMs: this.#now(), to: end, isDoubtful });
    if (isDoubtful) return undefined;
    const isSure = isKnown || (isFirst && this.#isRecent(line.deletedAtMs));
    if (isSure) this.#learn(line, webhook);
    return { line, isSure };
  }

  /**
   * A message was deleted. Gives its line when a proxy did that; `webhook` is the proxy's post, undefined when that was
   * read as a webhook's.
   */
  deleted(
    guildId: string,
    messageId: string,
  ): { readonly line: Line; readonly webhook: Incoming | undefined } | undefined {
    const line = this.line(guildId, messageId);
    if (!line) return undefined;
    line.deletedAtMs = this.#now();
    const claims = [...line.claims.values()].filter(({ atMs }) => this.#isRecent(atMs));
    // A bot's, rather than that of somebody who copies what others write.
    const claim = claims.find((each) => each.webhook.webhook?.isOfApplication) ?? claims[0];
    if (!claim) return undefined;
    this.#learn(line, claim.webhook);
    return { line, webhook: claim.isDoubtful ? undefined : claim.webhook };
  }

  forget(userId: string): void {
    for (const key of this.#people.keys()) if (key.endsWith(`/${userId}`)) this.#people.delete(key);
    for (const [key, id] of this.#names.entries()) if (id === userId) this.#names.delete(key);
    for (const lines of this.#guilds.values())
      for (const [key, { said }] of lines.entries())
        if (said.incoming.authorId === userId) lines.delete(key);
  }

  #candidates(webhook: Incoming): readonly Candidate[] {
    const { guildId, webhook: poster } = webhook;
    if (!poster) return [];
    const nameKey = nameKeyOf(guildId, poster);
    return this.inChannel(guildId, webhook.facts.channelId).flatMap((line) => {
      const { authorId, facts } = line.said.incoming;
      const person = this.#people.peek(`${guildId}/${authorId}`);
      const isKnown = person?.proxyIds.has(poster.proxyId) ?? false;
      const from = line.claims.get(poster.proxyId)?.to ?? 0;
      const end = endOfPart(line.said.incoming, webhook, { from, strictly: !isKnown });
      if (end === undefined || !this.#mayBePosted(line)) return [];
      const isNamed = this.#names.peek(nameKey) === authorId;
      const isTagged = facts.content.length > webhook.facts.content.length;
      return { line, end, isKnown, isNamed, isTagged };
    });
  }

  /** A line that was deleted long before is posted by nobody. */
  #mayBePosted({ deletedAtMs }: Line): boolean {
    return deletedAtMs === undefined || this.#isRecent(deletedAtMs);
  }

  #isRecent(atMs: number | undefined): boolean {
    return atMs !== undefined && this.#now() - atMs <= confirmsWithinMs;
  }

  #learn({ said: { incoming } }: Line, { webhook: poster }: Incoming): void {
    if (!poster) return;
    const { guildId, authorId } = incoming;
    const key = `${guildId}/${authorId}`;
    const before = this.#people.get(key)?.proxyIds ?? [];
    this.#people.set(key, {
      proxyIds: new Set([...before, poster.proxyId].slice(-maxProxies)),
      misses: 0,
    });
    this.#names.set(nameKeyOf(guildId, poster), authorId);
    this.#strange.delete(`${guildId}/${poster.proxyId}`);
  }
}

interface Candidate {
  readonly line: Line;
  readonly end: number;
  readonly isKnown: boolean;
  /** The name is one that the proxy posted under for its author. */
  readonly isNamed: boolean;
  readonly isTagged: boolean;
}

/** Ranks people with the same words: the owner of the name, one who waits for a proxy, whose message is gone, who used tags. */
function byRank(one: Candidate, other: Candidate): number {
  return rankOf(other) - rankOf(one);
}

function rankOf({ line, isKnown, isNamed, isTagged }: Candidate): number {
  const signs = [
    isNamed && isKnown,
    isKnown,
    line.claims.size === 0,
    line.deletedAtMs !== undefined,
    isTagged,
  ];
  return signs.reduce((rank, sign) => 2 * rank + (sign ? 1 : 0), 0);
}

function nameKeyOf(guildId: string, { proxyId, name }: NonNullable<Incoming['webhook']>): string {
  return `${guildId}/${proxyId}/${name}`;
}

function newLines(now: () => number): LRUCache<string, Line> {
  return new LRUCache({
    max: maxLines,
    maxSize: maxBytes,
    sizeCalculation: ({ said: { incoming } }) => sizeOf(incoming),
    ttl: rememberedMs,
    ttlAutopurge: true,
    // A beginning of 0 is none for lru-cache, which would then set its timer anew every millisecond.
    perf: { now: () => 1 + now() },
  });
}

/** About as many bytes as a line takes: two for each sign of its texts, and what goes with everybody in it. */
function sizeOf({ facts, essence, people, files }: Incoming): number {
  const chars = facts.content.length + essence.length + files.join().length;
  return 500 + 2 * chars + 200 * people.size;
}
