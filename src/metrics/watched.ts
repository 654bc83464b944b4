import type { CallMetrics } from '#call/live-calls.ts';
import type { JobState } from '#jobs/job.ts';

/** The parts of any process that makes speech which are looked at when somebody asks for metrics, none by anybody's id. */
export interface WatchedSpeech {
  readonly version: string;
  /** The one of choice, to whose account money and quotas belong. */
  readonly engine: string;
  /** Why the bot is of no use to anybody now; undefined when it is. */
  readonly notReady: () => string | undefined;
  readonly openJobs: () => Promise<Readonly<Partial<Record<JobState['state'], number>>>>;
  readonly money: () => Promise<MoneyLeft>;
  /** Calls that a service may still be asked. */
  readonly quotas: () => readonly QuotaLeft[];
  readonly eventLoop: EventLoop;
  /** Memory by what processes do. */
  readonly processes: () => Promise<ReadonlyMap<string, ProcessFigures>>;
}

/** Those of a process that is connected to Discord. */
export interface Watched extends WatchedSpeech {
  readonly gateway: () => {
    readonly shards: number;
    readonly shardsReady: number;
    readonly servers: number;
  };
  /** Each connection of this process. */
  readonly shards: () => readonly {
    readonly shard: number;
    readonly ready: boolean;
    readonly servers: number;
  }[];
  readonly calls: () => CallMetrics;
}

/** The money that is left in the account, and in the operator's budgets of the whole bot. */
export interface MoneyLeft {
  /** US dollars; undefined where nobody knows. */
  readonly balanceUsd: number | undefined;
  readonly spentTodayUsd: number;
  readonly budgets: readonly BudgetLeft[];
}

interface BudgetLeft {
  readonly period: string;
  readonly unit: 'usd' | 'chars';
  readonly limit: number;
  readonly left: number;
}

interface QuotaLeft {
  readonly endpoint: string;
  readonly period: 'minute' | 'day';
  readonly limit: number;
  readonly left: number;
}

/** The turns of the bot's own process. */
export interface EventLoop {
  /** How late something came to its turn since this was last asked, at the median, at the 99th percentile and at most. */
  delaysSecs(): { readonly p50: number; readonly p99: number; readonly max: number };
  /** Time that the loop had work to do, since the start. */
  busySecs(): number;
}

export interface ProcessFigures {
  readonly count: number;
  /** Memory that they share counts in each of them by its part. */
  readonly bytes: number;
}
