import { isDiskFull } from '#ops/disk-full.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Recording, Transcribe, TranscribeContext } from '#speech/speech.ts';

import type { Change } from './job.ts';
import { isUntaken } from './noting.ts';
import type { BoundedJobs } from './with-budgets.ts';

/** A service that writes recordings down for money. */
export interface PaidTranscriber {
  readonly engine: EngineName;
  readonly transcribe: Transcribe;
  /** US dollars for a recording of this length in milliseconds, about. */
  readonly estimate: (durationMs: number) => number;
}

interface TranscriptOptions {
  readonly jobs: Pick<BoundedJobs, 'begin' | 'note'>;
  /** A job could not be noted, which people need not know. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Recordings are written down as jobs, as speech is: an intent before it is sent, the id when it was taken, the cost at
 * its end. Nobody waits for the words after a restart, so that none of these jobs is followed: it may have been charged.
 */
export function withTranscriptJobs(
  service: PaidTranscriber,
  options: TranscriptOptions,
): Transcribe {
  return async (recording, context) => {
    const job = new TranscriptJob(options);
    try {
      const transcript = await service.transcribe(recording, {
        ...context,
        onPaying: async (model) => {
          await job.begin(service, model, recording, context);
          await context.onPaying?.(model);
          context.signal.throwIfAborted();
          job.isSending = true;
        },
        onSubmitted: (requestId) => {
          job.note({ to: 'submitted', requestId });
          context.onSubmitted?.(requestId);
        },
      });
      const { costUsd } = transcript;
      job.note({ to: 'done', ...(costUsd !== undefined && { costUsd }) });
      job.note({ to: 'kept' });
      return transcript;
    } catch (error) {
      job.failed(error);
      throw error;
    }
  };
}

class TranscriptJob {
  readonly #options: TranscriptOptions;
  #id: string | undefined;
  #isTaken = false;
  #noted: Promise<void> = Promise.resolve();
  isSending = false;

  constructor(options: TranscriptOptions) {
    this.#options = options;
  }

  /** On a full disk it is written down all the same, as people are spoken to. */
  async begin(
    { engine, estimate }: PaidTranscriber,
    model: string,
    { durationMs }: Recording,
    { payer }: TranscribeContext,
  ): Promise<void> {
    const { jobs, onTrouble } = this.#options;
    try {
      this.#id = await jobs.begin({
        engine,
        delivery: 'job',
        model,
        mode: 'transcription',
        chars: 0,
        reservedUsd: estimate(durationMs),
        ...(payer && { payer }),
      });
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      onTrouble(error);
    }
  }

  note(change: Change): void {
    const { jobs, onTrouble } = this.#options;
    const id = this.#id;
    if (id === undefined) return;
    this.#isTaken ||= change.to === 'submitted';
    this.#noted = this.#noted.then(() => jobs.note(id, change)).catch(onTrouble);
  }

  failed(error: unknown): void {
    if (!this.#isTaken && (!this.isSending || isUntaken(error))) this.note({ to: 'refused' });
    else if (error instanceof SpeechError && error.failure === 'job-failed') {
      const { refunded } = error.facts;
      this.note({ to: 'failed', ...(refunded !== undefined && { refunded }) });
    } else this.note({ to: 'lost' });
  }
}
