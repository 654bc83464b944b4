import type { EngineName } from '#speech/engine-names.ts';
import type { FrameName } from '#speech/frame-store.ts';
import type { Payer, VoiceMode } from '#speech/speech.ts';

import type { Limit, FullAmount } from './limit.ts';

/**
 * How a service gives its sound: as a `job` that can be asked for by its id, by a `gateway` in front of such jobs, or as
 * a `stream` that is gone with its connection.
 */
export type Delivery = 'job' | 'gateway' | 'stream';

/** Speech, or a recording to be written down, that is about to be paid for: ids and sizes, never a text. */
export interface Intent {
  readonly engine: EngineName;
  readonly delivery: Delivery;
  readonly model: string;
  readonly mode: VoiceMode | 'transcription';
  /** Code points to be spoken; 0 for a recording that is to be written down. */
  readonly chars: number;
  readonly format?: string;
  /** Its cost, as far as that is known: US dollars. */
  readonly reservedUsd: number;
  readonly payer?: Payer;
  /** The name under which its frames will be kept; absent for what is not kept. */
  readonly name?: FrameName;
}

/** Where a job stands until it has ended. */
export type JobState =
  /** It is being sent, or the answer was lost: it may have been charged. */
  | { readonly state: 'intended' }
  /** The service took it; only jobs have an id. */
  | { readonly state: 'submitted'; readonly requestId?: string }
  /** All of its sound was read. */
  | { readonly state: 'done'; readonly requestId?: string; readonly costUsd?: number };

/** How a job ended, and what it cost in US dollars. */
export type JobEnd =
  | { readonly state: 'settled'; readonly usd: number }
  /** It was never taken, or its money was given back. */
  | { readonly state: 'free' }
  /** It may have been charged. */
  | { readonly state: 'doubtful'; readonly usd: number };

/** News of a job. */
export type Change =
  | { readonly to: 'submitted'; readonly requestId?: string }
  | { readonly to: 'done'; readonly costUsd?: number }
  /** Its frames are kept, or nobody wants them kept. */
  | { readonly to: 'kept' }
  /** The service did not take it. */
  | { readonly to: 'refused' }
  /** The service took it and failed; `refunded` as it says, if it does. */
  | { readonly to: 'failed'; readonly refunded?: boolean }
  /** Nobody will ever say how it ended. */
  | { readonly to: 'lost' };

/** A job that has not ended, as it was written down. */
export type OpenJob = JobState & {
  readonly id: string;
  /** The engine's name, which another version may not know. */
  readonly engine: string;
  readonly model: string;
  readonly chars: number;
  readonly format?: string;
  readonly name?: FrameName;
  /** They asked for it, and pay. */
  readonly userId?: string;
  /** How they asked, which another version may call otherwise. */
  readonly way?: string;
  /** Milliseconds since 1970 UTC. */
  readonly createdMs: number;
};

/** Whose jobs are meant: those in a voice, by the name under which all of its frames are kept, or those that somebody pays. */
export type WhoseJobs = { readonly voice: string } | { readonly userId: string };

/** The names under which open jobs would keep their frames. */
export interface JobNames {
  /**
   * Takes the names away, so that nobody ever gets the sound of these jobs, also not after a restart; what they cost is
   * counted all the same. Resolves with their ids.
   */
  forget(whose: WhoseJobs): Promise<readonly string[]>;
}

/** How many jobs have not ended. */
export interface JobCounts {
  /** By their state; one without any is left out. */
  countOpen(): Promise<Readonly<Partial<Record<JobState['state'], number>>>>;
}

/**
 * Writes down what is being paid for, so that a crash at any moment has nothing paid twice. Any queue that keeps what
 * it is given can stand behind it: it holds no text and no sound.
 */
export interface Jobs {
  /**
   * Resolves with the job's id when the intent is kept; nothing may be sent before. Rejects with an `OverLimit`
   * when one of the limits has no room for it, also when several ask for the rest of one at the same time. `held`: what
   * counts in a limit beside all that is written down.
   */
  begin(
    intent: Intent,
    limits?: readonly Limit[],
    held?: (limit: Limit) => FullAmount,
  ): Promise<string>;
  /** Notes what was heard, in whatever order, and however often; what has ended stays as it ended. */
  note(id: string, change: Change): Promise<void>;
  /**
   * All that has not ended and is this process's to go on with, the oldest first. With the key of frames: all that would keep
   * them, whoever began it.
   */
  open(key?: string): Promise<readonly OpenJob[]>;
}
