import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import type { Calls } from '#call/calls.ts';
import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { listen } from '#discord/listen.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';

import { callOf } from './presence.ts';

/** It goes on by itself after this time: nobody knows for ever why it is silent. */
const longestMinutes = 5;

export interface PausingParts {
  readonly calls: Pick<Calls, 'channelOf' | 'pause' | 'resume' | 'pauseOf'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf'>;
  /** Tells people in a server. */
  readonly tell: (guildId: string, text: Text, channelId: string | undefined) => void;
  readonly now: () => number;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** Somebody has paused a call. */
interface Pause {
  readonly userId: string;
  /** They were in the call, and may leave it. */
  isInside: boolean;
  readonly timer: NodeJS.Timeout;
}

/** Holds calls back as people ask for it, and lets them go on when whoever did has left or some minutes are over. */
export class Pausing {
  readonly #parts: PausingParts;
  readonly #pauses = new Map<string, Pause>();

  constructor(parts: PausingParts) {
    this.#parts = parts;
    parts.closing.addEventListener('abort', () => this.#close(), { once: true });
  }

  /** Returns what people are told of it. */
  pause(asker: Asker): Text {
    const { calls, now } = this.#parts;
    const guildId = this.#guildOf(asker);
    const ms = longestMinutes * 60_000;
    const when = `<t:${Math.ceil((now() + ms) / 1_000)}:R>`;
    const why = text(($) => $.calls.paused, { person: `<@${asker.id}>`, when });
    if (!calls.pause(guildId, why)) throw new UserError(text(($) => $.calls.pausedAlready));
    this.#forget(guildId);
    this.#pauses.set(guildId, {
      userId: asker.id,
      isInside: this.#isInside(guildId, asker.id),
      timer: setTimeout(() => this.#late(guildId), ms),
    });
    return why;
  }

  /** The same by a button that only they see: the others are told. */
  pauseTelling(asker: Asker): void {
    const why = this.pause(asker);
    this.#tellAll(serverOf(asker), why);
  }

  resumeTelling(asker: Asker): void {
    this.resume(asker);
    this.#tellAll(
      serverOf(asker),
      text(($) => $.calls.goesOn.asked),
    );
  }

  resume(asker: Asker): void {
    const guildId = this.#guildOf(asker);
    if (!this.#goOn(guildId)) throw new UserError(text(($) => $.calls.notPaused));
  }

  /** Somebody, or the bot, came or went in that server. */
  look(guildId: string): void {
    const pause = this.#pauses.get(guildId);
    if (!pause) return;
    const { userId } = pause;
    const wasInside = pause.isInside;
    pause.isInside = this.#isInside(guildId, userId);
    if (!wasInside || pause.isInside) return;
    this.#goOnBy(guildId, (channel) =>
      text(($) => $.calls.goesOn.left, { person: `<@${userId}>`, channel }),
    );
  }

  #tellAll(guildId: string, what: Text): void {
    const { calls, tell } = this.#parts;
    tell(guildId, what, calls.channelOf(guildId));
  }

  #late(guildId: string): void {
    this.#goOnBy(guildId, () => text(($) => $.calls.goesOn.late, { count: longestMinutes }));
  }

  /** It goes on by itself, and people are told why. */
  #goOnBy(guildId: string, why: (channel: string) => Text): void {
    const channelId = this.#parts.calls.channelOf(guildId);
    if (this.#goOn(guildId)) this.#parts.tell(guildId, why(`<#${channelId}>`), channelId);
  }

  #goOn(guildId: string): boolean {
    this.#forget(guildId);
    return this.#parts.calls.resume(guildId);
  }

  /** Everybody in the call decides about it, and moderators do. */
  #guildOf(asker: Asker): string {
    const guildId = serverOf(asker);
    const channelId = this.#parts.calls.channelOf(guildId);
    if (channelId === undefined) throw new UserError(text(($) => $.calls.inNoCall));
    if (asker.moderates || callOf(asker, this.#parts) !== undefined) return guildId;
    throw new UserError(text(($) => $.calls.onlyPeopleTherePause, { channel: `<#${channelId}>` }));
  }

  #isInside(guildId: string, id: string): boolean {
    return callOf({ id, guildId }, this.#parts) !== undefined;
  }

  #forget(guildId: string): void {
    clearTimeout(this.#pauses.get(guildId)?.timer);
    this.#pauses.delete(guildId);
  }

  #close(): void {
    for (const guildId of this.#pauses.keys()) this.#forget(guildId);
  }
}

/** Pauses that end by what a client is told of who comes and goes. */
export function watchedPausing(client: Client, log: Log, parts: PausingParts): Pausing {
  const pausing = new Pausing(parts);
  listen(client, Events.VoiceStateUpdate, log, ({ guild }) => pausing.look(guild.id));
  // The list of those who are there tells who left during an outage.
  listen(client, Events.GuildAvailable, log, ({ id }) => pausing.look(id));
  return pausing;
}
