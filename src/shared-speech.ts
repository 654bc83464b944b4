import type { WhoseJobs } from '#jobs/job.ts';
import type { Asks } from '#jobs/shared/ask.ts';
import { Asking } from '#jobs/shared/asking.ts';
import { bullMqQueue } from '#jobs/shared/bullmq.ts';
import { Working } from '#jobs/shared/working.ts';
import type { WorkingOptions } from '#jobs/shared/working.ts';
import { bytesOfSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import { sealWith } from '#ops/seal.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { Renderer } from '#speech/renderer.ts';
import type { HeldRoom } from '#speech/speech.ts';
import { calledIn } from '#store/postgres/place.ts';
import { postgresWire } from '#store/postgres/wire.ts';

import { ConfigError } from './errors.ts';
import type { SpeechConfig } from './speech-variables.ts';

/** Speech that the processes of a bot make for each other. */
export interface SharedSpeech {
  /** Frames of an engine, by whichever process takes the work. */
  ofEngine(engine: EngineName): Renderer;
  /** Takes work itself from now on. */
  serve(parts: Pick<WorkingOptions, 'renderer' | 'takeUp'>): Promise<void>;
  /** Whether other processes can be told anything now. */
  readonly isReached: boolean;
  /** Nobody is to hear any more of what was asked for. */
  forget(whose: WhoseJobs): Promise<void>;
  /** Takes no more work; resolves when what was begun is done, or when the grace is over. */
  close(grace: AbortSignal): Promise<void>;
}

/** Opens the queue that the processes share; undefined where each speaks for itself, and nothing of it is loaded. */
export async function sharedSpeech(
  {
    speechQueue,
    secret,
    databaseUrl,
  }: Pick<SpeechConfig, 'speechQueue' | 'secret' | 'databaseUrl'>,
  { asks, log }: { readonly asks: Asks; readonly log: Log },
): Promise<SharedSpeech | undefined> {
  if (!speechQueue || secret === undefined || databaseUrl === undefined) return undefined;
  const onTrouble = (error: unknown): void =>
    log.warn({ error }, 'speech for other processes had trouble');
  await using opening = new AsyncDisposableStack();
  const wire = await postgresWire({ url: databaseUrl, called: calledIn(databaseUrl) });
  opening.defer(async () => wire.close());
  const { redisUrl } = speechQueue;
  const queue = await bullMqQueue({ databaseUrl, redisUrl, onTrouble }).catch((error: unknown) => {
    throw whyNoQueue(error, calledIn(databaseUrl));
  });
  const heldRooms = new Map<string, HeldRoom>();
  const around = { asks, wire, queue, seal: sealWith(bytesOfSecret(secret)), heldRooms, onTrouble };
  const asking = new Asking(around);
  await asking.open();
  opening.move();
  return {
    ofEngine: (engine) => asking.ofEngine(engine),
    get isReached() {
      return wire.isUp;
    },
    serve: (parts) => new Working({ ...around, ...parts }).open(),
    async forget(whose) {
      for (const id of await asks.forget(whose)) await asking.withdraw(id).catch(onTrouble);
    },
    async close(grace) {
      await queue.close(grace);
      await wire.close();
    },
  };
}

/** The code of PostgreSQL for what a user may not do. */
const mayNot = '42501';

/** Why the queue can't be had, as a `ConfigError` where only the operator can mend it; anything else as it came. */
function whyNoQueue(error: unknown, called: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== mayNot) return error;
  return new ConfigError(
    `SPEECH_QUEUE has its tables in a schema of their own, bullmq, which the user of DATABASE_URL may not make or use in ${called}. GRANT that user CREATE ON DATABASE, or name a Redis in REDIS_URL.`,
    { cause: error },
  );
}
