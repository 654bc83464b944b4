import type { Clip } from '#audio/clip/clip.ts';
import { ServiceError } from '#errors.ts';
import type { Text } from '#i18n/text.ts';

import type { EngineName } from './engine-names.ts';
import { explain } from './explain.ts';

/** The sound of a speaker: one of a model's presets, a clone of a clip, or a design from a description. */
export type Voice =
  | { readonly mode: 'preset'; readonly id: string; readonly style?: string }
  | { readonly mode: 'clone'; readonly clip: Clip; readonly transcript?: string }
  | { readonly mode: 'design'; readonly description: string };
export type VoiceMode = Voice['mode'];

/** One thing to be spoken, with every choice made: nothing is left for the engine to guess. */
export interface SpeechRequest {
  readonly text: string;
  /** Slug of a model of the engine's catalogue. */
  readonly model: string;
  /** Slug of one of the model's languages. */
  readonly language: string;
  readonly voice: Voice;
  /** 1 is the voice's natural speed. */
  readonly speed: number;
  /** Audio format to ask for, one of the model's; absent: whichever the engine serves fastest. */
  readonly format?: string;
}

/** Where a request stands, for a person who waits. `queued` → `speaking` (the service works) → `fetching`. */
export type SpeechProgress =
  | { readonly phase: 'queued' }
  | { readonly phase: 'speaking'; readonly percent?: number }
  | { readonly phase: 'fetching' };

export interface SpeechContext {
  readonly signal: AbortSignal;
  /** Nobody hears it while it is made: what is heard goes before it. */
  readonly isToBePosted?: boolean;
  readonly onProgress?: (progress: SpeechProgress) => void;
  /** The service took the request as a job, which can be followed by this id after a restart. */
  readonly onSubmitted?: (jobId: string) => void;
  /** A renderer says which engine answered, when its audio begins; never for speech that was kept. */
  readonly onSpoken?: (spoken: Pick<SpokenAudio, 'engine' | 'costUsd'>) => void;
}

/** The audio of one request. The bytes arrive as the engine makes them and can be read once. */
export interface SpokenAudio {
  /** The format that the engine says it sent (mp3, wav, flac, ogg); the decoder trusts the bytes alone. */
  readonly format: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The engine that spoke, which is another than the one asked after a fallback. */
  readonly engine: EngineName;
  /** US dollars, when the service said so. */
  readonly costUsd?: number;
}

/** The port to a speech service. Rejects with a {@link SpeechError}, or with the signal's reason when aborted. */
export interface Speech {
  speak(request: SpeechRequest, context: SpeechContext): Promise<SpokenAudio>;
}

/**
 * The words of a recording; empty when nobody speaks in it, and when the service doesn't take its format. Rejects with a
 * `SpeechError` or the signal's reason.
 */
export type Transcribe = (
  recording: Pick<Clip, 'bytes' | 'format'>,
  signal: AbortSignal,
) => Promise<string>;

/** Why a speech service did not speak. */
export type SpeechFailure =
  /** The key is wrong or missing. */
  | 'unauthorised'
  /** The account is suspended or may not do this. */
  | 'suspended'
  /** The request broke a rule; `fields` says which. */
  | 'refused'
  /** The model is gone from the catalogue. */
  | 'model-gone'
  /** The account's plan does not hold this model. */
  | 'plan'
  /** The account's money is spent. */
  | 'balance'
  /** Too many requests; `retryAfterMs` says for how long, `quota` which. */
  | 'rate-limited'
  /** The text or the clip is larger than the service takes. */
  | 'too-large'
  /** The endpoint was removed: the operator has to upgrade. */
  | 'gone'
  /** The service answered with a fault of its own, or could not be reached. */
  | 'unavailable'
  /** The answer to a submit was lost: it may have been charged, so it is never asked again. */
  | 'maybe-submitted'
  /** The service accepted the job and failed at it. */
  | 'job-failed'
  /** The job is unknown to the service (another account's key, or lost). */
  | 'job-lost'
  /** The job did not end before the deadline. */
  | 'timeout'
  /** The result's address has expired, and a fresh one did not help. */
  | 'result-expired'
  /** The result's address is on a host that is not on the list. */
  | 'foreign-host'
  /** The result is not audio, is empty, or was cut short. */
  | 'bad-audio'
  /** The result is longer or larger than anything asked for. */
  | 'endless'
  /** The service answered something that nobody can read. */
  | 'bad-answer';

export interface SpeechErrorFacts {
  readonly engine: EngineName;
  /** Field name → what was wrong with it, in the service's words, or in a text of ours. */
  readonly fields?: Readonly<Record<string, readonly (string | Text)[]>>;
  readonly retryAfterMs?: number;
  readonly quota?: 'minute' | 'day';
  /** The service says that the same request may succeed later. */
  readonly retryable?: boolean;
  readonly status?: number;
  readonly cause?: unknown;
}

/** A speech service failed. Never holds the text that was to be spoken, the clip or a key. */
export class SpeechError extends ServiceError {
  override readonly name = 'SpeechError';
  readonly failure: SpeechFailure;
  readonly facts: SpeechErrorFacts;

  constructor(failure: SpeechFailure, message: string, facts: SpeechErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.failure = failure;
    this.facts = facts;
  }

  get text(): Text {
    return explain(this);
  }
}

/** Makes the errors of one engine. */
export function errorsOf(engine: EngineName) {
  return (
    failure: SpeechFailure,
    message: string,
    facts?: Omit<SpeechErrorFacts, 'engine'>,
  ): SpeechError => new SpeechError(failure, message, { engine, ...facts });
}
