import type { Clip } from '#audio/clip/clip.ts';
import { ServiceError } from '#errors.ts';
import type { Text } from '#i18n/text.ts';

import type { Amount } from './amount.ts';
import type { EngineName } from './engine-names.ts';
import { explain } from './explain.ts';
import type { FrameName } from './frame-store.ts';

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
  /** One of those that the model offers; absent: the service's usual one. */
  readonly sampleRateHz?: number;
  /** The beginning of the text that comes again with others ("Ann said:"): it may be made by itself, and kept. */
  readonly announcement?: string;
}

/** The same without the form of a file: in a call nobody hears it, and equal words are made once. */
export function inAnyForm<Request extends Pick<SpeechRequest, 'format' | 'sampleRateHz'>>(
  request: Request,
): Omit<Request, 'format' | 'sampleRateHz'> {
  const { format: _, sampleRateHz: __, ...rest } = request;
  return rest;
}

/** Where a request stands, for a person who waits. `queued` → `speaking` (the service works) → `fetching`. */
export type SpeechProgress =
  | { readonly phase: 'queued' }
  | { readonly phase: 'speaking'; readonly percent?: number }
  | { readonly phase: 'fetching' };

/** The person who wants something spoken: their budgets pay for it. */
export interface Payer {
  readonly userId: string;
  /** The server in which it is asked for; absent in a DM. */
  readonly guildId?: string | undefined;
  /** `asked` by a command, which goes first when quotas run low, or `read` because somebody wrote it in a channel. */
  readonly way: 'asked' | 'read';
}

/** Room kept in budgets for a text that is paid for in several requests. */
export interface HeldRoom {
  /** Nothing more of the text is asked for. */
  release(): void;
}

/** The keeping of the frames of something spoken. */
export interface Keeping {
  readonly name: FrameName;
  /** Resolves when they are kept, and when it is sure that they won't be. */
  readonly kept: Promise<void>;
}

export interface SpeechContext {
  readonly signal: AbortSignal;
  /** Absent: nobody in particular. */
  readonly payer?: Payer;
  /** For the text of which this is a part; absent for what is asked for by itself. */
  readonly heldRoom?: HeldRoom;
  /** Nobody hears it while it is made: what is heard goes before it. */
  readonly isToBePosted?: boolean;
  /** Something else is heard before it. */
  readonly isAhead?: boolean;
  /** Nobody waits for it: it is made so that it is there when somebody asks. */
  readonly isForLater?: boolean;
  readonly onProgress?: (progress: SpeechProgress) => void;
  /**
   * Awaited by an engine just before it sends what may be charged, once for each time that it does. Rejects when it must
   * not be sent. `gateway`: in this way, in which a service that has jobs gives no id of one.
   */
  readonly onPaying?: (delivery?: 'gateway') => Promise<void>;
  /** The service took the request as a job, which can be followed by this id after a restart. */
  readonly onSubmitted?: (jobId: string) => void;
  /** The service did not take it: nothing is charged, until `onPaying` comes again. */
  readonly onRefused?: () => void;
  /** A budget of whoever pays has no room for it: it isn't sent for them. */
  readonly onOverBudget?: () => void;
  /** Where the frames will be kept that are made of it; absent for what is not kept. */
  readonly keeping?: Keeping;
  /** Somebody saved it by this id: its frames are kept for as long as they have it. */
  readonly keptFor?: string;
  /** It was asked for before the bot was started anew, and may have been paid for then. */
  readonly isTakenUp?: boolean;
  /** A renderer says which engine answered, when its audio begins; never for speech that was kept. */
  readonly onSpoken?: (spoken: Spoken) => void;
  /** Speech kept, or made for somebody else, is heard whole: nothing is paid for it. */
  readonly onSaved?: (saved: Saved) => void;
}

/** The facts of audio when it begins. */
export type Spoken = Omit<SpokenAudio, 'bytes' | 'format'>;

