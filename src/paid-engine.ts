import type { Held } from '#jobs/held.ts';
import type { JobNames, WhoseJobs } from '#jobs/job.ts';
import { sumOf } from '#jobs/limit.ts';
import { withTranscriptJobs } from '#jobs/paid-transcripts.ts';
import { costOf, withJobs } from '#jobs/paying.ts';
import { takeUpJobs } from '#jobs/taking-up.ts';
import type { InVain, TakingUpOptions } from '#jobs/taking-up.ts';
import { Unfinished } from '#jobs/unfinished.ts';
import type { LeftNames } from '#jobs/unfinished.ts';
import type { BoundedJobs } from '#jobs/with-budgets.ts';
import type { Log } from '#ops/log.ts';
import type { CacheKeys } from '#speech/cache-key.ts';
import type { CachedRenderer } from '#speech/cached-renderer.ts';
import type { Payer, Speech, SpeechRequest, Transcribe } from '#speech/speech.ts';

import type { Engine } from './open-engine.ts';

/** An engine's speech as it is paid for, if it takes money. */
export interface PaidEngine {
  readonly speech: Speech;
  readonly transcribe?: Transcribe;
  /**
   * Resolves when it is known what the last process had paid for, with the people for whom it may have been charged in vain;
   * the frames come into the renderer's cache. With the signal's abort this process ends.
   */
  takeUp(renderer: CachedRenderer, signal: AbortSignal): Promise<InVain>;
  /** Takes up what another process, which is lost, had paid for frames of that key. */
  takeUpUnder(key: string): Promise<void>;
  /** Keeps room for requests that somebody pays; absent for an engine that takes no money. */
  readonly holdRoom?: (
    requests: readonly SpeechRequest[],
    payer: Payer | undefined,
  ) => Promise<Held>;
  /** Whether that is paid, and its frames will come. */
  isPaid(request: SpeechRequest): boolean;
  /** Nobody hears any more of what is being paid for; what it costs is counted. */
  forget(whose: WhoseJobs): Promise<void>;
  /** Sends nothing any more; resolves when what was paid for is written down, or when the grace is over. */
  close(grace: AbortSignal): Promise<void>;
}

interface KeptJobs {
  /** Within what may be spent. */
  readonly jobs: BoundedJobs;
  readonly names: JobNames;
  /** The names of words that may have been paid in vain. */
  readonly inVain: LeftNames;
  readonly keys: Pick<CacheKeys, 'ofRequest'>;
}

/** Speech of an engine, with each request noted as a job if it takes money. */
export function paidEngine(
  { name, speech, paid, transcripts }: Engine,
  { jobs, names, inVain, keys }: KeptJobs,
  log: Log,
): PaidEngine {
  if (!paid) return unpaidEngine(speech);
  const unfinished = new Unfinished(inVain);
  const onTrouble = (error: unknown): void =>
    log.warn({ error }, 'what is being paid for could not be noted');
  let stopping: AbortSignal | undefined;
  let around: TakingUpOptions | undefined;
  const isStopping = (): boolean => stopping?.aborted === true;
  const noting = { jobs, unfinished, onTrouble, isStopping };
  const paying = withJobs({ engine: name, speech, ...paid }, noting);
  return {
    speech: paying,
    ...(transcripts && {
      transcribe: withTranscriptJobs({ engine: name, ...transcripts }, { jobs, onTrouble }),
    }),
    holdRoom: async (requests, payer) => {
      const asked = sumOf(requests.map((request) => costOf(request, paid)));
      return jobs.holdRoom({ engine: name, ...asked, ...(payer && { payer }) });
    },
    isPaid: (request) => unfinished.has(keys.ofRequest(request)),
    async takeUp(renderer, signal) {
      stopping = signal;
      around = { ...noting, paying, renderer, now: Date.now, signal };
      const { open, doubtful, inVain } = await takeUpJobs(around);
      if (open > 0) log.info({ open, doubtful }, 'took up what the last process had paid for');
      if (doubtful > 0)
        log.warn({ doubtful }, 'speech may have been charged whose answer was lost in a crash');
      return inVain;
    },
    async takeUpUnder(key) {
      if (!around) return;
      const under = { note: jobs.note, open: async () => jobs.open(key) };
      await takeUpJobs({ ...around, jobs: under });
    },
    async forget(whose) {
      const forgotten = unfinished.forget(await names.forget(whose));
      for (const id of forgotten) await jobs.note(id, { to: 'lost' });
    },
    close: async (grace) => paying.close(grace),
  };
}

function unpaidEngine(speech: Speech): PaidEngine {
  return {
    speech,
    isPaid: () => false,
    takeUp: async () => new Map(),
    takeUpUnder: async () => undefined,
    forget: async () => undefined,
    close: async () => undefined,
  };
}
