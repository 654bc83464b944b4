import type { FirstPacket } from '#call/first-packet.ts';
import { failureKinds } from '#discord/failures.ts';
import type { FailureKind } from '#discord/failures.ts';
import { allObstacles } from '#features/autoread/decision.ts';
import type { Outcome } from '#features/autoread/outcomes.ts';
import type { TranslationOutcome } from '#features/wording/translating.ts';
import { nothingCounted } from '#metrics/counting.ts';
import type { Counting } from '#metrics/counting.ts';
import { watchEventLoop } from '#metrics/event-loop.ts';
import { metrics } from '#metrics/metrics.ts';
import { statusServer } from '#metrics/status-server.ts';
import { ListenError } from '#ops/bounded-server.ts';
import type { BoundedServer, Listen } from '#ops/bounded-server.ts';
import type { Log } from '#ops/log.ts';
import { speechFailures } from '#speech/fallback.ts';

import { ConfigError } from './errors.ts';
import { orExit } from './lifecycle.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { SpeechConfig } from './speech-variables.ts';
import { notReady, watched } from './watched.ts';
import type { WatchedParts, WorkerParts } from './watched.ts';

/** Hears what the parts of the bot tell of themselves, for those who look after it. */
export interface BotMetrics {
  readonly counting: Counting;
  readonly onFirstPacket: (packet: FirstPacket) => void;
  /** Listeners to what becomes of messages, and of their translations. */
  readonly onOutcomes: {
    readonly onOutcome: (outcome: Outcome) => void;
    readonly onTranslation: (outcome: TranslationOutcome) => void;
  };
  readonly onFailed: (kind: FailureKind) => void;
  /** All parts are there: from now on they are looked at. */
  readonly watch: (parts: WatchedParts | WorkerParts) => void;
}

interface Surroundings extends Pick<Lifecycle, 'closing' | 'endings'> {
  /** Resolves when no other process of this bot has the port any more. */
  readonly alone: Promise<void>;
  readonly log: Log;
}

/** Tells health and metrics where the operator wants that, until the end; else nothing is counted. */
export async function openMetrics(
  config: Pick<SpeechConfig, 'metricsListen' | 'engine'>,
  around: Surroundings,
): Promise<BotMetrics> {
  const { metricsListen: listen } = config;
  if (!listen) return { ...countingInto(nothingCounted), watch: () => undefined };
  const { closing, endings } = around;
  const all = metrics(await import('prom-client'), {
    message: [...allObstacles, ...refusals],
    command: failureKinds,
    speech: speechFailures,
  });
  const eventLoop = endings.use(watchEventLoop());
  let parts: WatchedParts | WorkerParts | undefined;
  const whyNot = (): string | undefined => notReady(parts, closing);
  serve(listen, around, { notReady: whyNot, metrics: () => all.page() });
  return {
    ...countingInto(all.counting),
    watch(given) {
      parts = given;
      all.watch(watched(given, config, { notReady: whyNot, eventLoop }));
    },
  };
}

/** Ends the process with a sentence when the port can't be had. */
function serve(
  listen: Listen,
  { alone, closing, endings, log }: Surroundings,
  pages: Omit<Parameters<typeof statusServer>[0], 'listen'>,
): void {
  let server: Promise<BoundedServer> | undefined;
  endings.defer(async () => (await server)?.close());
  const begin = async (): Promise<void> => {
    await alone;
    if (closing.aborted) return;
    server = orExit(() => listening(listen, pages));
    const { port } = await server;
    log.info({ host: listen.host, port }, 'health and metrics are told');
  };
  void begin();
}

async function listening(
  listen: Listen,
  pages: Omit<Parameters<typeof statusServer>[0], 'listen'>,
): Promise<BoundedServer> {
  try {
    return await statusServer({ listen, ...pages });
  } catch (error) {
    throw error instanceof ListenError ? new ConfigError(error.message) : error;
  }
}

/** How the bot's parts, which know nothing of metrics, are counted. */
function countingInto(counting: Counting): Omit<BotMetrics, 'watch'> {
  return {
    counting,
    onFirstPacket: (packet) => counting.firstPacket(packet),
    onOutcomes: {
      onOutcome(outcome) {
        counting.messageEnded(outcome.kind);
        if (outcome.kind === 'not-read') counting.refused('message', outcome.why);
        else if (refusals.has(outcome.kind)) counting.refused('message', outcome.kind);
      },
      onTranslation: (outcome) => counting.translated(outcome),
    },
    onFailed: (kind) => counting.refused('command', kind),
  };
}

/** Outcomes for which somebody's message is not heard, beside those that have a reason of their own. */
const refusals: ReadonlySet<Outcome['kind']> = new Set([
  'queue-full',
  'cannot-join',
  'no-words',
  'failed',
]);
