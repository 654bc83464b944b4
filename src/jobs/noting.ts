import { codePoints } from '#speech/code-points.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpeechContext, SpeechFailure, SpeechRequest, SpokenAudio } from '#speech/speech.ts';

import type { Change } from './job.ts';
import type { Taken, Unfinished } from './unfinished.ts';
import type { BoundedJobs } from './with-budgets.ts';

export interface NotingOptions {
  readonly jobs: Pick<BoundedJobs, 'begin' | 'note'>;
  readonly unfinished: Unfinished;
  /** A job could not be noted, which people need not know. */
  readonly onTrouble: (error: unknown) => void;
  /** The process ends: what breaks off now is for the next one to take up, which must know that it may be paid. */
  readonly isStopping?: () => boolean;
}

/** Failures that say nothing of the job: it is asked for again as often as one likes. */
const ofTheMoment: ReadonlySet<SpeechFailure> = new Set([
  'unauthorised',
  'suspended',
  'rate-limited',
  'unavailable',
]);

/** Failures after which it is sure that the service did not take it. All others may have been charged. */
const untaken: ReadonlySet<SpeechFailure> = new Set([
  'unauthorised',
  'suspended',
  'refused',
  'model-gone',
  'plan',
  'balance',
  'rate-limited',
  'too-large',
  'gone',
  'unavailable',
]);

/** Whether it is sure of what failed so that the service did not take it. */
export function isUntaken(error: unknown): boolean {
  return error instanceof SpeechError && untaken.has(error.failure);
}

/** How often the sound of one job is asked for before it counts as lost. */
const maxTries = 3;

/** Notes what is heard of one job, one after the other. */
export class Noting {
  readonly #id: string;
  readonly #context: SpeechContext;
  readonly #options: NotingOptions;
  #taken: Taken | undefined;
  /** The service took it, whether it can be followed or not. */
  #isTaken = false;
  #noted: Promise<void> = Promise.resolve();
  #kept: Promise<void> = Promise.resolve();

  constructor(id: string, context: SpeechContext, options: NotingOptions) {
    this.#id = id;
    this.#context = context;
    this.#options = options;
  }

  static ofTaken(taken: Taken, context: SpeechContext, options: NotingOptions): Noting {
    const noting = new Noting(taken.id, context, options);
    noting.#taken = taken;
    noting.#isTaken = true;
    return noting;
  }

  get isTaken(): boolean {
    return this.#isTaken;
  }

  /** Speech never waits or fails for it. */
  note(change: Change): void {
    const { jobs, onTrouble } = this.#options;
    this.#noted = this.#noted.then(() => jobs.note(this.#id, change)).catch(onTrouble);
  }

  /** Resolves when all that is known of it is written down, that its frames are kept included. */
  async settled(): Promise<void> {
    await this.#kept;
    await this.#noted;
  }

  submitted(requestId: string, { model, text, format }: SpeechRequest): void {
    const facts = { model, chars: codePoints(text), ...(format !== undefined && { format }) };
    this.#taken = { id: this.#id, requestId, ...facts, tries: 0 };
    this.#isTaken = true;
    this.note({ to: 'submitted', requestId });
  }

  /** The service begins to answer with sound. */
  answered(): void {
    if (!this.#isTaken) this.note({ to: 'submitted' });
    this.#isTaken = true;
  }

  /** The sound, which is noted as done when all of it was read; `over` is called when nobody reads it any more. */
  read(audio: SpokenAudio, over?: () => void): SpokenAudio {
    return { ...audio, bytes: this.#watched(audio, over) };
  }

  /** There is no sound, though it may have been taken. */
  failed(error: unknown): void {
    const facts = error instanceof SpeechError ? error : undefined;
    if (facts?.failure === 'job-failed') {
      const { refunded } = facts.facts;
      const change = { to: 'failed', ...(refunded !== undefined && { refunded }) } as const;
      if (refunded === true) this.note(change);
      else this.#endInVain(change);
    } else if (facts?.failure === 'job-lost') this.#endInVain({ to: 'lost' });
    else if (this.#options.isStopping?.() === true) return;
    else if (!this.#isTaken) this.#endInVain({ to: 'lost' });
    else this.#giveUp(facts && ofTheMoment.has(facts.failure));
  }

  async *#watched({ bytes, costUsd }: SpokenAudio, over?: () => void): AsyncGenerator<Uint8Array> {
    let isWhole = false;
    try {
      yield* bytes;
      isWhole = true;
      this.note({ to: 'done', ...(costUsd !== undefined && { costUsd }) });
      const { keeping } = this.#context;
      if (keeping) this.#kept = keeping.kept.then(() => this.note({ to: 'kept' }));
      else this.note({ to: 'kept' });
    } finally {
      over?.();
      if (!isWhole && this.#options.isStopping?.() !== true) this.#giveUp();
    }
  }

  /** It is paid: whoever asks for the same words gets its sound, unless that failed too often. */
  #giveUp(isOfTheMoment = false): void {
    const { keeping, signal } = this.#context;
    const tries = (this.#taken?.tries ?? 0) + (signal.aborted || isOfTheMoment ? 0 : 1);
    if (!this.#taken || !keeping || tries >= maxTries) this.#endInVain({ to: 'kept' });
    else if (!this.#options.unfinished.add(keeping.name, { ...this.#taken, tries }))
      this.note({ to: 'lost' });
  }

  /** It may have been paid, and there will be no sound of it. */
  #endInVain(change: Change): void {
    const { keeping } = this.#context;
    if (keeping) this.#options.unfinished.doubt(keeping.name.key);
    this.note(change);
  }
}
