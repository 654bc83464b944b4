import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import type { Calls } from '#call/calls.ts';
import { listen } from '#discord/listen.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';

export interface EmptyCallsOptions {
  readonly calls: Pick<Calls, 'channelOf' | 'leave'>;
  readonly whereabouts: Pick<Whereabouts, 'people'>;
  /** How long nobody may be there; 0 for ever. */
  readonly afterMs: number;
  /** Tells people in a server, after it has left the channel. */
  readonly tell: (guildId: string, text: Text, channelId: string) => void;
}

/** Leaves calls in which nobody has been for a while: staying costs, and looks like listening. */
export class EmptyCalls {
  readonly #options: EmptyCallsOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(options: EmptyCallsOptions) {
    this.#options = options;
  }

  /** Somebody, or the bot, came or went in that server. */
  look(guildId: string): void {
    if (this.#emptyCall(guildId) === undefined) {
      clearTimeout(this.#timers.get(guildId));
      this.#timers.delete(guildId);
    } else if (!this.#timers.has(guildId) && this.#options.afterMs > 0) {
      this.#timers.set(
        guildId,
        setTimeout(() => this.#leave(guildId), this.#options.afterMs),
      );
    }
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #leave(guildId: string): void {
    this.#timers.delete(guildId);
    const channelId = this.#emptyCall(guildId);
    if (channelId === undefined) return;
    this.#options.calls.leave(guildId);
    const left = text(($) => $.calls.leftEmpty, { channel: `<#${channelId}>` });
    this.#options.tell(guildId, left, channelId);
  }

  #emptyCall(guildId: string): string | undefined {
    const { calls, whereabouts } = this.#options;
    const channelId = calls.channelOf(guildId);
    if (channelId === undefined || whereabouts.people(guildId, channelId) > 0) return undefined;
    return channelId;
  }
}

/** Leaves empty calls by what a client is told of who comes and goes, from now on until it is closed. */
export function leaveEmptyCalls(client: Client, log: Log, options: EmptyCallsOptions): EmptyCalls {
  const emptyCalls = new EmptyCalls(options);
  listen(client, Events.VoiceStateUpdate, log, ({ guild }) => emptyCalls.look(guild.id));
  // The list of those who are there tells who left during an outage.
  listen(client, Events.GuildAvailable, log, ({ id }) => emptyCalls.look(id));
  return emptyCalls;
}
