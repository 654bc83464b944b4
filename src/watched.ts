import type { Client } from 'discord.js';

import type { LiveCalls } from '#call/live-calls.ts';
import { gatewayState, shardStates } from '#discord/gateway-state.ts';
import type { Limit } from '#jobs/limit.ts';
import { processFigures } from '#metrics/processes.ts';
import { seenWithin } from '#metrics/seen-within.ts';
import type { MoneyLeft, Watched, WatchedSpeech } from '#metrics/watched.ts';
import type { Store } from '#store/store.ts';

import type { Engines } from './engines.ts';
import type { SpeechConfig } from './speech-variables.ts';
import { version } from './version.ts';

interface SpeechParts extends Pick<Store, 'spending'> {
  readonly jobs: Pick<Store['jobs'], 'countOpen'>;
  readonly speaker: Pick<Engines, 'money' | 'callsLeft'>;
}

/** The parts of the bot that are looked at when somebody asks how it does. */
export interface WatchedParts extends SpeechParts {
  readonly client: Client;
  readonly calls: Pick<LiveCalls, 'metrics'>;
}

/** Those of a process that makes speech for others alone. */
export interface WorkerParts extends SpeechParts {
  /** Whether it can tell other processes of the sound that it makes. */
  readonly isReached: () => boolean;
}

/** Several metrics are of one look. */
const moneyMs = 5_000;
/** A look at the memory of a process takes some milliseconds of the system's time. */
const processesMs = 15_000;
/** The service is asked for it, which is free, and has no limit. */
const balanceMs = 5 * 60_000;
const answerMs = 15_000;

/** Why the bot is of no use to anybody now; undefined when it is. */
export function notReady(
  parts: Pick<WatchedParts, 'client' | 'calls'> | Pick<WorkerParts, 'isReached'> | undefined,
  closing: AbortSignal,
): string | undefined {
  if (closing.aborted) return 'it is about to end';
  if (!parts) return 'it has not started yet';
  if ('isReached' in parts) return parts.isReached() ? undefined : 'the database is away';
  const { shards, shardsReady } = gatewayState(parts.client);
  if (shards === 0) return 'it is not connected to Discord yet';
  if (shardsReady < shards) return 'a connection to Discord is away';
  return parts.calls.metrics().workersAlive === 0
    ? 'no process can hold a voice connection'
    : undefined;
}

/** All that is looked at, as metrics have it. */
export function watched(
  parts: WatchedParts | WorkerParts,
  { engine }: Pick<SpeechConfig, 'engine'>,
  around: Pick<Watched, 'notReady' | 'eventLoop'>,
): Watched | WatchedSpeech {
  const { jobs, speaker } = parts;
  const speech: WatchedSpeech = {
    ...around,
    version,
    engine,
    openJobs: () => jobs.countOpen(),
    money: seenWithin(moneyMs, moneyOf(parts)),
    quotas: () => speaker.callsLeft(),
    processes: seenWithin(processesMs, processFigures),
  };
  if (!('client' in parts)) return speech;
  const { client, calls } = parts;
  return {
    ...speech,
    gateway: () => gatewayState(client),
    shards: () => shardStates(client),
    calls: () => calls.metrics(),
  };
}

function moneyOf({ speaker, spending }: SpeechParts): () => Promise<MoneyLeft> {
  const { balance, limitsFor } = speaker.money;
  const look = seenWithin(balanceMs, async () => balance?.(AbortSignal.timeout(answerMs)));
  let balanceUsd: number | undefined;
  return async () => {
    // Nobody waits for the service: the next who asks is told.
    look().then(
      (usd) => (balanceUsd = usd),
      () => (balanceUsd = undefined),
    );
    const today = await spending.used({ scope: 'bot', period: 'day' });
    const limits = await limitsFor(undefined);
    const budgets = await Promise.all(limits.map((limit) => budgetsIn(limit, spending)));
    return { balanceUsd, spentTodayUsd: today.usd, budgets: budgets.flat() };
  };
}

/** A limit of money and of characters is two budgets. */
async function budgetsIn(
  limit: Limit,
  spending: Pick<Store['spending'], 'used'>,
): Promise<MoneyLeft['budgets']> {
  const used = await spending.used(limit);
  return (['usd', 'chars'] as const).flatMap((unit) => {
    const most = limit[unit];
    if (most === undefined) return [];
    return [{ period: limit.period, unit, limit: most, left: Math.max(0, most - used[unit]) }];
  });
}
