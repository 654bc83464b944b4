import { LRUCache } from 'lru-cache';

import { begun } from './begun.ts';
import { Breaker, type BreakerOptions } from './breaker.ts';
import {
  type Instead,
  SpeechError,
  type Speech,
  type SpeechContext,
  type SpeechFailure,
  type SpeechRequest,
  type SpokenAudio,
} from './speech.ts';

export interface FallbackOptions {
  /** The request as the secondary can speak it; undefined when it can't. */
  readonly adapt: (request: SpeechRequest) => SpeechRequest | undefined;
  /** Told why the secondary speaks; absent reason: the primary is not even asked, having failed before. */
  readonly onFallback?: (why: SpeechError | undefined) => void;
  readonly breaker?: BreakerOptions;
  /** Models fail each by itself, such as those that have a process each. */
  readonly isByModel?: boolean;
  /** Milliseconds since 1970. */
  readonly wallMs?: () => number;
}

/** The meaning of a failure of the primary before its first byte was heard. */
type Meaning =
  /** The person can mend the request: nobody speaks in their stead. */
  | 'theirs'
  /** This request failed; the next may not. */
  | 'once'
  /** The service can't speak now. */
  | 'down';

const meanings: Readonly<Record<SpeechFailure, Meaning>> = {
  unauthorised: 'down',
  suspended: 'down',
  refused: 'theirs',
  'model-gone': 'once',
  plan: 'once',
  balance: 'down',
  // It is about whoever pays for this one: the service can speak for others.
  'over-budget': 'once',
  'rate-limited': 'down',
  'too-large': 'theirs',
  gone: 'down',
  unavailable: 'down',
  // Whatever was charged is lost already; speaking all the same costs nothing more.
  'maybe-submitted': 'down',
  'job-failed': 'once',
  'job-lost': 'once',
  timeout: 'down',
  'result-expired': 'once',
  'foreign-host': 'once',
  'bad-audio': 'once',
  endless: 'once',
  'bad-answer': 'down',
};

export const speechFailures: readonly string[] = Object.keys(meanings);

/** A primary, or one of its models, with how it did lately. */
interface Line {
  readonly breaker: Breaker;
  /** Why it is left alone. */
  down: Instead | undefined;
}

/** More than a machine has. */
const maxModels = 100;
const usualBreaker: BreakerOptions = { failures: 3, pauseMs: 30_000 };
/** A service that is to be left alone for a day is tried more often: quotas are raised, accounts are filled up. */
const maxPauseMs = 300_000;

/**
 * Speech of the primary, or of the secondary when the primary can't speak: until the first byte of sound, after which
 * only the primary is heard. The result's `engine` says who spoke. When neither can, the primary's failure counts.
 */
export function withFallback(primary: Speech, secondary: Speech, options: FallbackOptions): Speech {
  const breakerOptions = options.breaker ?? usualBreaker;
  const { wallMs = Date.now, isByModel = false } = options;
  const lines = new LRUCache<string, Line>({ max: maxModels });
  const lineFor = ({ model }: SpeechRequest): Line => {
    const key = isByModel ? model : '';
    const line = lines.get(key) ?? { breaker: new Breaker(breakerOptions), down: undefined };
    lines.set(key, line);
    return line;
  };

  async function first(request: SpeechRequest, context: SpeechContext): Promise<SpokenAudio> {
    const line = lineFor(request);
    const { breaker } = line;
    try {
      const audio = await audible(primary, request, context);
      breaker.succeeded();
      return audio;
    } catch (error) {
      if (!(error instanceof SpeechError) || context.signal.aborted) breaker.undecided();
      else if (meaningOf(error) !== 'down') breaker.succeeded();
      else {
        line.down = insteadOf(error, wallMs());
        breaker.failed(pauseAfter(error, breakerOptions));
      }
      throw error;
    }
  }

  return {
    async speak(request, context) {
      context.signal.throwIfAborted();
      const substitute = options.adapt(request);
      // A request that only the primary can speak waits for it, whatever became of it last time.
      if (!substitute) return first(request, context);
      let why: SpeechError | undefined;
      const line = lineFor(request);
      if (line.breaker.permits()) {
        try {
          return await first(request, context);
        } catch (error) {
          context.signal.throwIfAborted();
          if (!(error instanceof SpeechError) || meaningOf(error) === 'theirs') throw error;
          why = error;
        }
      }
      try {
        const audio = await secondary.speak(substitute, context);
        options.onFallback?.(why);
        const instead = why ? { ...insteadOf(why, wallMs()), ...doubtOf(why) } : line.down;
        return { ...audio, ...(instead && { instead }) };
      } catch (error) {
        context.signal.throwIfAborted();
        if (!(error instanceof SpeechError)) throw error;
        if (why) throw why;
        return first(request, context);
      }
    },
  };
}

function meaningOf({ failure, facts }: SpeechError): Meaning {
  // The rest of the quota is there for commands, and asking costs nothing.
  if (facts.keptForCommands === true) return 'once';
  // A job that failed for a field of the request: the clip, most likely. A reason alone is the service's own.
  const isForField = Object.keys(facts.fields ?? {}).some((name) => name !== 'reason');
  return failure === 'job-failed' && isForField ? 'theirs' : meanings[failure];
}

function insteadOf({ failure, facts }: SpeechError, nowMs: number): Instead {
  const { budget, quota, retryAfterMs } = facts;
  return {
    failure,
    ...(budget && { budget }),
    ...(quota && { quota }),
    ...(retryAfterMs !== undefined && { untilMs: nowMs + retryAfterMs }),
  };
}

/** The primary may have charged for what it was asked; whoever comes behind it asks nothing of that. */
function doubtOf({ failure, facts }: SpeechError): Pick<Instead, 'isDoubtful'> {
  const isKept = failure === 'job-failed' && facts.refunded === false;
  return failure === 'maybe-submitted' || isKept ? { isDoubtful: true } : {};
}

/** How long nobody waits for the primary after this failure alone; undefined: it takes several of them. */
function pauseAfter(
  { failure, facts }: SpeechError,
  { pauseMs }: BreakerOptions,
): number | undefined {
  // Others behind it would wait as long for their own.
  if (facts.isSilent === true) return pauseMs;
  if (failure !== 'rate-limited' || facts.retryAfterMs === undefined) return undefined;
  return Math.min(maxPauseMs, facts.retryAfterMs);
}

/** Audio of which the first bytes are there. */
async function audible(
  speech: Speech,
  request: SpeechRequest,
  context: SpeechContext,
): Promise<SpokenAudio> {
  const audio = await speech.speak(request, context);
  const sound = await begun(audio.bytes);
  if (sound) return { ...audio, bytes: sound.bytes };
  throw new SpeechError('bad-audio', 'The service sent no sound.', { engine: audio.engine });
}
