import type { Delivery } from '#jobs/job.ts';
import type { PaidService } from '#jobs/paying.ts';
import { SpeechError } from '#speech/speech.ts';
import type {
  SpeechContext,
  SpeechErrorFacts,
  SpeechFailure,
  SpeechRequest,
  SpokenAudio,
} from '#speech/speech.ts';

type Answer = PromiseWithResolvers<string>;
type Sound = PromiseWithResolvers<SpokenAudio>;

/** One request on its way to the service, which the test answers. */
export interface Sent {
  readonly request: SpeechRequest;
  readonly context: SpeechContext;
  /** The service takes it, as a job of this id. */
  take(requestId: string): void;
  /** Its answer is the sound. */
  answer(): void;
  /** It is refused, or its answer is lost. */
  fail(failure: SpeechFailure, facts?: Partial<SpeechErrorFacts>): void;
}

/** A service of jobs that does what the test says: it takes what is sent, and later gives the sound. */
export class FakeService implements PaidService {
  readonly engine = 'deapi';
  readonly delivery: Delivery = 'job';
  readonly sent: Sent[] = [];
  /** The ids of jobs that were followed, each time. */
  readonly followed: string[] = [];
  readonly #sounds = new Map<string, Sound>();

  readonly speech = {
    speak: async (request: SpeechRequest, context: SpeechContext): Promise<SpokenAudio> => {
      await context.onPaying?.();
      const answer: Answer = Promise.withResolvers();
      const inAnswer = `answer-${this.sent.length + 1}`;
      this.sent.push({
        request,
        context,
        take: (requestId) => {
          context.onSubmitted?.(requestId);
          answer.resolve(requestId);
        },
        answer: () => {
          this.finish(inAnswer);
          answer.resolve(inAnswer);
        },
        fail: (failure, facts) => answer.reject(errorOf(failure, facts)),
      });
      return this.#soundOf(await answer.promise, context.signal);
    },
  };

  readonly follow = async (requestId: string, { signal }: SpeechContext): Promise<SpokenAudio> => {
    this.followed.push(requestId);
    return this.#soundOf(requestId, signal);
  };

  get last(): Sent {
    const last = this.sent.at(-1);
    if (!last) throw new Error('nothing was sent');
    return last;
  }

  /** The job ends well. */
  finish(
    requestId: string,
    chunks: readonly (string | Uint8Array)[] = ['sound'],
    costUsd: number | null = 0.25,
  ): void {
    const bytes = (async function* () {
      for (const chunk of chunks) {
        if (chunk === 'cut') throw errorOf('bad-audio');
        yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      }
    })();
    this.#sound(requestId).resolve({
      format: 'mp3',
      bytes,
      engine: 'deapi',
      ...(costUsd !== null && { costUsd }),
    });
  }

  /** The job fails, or can't be followed; the next who follows it gets another answer. */
  fail(requestId: string, failure: SpeechFailure, facts?: Partial<SpeechErrorFacts>): void {
    this.#sound(requestId).reject(errorOf(failure, facts));
  }

  async #soundOf(requestId: string, signal: AbortSignal): Promise<SpokenAudio> {
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const sound = this.#sound(requestId).promise;
    const told = (): void => void this.#sounds.delete(requestId);
    sound.then(told, told);
    return Promise.race([sound, aborted.promise]);
  }

  #sound(requestId: string): Sound {
    const known = this.#sounds.get(requestId);
    if (known) return known;
    const sound: Sound = Promise.withResolvers();
    // Nobody may be waiting for it yet.
    sound.promise.catch(() => undefined);
    this.#sounds.set(requestId, sound);
    return sound;
  }
}

function errorOf(failure: SpeechFailure, facts: Partial<SpeechErrorFacts> = {}): SpeechError {
  return new SpeechError(failure, failure, { engine: 'deapi', ...facts });
}