/** Speech that did not have to be paid for again. */
export interface Saved {
  /** Code points. */
  readonly chars: number;
  /** US dollars that it would have cost, about; absent when no price is known. */
  readonly usd?: number;
}

/** Why another engine speaks than the one that was asked. */
export interface Instead {
  readonly failure: SpeechFailure;
  /** Which quota is used up, when that is why. */
  readonly quota?: 'minute' | 'day';
  /** When the one that was asked may speak again; milliseconds since 1970. */
  readonly untilMs?: number;
  /** Which budget had no room for it, when that is why. */
  readonly budget?: FullBudget;
  /** The one that was asked may have been paid for it, or was and kept that. */
  readonly isDoubtful?: true;
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
  /** Present after a fallback. */
  readonly instead?: Instead;
  /** The service says that the cost is an estimate. */
  readonly costIsEstimated?: boolean;
}

/** The port to a speech service. Rejects with a {@link SpeechError}, or with the signal's reason when aborted. */
export interface Speech {
  speak(request: SpeechRequest, context: SpeechContext): Promise<SpokenAudio>;
}

/** A recording that is to be written down. */
export type Recording = Pick<Clip, 'bytes' | 'format' | 'durationMs'>;

export interface TranscribeContext {
  readonly signal: AbortSignal;
  /** Absent: nobody in particular. */
  readonly payer?: Payer;
  /** Awaited just before what may be charged is sent to this model. Rejects when it must not be sent. */
  readonly onPaying?: (model: string) => Promise<void>;
  /** The service took it as a job of this id. */
  readonly onSubmitted?: (jobId: string) => void;
}

/** The words of a recording; empty when nobody speaks in it, and when the service doesn't take its format. */
interface Transcript {
  readonly text: string;
  /** US dollars, when the service said so. */
  readonly costUsd?: number;
}

/** Writes a recording down. Rejects with a `SpeechError` or the signal's reason. */
export type Transcribe = (recording: Recording, context: TranscribeContext) => Promise<Transcript>;

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
  /** It would be more than may be spent; `budget` says whose that is, how much is left, and when there is a new one. */
  | 'over-budget'
  /** Too many requests; `retryAfterMs` says for how long, `quota` which. */
  | 'rate-limited'
  /** The text or the clip is larger than the service takes. */
  | 'too-large'
  /** The endpoint was removed: the operator has to upgrade. */
  | 'gone'
  /** The service answered with a fault of its own, or could not be reached. */
  | 'unavailable'
  /** Nobody knows whether the service took the request: it may have been charged, so it is never asked again. */
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

/** How long clips have to be, as far as it is said. */
export interface ClipLength {
  readonly leastMs?: number;
  readonly mostMs?: number;
}

export interface SpeechErrorFacts {
  readonly engine: EngineName;
  /** Field name → what was wrong with it, in the service's words, or in a text of ours. */
  readonly fields?: Readonly<Record<string, readonly (string | Text)[]>>;
  readonly retryAfterMs?: number;
  readonly quota?: 'minute' | 'day';
  /** Not all of the quota is used up: the rest is kept for what people ask for by command. */
  readonly keptForCommands?: true;
  /** It didn't answer for as long as anybody waits. */
  readonly isSilent?: true;
  /** The service says that the same request may succeed later. */
  readonly retryable?: boolean;
  /** Whether a job that failed was paid back, when the service says so. */
  readonly refunded?: boolean;
  /** The clip was refused for its length, and how long it has to be. */
  readonly clipLength?: ClipLength;
  readonly budget?: FullBudget;
  readonly status?: number;
  readonly cause?: unknown;
}

/** A budget that had no room for a request. */
interface FullBudget {
  readonly scope: 'person' | 'server' | 'bot';
  readonly period: 'day' | 'month';
  /** How much of it is left, which was not enough; absent when it is used up. */
  readonly left?: Amount;
  /** When there is a new one, with the next day or month of UTC: milliseconds since 1970. */
  readonly againAtMs: number;
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
