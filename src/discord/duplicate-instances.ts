import { setTimeout as delay } from 'node:timers/promises';

import { RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';
import type { APIGatewayBotInfo } from 'discord-api-types/v10';
import { Events, Status } from 'discord.js';
import type { BaseInteraction, Client, REST } from 'discord.js';

import type { Log } from '#ops/log.ts';

import { codeOf } from './api-errors.ts';
import { listen } from './listen.ts';

/*
 * Two bots with one token both hear everything, and would both speak. Discord tells neither of the other. But it
 * counts how often the token was used to identify, and tells the count on request: one that went down without us means
 * that a bot came after us. The next interaction shows whether it lives and answers: it is given a head start.
 *
 * Some bots can't be noticed: one that came before us (it notices us); one that identified and never answers, which may
 * be a start that failed, so that we stay; one that came in the seconds in which the day's count begins anew; and, until
 * somebody uses a command, one that only reads messages.
 */

export interface DuplicateInstancesOptions {
  readonly rest: Pick<REST, 'get'>;
  /** Whether every shard is connected: while one identifies, the count goes down by us. */
  readonly isReady: () => boolean;
  /** Another bot with this token, started later, answers: this one is to end. Told once. */
  readonly onDuplicate: () => void;
  readonly log: Log;
  readonly lookMs?: number;
  readonly headStartMs?: number;
}

type AskedOfBoth = Pick<BaseInteraction, 'applicationId' | 'token'>;

/** A question costs as much as a silent call in ten seconds; whoever answers too late finds out by that itself. */
const usualLookMs = 60_000;
/** Interactions that are left to the other before a start that failed is believed in. */
const chances = 3;

/** Notices a bot with the same token that was started after this one, wherever it runs. */
export class DuplicateInstances {
  readonly #options: DuplicateInstancesOptions;
  #timer: NodeJS.Timeout | undefined;
  #left: number | undefined;
  #identified = 0;
  #chances = 0;
  #found = false;

  constructor(options: DuplicateInstancesOptions) {
    this.#options = options;
  }

  /** All shards have identified: counts from here. */
  async watch(): Promise<void> {
    this.close();
    this.#timer = setInterval(() => void this.#look(), this.#options.lookMs ?? usualLookMs);
    this.#left = undefined;
    this.#identified = 0;
    await this.#look();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** A shard of this process has identified anew. */
  identified(): void {
    this.#identified += 1;
  }

  /** Whether somebody came after us who may be answering. */
  get suspected(): boolean {
    return this.#chances > 0;
  }

  /** Leaves an interaction to the other for a moment. Resolves with whether it is still to be answered. */
  async isLeftToUs(interaction: AskedOfBoth): Promise<boolean> {
    await delay(this.#options.headStartMs ?? 1_000);
    if (this.#found) return false;
    if (await this.#isAnswered(interaction)) {
      this.#tell();
      return false;
    }
    this.#chances = Math.max(0, this.#chances - 1);
    return true;
  }

  /** An interaction that we answered had been answered already. */
  async wasFaster(): Promise<void> {
    await this.#look();
    if (this.suspected) this.#tell();
    else
      this.#options.log.error({}, 'another bot with this token answers too, and was here before');
  }

  async #look(): Promise<void> {
    const { rest, isReady, log } = this.#options;
    if (!isReady()) return;
    const own = this.#identified;
    try {
      const info = (await rest.get(Routes.gatewayBot())) as APIGatewayBotInfo;
      const { remaining } = info.session_start_limit;
      // More than before is a new day.
      if (this.#left !== undefined && remaining < this.#left - own) this.#chances = chances;
      this.#left = remaining;
      this.#identified -= own;
    } catch (error) {
      log.debug({ error }, 'how often this bot may identify could not be asked');
    }
  }

  async #isAnswered({ applicationId, token }: AskedOfBoth): Promise<boolean> {
    try {
      await this.#options.rest.get(Routes.webhookMessage(applicationId, token, '@original'), {
        auth: false,
      });
      return true;
    } catch (error) {
      // Anything else says nothing about it; whoever answers after all is told by the refusal.
      if (codeOf(error) !== RESTJSONErrorCodes.UnknownWebhook)
        this.#options.log.debug({ error }, 'whether an interaction is answered could not be asked');
      return false;
    }
  }

  #tell(): void {
    if (this.#found) return;
    this.#found = true;
    this.#options.onDuplicate();
  }
}

/** The same for a client, from when it is ready until `closing` aborts. */
export function listenForDuplicates(
  client: Client,
  log: Log,
  { closing, onDuplicate }: { readonly closing: AbortSignal; readonly onDuplicate: () => void },
): DuplicateInstances {
  const isReady = (): boolean =>
    client.ws.shards.every(({ status }) => status === Status.Ready) && !closing.aborted;
  const duplicates = new DuplicateInstances({ rest: client.rest, isReady, onDuplicate, log });
  listen(client, Events.ShardReady, log, () => duplicates.identified());
  listen(client, Events.ClientReady, log, async () => {
    // The count goes down by every process that has its part of the shards, too.
    const { shards, shardCount } = client.options;
    const isPart = Array.isArray(shards) && shards.length < (shardCount ?? 1);
    if (!isPart) await duplicates.watch();
  });
  closing.addEventListener('abort', () => duplicates.close(), { once: true });
  return duplicates;
}
