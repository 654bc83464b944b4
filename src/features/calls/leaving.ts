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
  readonly unwatch: () => void;
}

/** As exact as anybody notices. Settings that change meanwhile count from the next look on. */
const lookEveryMs = 1_000;

/**
 * Leaves calls in which nobody has been for a while, since staying costs and looks like listening, and those in which
 * nothing was spoken for as long as the server says.
 */
export class Leaving {
  readonly #options: LeavingOptions;
  readonly #calls = new Map<string, Reasons>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LeavingOptions) {
    this.#options = options;
  }

  /** The bot has a call in that server, in whatever channel; or none any more. */
  placed(guildId: string, channelId: string | undefined): void {
    if (channelId === undefined) {
      this.#calls.get(guildId)?.unwatch();
      this.#calls.delete(guildId);
    } else if (!this.#calls.has(guildId)) {
      const unwatch = this.#options.calls.watch(guildId, () => this.look(guildId));
      this.#calls.set(guildId, { aloneSinceMs: undefined, idleSinceMs: undefined, unwatch });
      this.#timer ??= setInterval(() => this.#lookAtAll(), lookEveryMs);
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
    reasons.aloneSinceMs = isAlone ? (reasons.aloneSinceMs ?? performance.now()) : undefined;
    const isIdle = calls.queue(guildId).length === 0;
    reasons.idleSinceMs = isIdle ? (reasons.idleSinceMs ?? performance.now()) : undefined;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { unwatch } of this.#calls.values()) unwatch();
    this.#calls.clear();
  }

  #lookAtAll(): void {
    for (const [guildId, { aloneSinceMs, idleSinceMs }] of this.#calls)
      if (aloneSinceMs !== undefined || idleSinceMs !== undefined) void this.#decide(guildId);
  }

  async #decide(guildId: string): Promise<void> {
    const { calls, serverSettings, tell, log } = this.#options;
    try {
      const { calls: rules } = await serverSettings.get(guildId);
      const channelId = calls.channelOf(guildId);
      if (channelId === undefined) return;
      const news = this.#reasonToLeave(guildId, rules, `<#${channelId}>`);
      if (!news) return;
      calls.leave(guildId);
      tell(guildId, news, channelId);
    } catch (error) {
      log.warn({ error, guildId }, 'whether to leave a call could not be looked up');
    }
  }

  #reasonToLeave(
    guildId: string,
    { aloneMs, idleMs, stays }: ServerSettings['calls'],
    channel: string,
  ): Text | undefined {
    const reasons = this.#calls.get(guildId);
    if (!reasons || stays) return undefined;
    const mayBeAloneMs = aloneMs || this.#options.usuallyAloneMs;
    if (mayBeAloneMs > 0 && isOver(reasons.aloneSinceMs, mayBeAloneMs))
      return text(($) => $.calls.leftEmpty, { channel });
    if (idleMs > 0 && isOver(reasons.idleSinceMs, idleMs))
      return text(($) => $.calls.leftIdle, { channel });
    return undefined;
  }
}

function isOver(sinceMs: number | undefined, ms: number): boolean {
  return sinceMs !== undefined && performance.now() - sinceMs >= ms;
}

/** Leaves calls by what a client is told of who comes and goes, from now on until it is closed. */
export function leaveCalls(client: Client, options: LeavingOptions): Leaving {
  const leaving = new Leaving(options);
  listen(client, Events.VoiceStateUpdate, options.log, ({ guild }) => leaving.look(guild.id));
  // The list of those who are there tells who left during an outage.
  listen(client, Events.GuildAvailable, options.log, ({ id }) => leaving.look(id));
  return leaving;
}
