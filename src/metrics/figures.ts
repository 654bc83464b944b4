import type { Registry } from 'prom-client';

import type { Prometheus } from './counters.ts';
import type { MoneyLeft, ProcessFigures, Watched, WatchedSpeech } from './watched.ts';

/** One value, and the values of its labels. */
interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric that is looked up when somebody asks for it. */
interface Figure<Of> {
  readonly name: string;
  readonly help: string;
  readonly kind: 'gauge' | 'counter';
  readonly labels?: readonly string[];
  readonly look: (watched: Of) => readonly Sample[] | Promise<readonly Sample[]>;
}

/* The values of each label are a closed list, whoever uses the bot. */

/** Those of any process that makes speech. */
const ofSpeech: readonly Figure<WatchedSpeech>[] = [
  {
    name: 'crier_info',
    help: 'Always 1; the version that runs.',
    kind: 'gauge',
    labels: ['version'],
    look: ({ version }) => [{ labels: { version }, value: 1 }],
  },
  {
    name: 'crier_ready',
    help: '1 while /readyz says that the bot is ready.',
    kind: 'gauge',
    look: ({ notReady }) => one(notReady() === undefined ? 1 : 0),
  },
  {
    name: 'crier_jobs_open',
    help: 'Jobs that are paid for and have not ended, by their state.',
    kind: 'gauge',
    labels: ['state'],
    look: async ({ openJobs }) =>
      by('state', { intended: 0, submitted: 0, done: 0, ...(await openJobs()) }),
  },
  {
    name: 'crier_balance_usd',
    help: 'US dollars in the account that is paid from.',
    kind: 'gauge',
    labels: ['engine'],
    async look({ engine, money }) {
      const { balanceUsd } = await money();
      return balanceUsd === undefined ? [] : [{ labels: { engine }, value: balanceUsd }];
    },
  },
  {
    name: 'crier_spent_today_usd',
    help: 'US dollars that were spent, or are reserved, since midnight UTC.',
    kind: 'gauge',
    look: async ({ money }) => one((await money()).spentTodayUsd),
  },
  {
    name: 'crier_budget_limit',
    help: 'The operator’s budgets of the whole bot.',
    kind: 'gauge',
    labels: ['period', 'unit'],
    look: async ({ money }) => budgets(await money(), 'limit'),
  },
  {
    name: 'crier_budget_left',
    help: 'What is left of them.',
    kind: 'gauge',
    labels: ['period', 'unit'],
    look: async ({ money }) => budgets(await money(), 'left'),
  },
  {
    name: 'crier_quota_limit',
    help: 'Calls that the service takes in a minute or a day, by endpoint.',
    kind: 'gauge',
    labels: ['engine', 'endpoint', 'period'],
    look: (watched) => callsOf(watched, 'limit'),
  },
  {
    name: 'crier_quota_left',
    help: 'How many of them are left.',
    kind: 'gauge',
    labels: ['engine', 'endpoint', 'period'],
    look: (watched) => callsOf(watched, 'left'),
  },
  {
    name: 'crier_event_loop_delay_seconds',
    help: 'How late the bot’s process comes to what it has to do, since the last scrape: the median, the 99th percentile and the most.',
    kind: 'gauge',
    labels: ['quantile'],
    look({ eventLoop }) {
      const { p50, p99, max } = eventLoop.delaysSecs();
      return by('quantile', { '0.5': p50, '0.99': p99, '1': max });
    },
  },
  {
    name: 'crier_event_loop_busy_seconds_total',
    help: 'Time that the bot’s process was at work: 1 in a second is all that it has.',
    kind: 'counter',
    look: ({ eventLoop }) => one(eventLoop.busySecs()),
  },
  {
    name: 'crier_processes',
    help: 'Processes of the bot, by what they do.',
    kind: 'gauge',
    labels: ['process'],
    look: async ({ processes }) => byProcess(await processes(), ({ count }) => count),
  },
  {
    name: 'crier_process_memory_bytes',
    help: 'Memory by what processes do; what several share is divided among them.',
    kind: 'gauge',
    labels: ['process'],
    look: async ({ processes }) => byProcess(await processes(), ({ bytes }) => bytes),
  },
];

