import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import type { Calls } from '#call/calls.ts';
import { listen } from '#discord/listen.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

export interface LeavingOptions {
  readonly calls: Pick<Calls, 'channelOf' | 'leave' | 'queue' | 'watch'>;
  readonly whereabouts: Pick<Whereabouts, 'people'>;
  readonly serverSettings: Pick<Store['serverSettings'], 'get'>;
  /** How long nobody may be in a call where the server says nothing else; 0 for ever. */
  readonly usuallyAloneMs: number;
  /** Tells people in a server, after it has left the channel. */
  readonly tell: (guildId: string, text: Text, channelId: string) => void;
  readonly log: Log;
}

/** Since when there was no reason to be in a call; undefined while there is one. */
interface Reasons {
  aloneSinceMs: number | undefined;
  idleSinceMs: number | undefined;
  /** Goes off when the call may have to be left. */
  timer: NodeJS.Timeout | undefined;
  readonly unwatch: () => void;
}

/** The longest wait for an end, since settings may change meanwhile: they count from the next look on. */
const maxWaitMs = 10_000;

/**
 * Leaves calls in which nobody has been for a while, since staying costs and looks like listening, and those in which
 * nothing was spoken for as long as the server says.
 */
export class Leaving {
  readonly #options: LeavingOptions;
  readonly #calls = new Map<string, Reasons>();

  constructor(options: LeavingOptions) {
    this.#options = options;
  }

  /** The bot has a call in that server, in whatever channel; or none any more. */
  placed(guildId: string, channelId: string | undefined): void {
    if (channelId === undefined) return this.#forget(guildId);
    if (!this.#calls.has(guildId)) {
      const unwatch = this.#options.calls.watch(guildId, () => this.look(guildId));
      const noReason = { aloneSinceMs: undefined, idleSinceMs: undefined, timer: undefined };
      this.#calls.set(guildId, { ...noReason, unwatch });
    }
    this.look(guildId);
  }

  /** Somebody, or the bot, came or went in that server, or something else is spoken there. */
  look(guildId: string): void {
    const { calls, whereabouts } = this.#options;
    const reasons = this.#calls.get(guildId);
    const channelId = calls.channelOf(guildId);
    if (!reasons || channelId === undefined) return;
    const isAlone = whereabouts.people(guildId, channelId) === 0;
    const isIdle = calls.queue(guildId).length === 0;
    const begins =
      (isAlone && reasons.aloneSinceMs === undefined) ||
      (isIdle && reasons.idleSinceMs === undefined);
    reasons.aloneSinceMs = isAlone ? (reasons.aloneSinceMs ?? performance.now()) : undefined;
    reasons.idleSinceMs = isIdle ? (reasons.idleSinceMs ?? performance.now()) : undefined;
    if (begins) void this.#decide(guildId, reasons);
  }

  close(): void {
    for (const guildId of this.#calls.keys()) this.#forget(guildId);
  }

  #forget(guildId: string): void {
    const reasons = this.#calls.get(guildId);
    if (!reasons) return;
    clearTimeout(reasons.timer);
    reasons.unwatch();
    this.#calls.delete(guildId);
  }

  /** Leaves the call, or waits until it may have to be left. */
  async #decide(guildId: string, reasons: Reasons): Promise<void> {
    const { calls, serverSettings, tell, log } = this.#options;
    let nextInMs = maxWaitMs;
    try {
      const { calls: rules } = await serverSettings.get(guildId);
      const channelId = calls.channelOf(guildId);
      if (channelId === undefined) return;
      const ends = this.#endsOf(reasons, rules, `<#${channelId}>`);
      const over = ends.find(({ inMs }) => inMs <= 0);
      if (over) {
        calls.leave(guildId);
        return tell(guildId, over.news, channelId);
      }
      nextInMs = Math.min(maxWaitMs, ...ends.map(({ inMs }) => inMs));
    } catch (error) {
      log.warn({ error, guildId }, 'whether to leave a call could not be looked up');
    }
    clearTimeout(reasons.timer);
    const isWaitedFor = reasons.aloneSinceMs !== undefined || reasons.idleSinceMs !== undefined;
    if (!isWaitedFor || this.#calls.get(guildId) !== reasons) return;
    reasons.timer = setTimeout(() => void this.#decide(guildId, reasons), Math.ceil(nextInMs));
  }

  /** When which reason will have it leave. */
  #endsOf(
    { aloneSinceMs, idleSinceMs }: Reasons,
    { aloneMs, idleMs, stays }: ServerSettings['calls'],
    channel: string,
  ): readonly { readonly inMs: number; readonly news: Text }[] {
    const nowMs = performance.now();
    const empty = text(($) => $.calls.leftEmpty, { channel });
    const idle = text(($) => $.calls.leftIdle, { channel });
    const all = [
      { sinceMs: aloneSinceMs, mayMs: aloneMs || this.#options.usuallyAloneMs, news: empty },
      { sinceMs: idleSinceMs, mayMs: idleMs, news: idle },
    ];
    return all.flatMap(({ sinceMs, mayMs, news }) =>
      stays || sinceMs === undefined || mayMs === 0
        ? []
        : [{ inMs: sinceMs + mayMs - nowMs, news }],
    );
  }
}

/** Leaves calls by what a client is told of who comes and goes, from now on until it is closed. */
export function leaveCalls(client: Client, options: LeavingOptions): Leaving {
  const leaving = new Leaving(options);
  listen(client, Events.VoiceStateUpdate, options.log, ({ guild }) => leaving.look(guild.id));
  // The list of those who are there tells who left during an outage.
  listen(client, Events.GuildAvailable, options.log, ({ id }) => leaving.look(id));
  return leaving;
}
