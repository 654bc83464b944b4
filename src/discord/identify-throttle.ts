import type { IIdentifyThrottler, WebSocketManager } from '@discordjs/ws';
import { Routes } from 'discord-api-types/v10';
import type { APIGatewayBotInfo, APIGatewaySessionStartLimit } from 'discord-api-types/v10';

import type { Log } from '#ops/log.ts';

import { pause } from './identify-turns.ts';
import type { IdentifyTurns } from './identify-turns.ts';

/*
 * Discord resets the token of a bot that identifies more often in a day than it may, and with that ends it everywhere. The
 * library asks once at the start how often that is: a bot that loses its sessions again and again would not notice.
 */

/** Asked more often, Discord would hold back; while it doesn’t answer after the day’s end, it is asked so often. */
const askedAnewMs = 60_000;
/** Less than this of the day’s identifies is told. */
const fewShare = 0.1;

const answerMs = 5_000;

type Gateway = Pick<WebSocketManager, 'fetchGatewayInformation'> & {
  readonly options: { readonly rest: Pick<WebSocketManager['options']['rest'], 'get'> };
};

/** Has shards identify one after the other, and never more often than Discord allows. */
export function identifyThrottle(turns: IdentifyTurns, log: Pick<Log, 'warn' | 'error'>) {
  return (gateway: Gateway): IIdentifyThrottler => {
    const budget = new IdentifyBudget(gateway, log);
    return {
      async waitForIdentify(shardId, signal) {
        const buckets = await budget.take(signal);
        await turns.take(shardId % buckets, signal);
      },
    };
  };
}

/** The identifies that the day still has. */
class IdentifyBudget {
  readonly #gateway: Gateway;
  readonly #log: Pick<Log, 'warn' | 'error'>;
  #limit: APIGatewaySessionStartLimit | undefined;
  #left = Number.POSITIVE_INFINITY;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #isTold = false;

  constructor(gateway: Gateway, log: Pick<Log, 'warn' | 'error'>) {
    this.#gateway = gateway;
    this.#log = log;
  }

  /** Counts one; while there is none it waits for the next day. Resolves with how many buckets of shards there are. */
  async take(signal: AbortSignal): Promise<number> {
    if (performance.now() - this.#askedAtMs > askedAnewMs) await this.#ask(signal);
    while (this.#limit && this.#left <= 0) {
      const resetAtMs = this.#askedAtMs + this.#limit.reset_after;
      const waitsMs = Math.max(resetAtMs - performance.now(), askedAnewMs);
      this.#log.error(
        { until: untilOf(waitsMs) },
        'Discord lets this bot connect no more today: it waits, since its token would be reset',
      );
      await pause(waitsMs, signal);
      await this.#ask(signal);
    }
    this.#left -= 1;
    this.#tell();
    return this.#limit?.max_concurrency ?? 1;
  }

  /** One answer is for all shards that ask at once: it knows of none that only waits for its turn. */
  async #ask(signal: AbortSignal): Promise<void> {
    this.#asking ??= this.#askOnce().finally(() => {
      this.#asking = undefined;
    });
    await this.#asking;
    signal.throwIfAborted();
  }

  /** Keeps no shard away where Discord doesn’t answer: the count goes on from what was last known. Never rejects. */
  async #askOnce(): Promise<void> {
    const { rest } = this.#gateway.options;
    try {
      // The library has just asked the first time, and keeps the answer for the day.
      const { session_start_limit: limit } = this.#limit
        ? ((await rest.get(Routes.gatewayBot(), {
            signal: AbortSignal.timeout(answerMs),
          })) as APIGatewayBotInfo)
        : await this.#gateway.fetchGatewayInformation();
      this.#limit = limit;
      this.#left = limit.remaining;
      this.#askedAtMs = performance.now();
    } catch (error) {
      this.#log.warn({ error }, 'how often this bot may connect could not be asked');
    }
  }

  #tell(): void {
    if (!this.#limit) return;
    const { total, reset_after: resetAfterMs } = this.#limit;
    const isFew = this.#left < total * fewShare;
    if (isFew && !this.#isTold)
      this.#log.warn(
        { left: this.#left, of: total, until: untilOf(resetAfterMs) },
        'this bot has connected to Discord so often that few times are left: look in the log for why it does',
      );
    this.#isTold = isFew;
  }
}

function untilOf(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}