/** Those of a process that is connected to Discord. */
const ofDiscord: readonly Figure<Watched>[] = [
  {
    name: 'crier_servers',
    help: 'Servers that the bot is in.',
    kind: 'gauge',
    look: ({ gateway }) => one(gateway().servers),
  },
  {
    name: 'crier_gateway_shards',
    help: 'Connections to Discord’s gateway, by whether they are there.',
    kind: 'gauge',
    labels: ['state'],
    look({ gateway }) {
      const { shards, shardsReady } = gateway();
      return by('state', { ready: shardsReady, away: shards - shardsReady });
    },
  },
  {
    name: 'crier_shard_ready',
    help: '1 while this connection to Discord’s gateway is there.',
    kind: 'gauge',
    labels: ['shard'],
    look: ({ shards }) => shards().map(({ shard, ready }) => ofShard(shard, ready ? 1 : 0)),
  },
  {
    name: 'crier_shard_servers',
    help: 'Servers that the bot is told of over this connection.',
    kind: 'gauge',
    labels: ['shard'],
    look: ({ shards }) => shards().map(({ shard, servers }) => ofShard(shard, servers)),
  },
  {
    name: 'crier_calls',
    help: 'Calls that the bot is in, by their state.',
    kind: 'gauge',
    labels: ['state'],
    look: ({ calls }) => by('state', { ...noCalls, ...calls().calls }),
  },
  {
    name: 'crier_lines',
    help: 'Lines in the queues of all calls, by whether they are heard or wait.',
    kind: 'gauge',
    labels: ['state'],
    look({ calls }) {
      const { spoken, waiting } = calls().lines;
      return by('state', { spoken, waiting });
    },
  },
  {
    name: 'crier_lines_waiting_most',
    help: 'Lines that wait in the call in which most do.',
    kind: 'gauge',
    look: ({ calls }) => one(calls().lines.mostWaiting),
  },
  {
    name: 'crier_rejoins_total',
    help: 'Calls that were lost and joined again, by why.',
    kind: 'counter',
    labels: ['cause'],
    look: ({ calls }) => by('cause', { 'worker-died': 0, ...calls().rejoins }),
  },
  {
    name: 'crier_frames_sent_total',
    help: 'Frames of speech, of 20 ms each, that went out.',
    kind: 'counter',
    look: ({ calls }) => one(calls().frames.framesSent),
  },
  {
    name: 'crier_frames_late_total',
    help: 'Times that a frame went out late: the clock came too late, or the sound was not made yet.',
    kind: 'counter',
    labels: ['cause'],
    look({ calls }) {
      const { stalls, underruns } = calls().frames;
      return by('cause', { clock: stalls, sound: underruns });
    },
  },
  {
    name: 'crier_voice_workers',
    help: 'Processes that hold voice connections.',
    kind: 'gauge',
    look: ({ calls }) => one(calls().workersAlive),
  },
  {
    name: 'crier_voice_worker_deaths_total',
    help: 'Processes with voice connections that died.',
    kind: 'counter',
    look: ({ calls }) => one(calls().workerDeaths),
  },
];

const noCalls = { joining: 0, moved: 0, rejoining: 0, ready: 0, speaking: 0, suspended: 0 };

function ofShard(shard: number, value: number): Sample {
  return { labels: { shard: String(shard) }, value };
}

/** A figure of what is watched. */
type LookedUp = ReturnType<typeof figuresOf>[number];

function figuresOf(watched: Watched | WatchedSpeech) {
  const bound = <Of>(figures: readonly Figure<Of>[], of: Of) =>
    figures.map(({ look, ...about }) => ({ ...about, look: () => look(of) }));
  const ofAny = bound(ofSpeech, watched);
  return 'gateway' in watched ? [...ofAny, ...bound(ofDiscord, watched)] : ofAny;
}

/** Has all of them looked up when the registry is asked. */
export function register(
  { Gauge, Counter }: Pick<Prometheus, 'Gauge' | 'Counter'>,
  registry: Registry,
  watched: Watched | WatchedSpeech,
): void {
  for (const { name, help, kind, labels = [], look } of figuresOf(watched)) {
    const about = { name, help, labelNames: labels, registers: [registry] };
    const metric: Settable =
      kind === 'gauge' ? new Gauge({ ...about, collect }) : new Counter({ ...about, collect });
    async function collect(): Promise<void> {
      const samples = await seen(look);
      // A counter is told its total, too: it is counted elsewhere.
      metric.reset();
      // Without labels there is a value from the start, which nobody has seen.
      if (labels.length === 0) metric.remove({});
      for (const { labels = {}, value } of samples) metric.inc(labels, value);
    }
  }
}

/** Nothing for a figure that can't be looked up now, as on a broken disk: all others are told. */
async function seen(look: LookedUp['look']): Promise<readonly Sample[]> {
  try {
    return await look();
  } catch {
    return [];
  }
}

/** Gauges and counters alike can do this. */
interface Settable {
  reset(): void;
  remove(labels: Readonly<Record<string, string>>): void;
  inc(labels: Readonly<Record<string, string>>, value: number): void;
}

function one(value: number): readonly Sample[] {
  return [{ value }];
}

function byProcess(
  processes: Awaited<ReturnType<WatchedSpeech['processes']>>,
  valueOf: (figures: ProcessFigures) => number,
): readonly Sample[] {
  const values = [...processes].map(([name, figures]) => [name, valueOf(figures)] as const);
  return by('process', Object.fromEntries(values));
}

function by(label: string, values: Readonly<Record<string, number>>): readonly Sample[] {
  return Object.entries(values).map(([of, value]) => ({ labels: { [label]: of }, value }));
}

function budgets({ budgets }: MoneyLeft, of: 'limit' | 'left'): readonly Sample[] {
  return budgets.map(({ period, unit, ...amounts }) => ({
    labels: { period, unit },
    value: amounts[of],
  }));
}

function callsOf({ engine, quotas }: WatchedSpeech, of: 'limit' | 'left'): readonly Sample[] {
  return quotas().map(({ endpoint, period, ...calls }) => ({
    labels: { engine, endpoint, period },
    value: calls[of],
  }));
}
