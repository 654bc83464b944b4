import { isDiskFull } from '#ops/disk-full.ts';
import { codePoints } from '#speech/code-points.ts';
import { unlessAborted } from '#speech/deadline.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { FrameName } from '#speech/frame-store.ts';
import { SpeechError } from '#speech/speech.ts';
import type {
  Speech,
  SpeechContext,
  SpeechFailure,
  SpeechRequest,
  SpokenAudio,
} from '#speech/speech.ts';

import type { Delivery, Intent } from './job.ts';
import type { FullAmount } from './limit.ts';
import { isUntaken, Noting } from './noting.ts';
import type { NotingOptions } from './noting.ts';
import { UnderWay } from './under-way.ts';
import type { Taken } from './unfinished.ts';

/** A service that takes money. */
export interface PaidService {
  readonly engine: EngineName;
  readonly delivery: Delivery;
  readonly speech: Speech;
  /** Gives the sound of a job that it took before, which costs nothing; absent where sound is gone with its connection. */
  readonly follow?: Follow;
  /** US dollars that a request will cost, about; undefined, or absent, where nobody knows. */
  readonly estimate?: (request: SpeechRequest) => number | undefined;
  /** US dollars that are taken for its cost while nobody knows that; absent: nothing, for nobody knows a price at all. */
  readonly atMost?: (request: SpeechRequest) => number;
}

type Follow = (
  requestId: string,
  context: SpeechContext,
  hints: { readonly model: string; readonly textChars: number; readonly format?: string },
) => Promise<SpokenAudio>;

/**
 * Speech whose every request is a job: written down before it is sent, and noted until its frames are kept. Words that
 * were paid for and whose sound has not come yet are followed, not paid again.
 */
export function withJobs(service: PaidService, options: NotingOptions): PayingSpeech {
  return new PayingSpeech(service, options);
}

export class PayingSpeech implements Speech {
  readonly #service: PaidService;
  readonly #options: NotingOptions;
  readonly #underWay = new UnderWay();

  constructor(service: PaidService, options: NotingOptions) {
    this.#service = service;
    this.#options = options;
  }

  async speak(request: SpeechRequest, context: SpeechContext): Promise<SpokenAudio> {
    const { unfinished } = this.#options;
    const key = context.keeping?.name.key;
    const taken = key === undefined ? undefined : unfinished.claim(key);
    if (taken) return this.#follow(taken, context);
    if (key !== undefined && context.isTakenUp === true && unfinished.isDoubtful(key))
      throw this.#error('maybe-submitted', 'it may have been paid before the restart');
    return this.#submit(request, context);
  }

  /** Whether the sound of jobs of that engine can be asked for. */
  follows(engine: string): boolean {
    return this.#service.follow !== undefined && engine === this.#service.engine;
  }

  /** The sound of the job that waits under that name; rejects with `job-lost` when there is none. */
  async followUnder({ key }: FrameName, context: SpeechContext): Promise<SpokenAudio> {
    const taken = this.#options.unfinished.claim(key);
    if (!taken) throw this.#error('job-lost', 'it is being followed already');
    return this.#follow(taken, context);
  }

  /**
   * Sends nothing any more, and resolves when it is written down of each request what the next process needs: the id of
   * its job, or, where there is none, that its sound is kept; or when the grace is over.
   */
  async close(grace: AbortSignal): Promise<void> {
    await this.#underWay.close(grace);
  }

  async #follow(taken: Taken, context: SpeechContext): Promise<SpokenAudio> {
    const { follow } = this.#service;
    const noting = Noting.ofTaken(taken, context, this.#options);
    const { requestId, model, chars, format } = taken;
    try {
      if (!follow) throw this.#error('job-lost', 'its sound is gone');
      context.onSubmitted?.(requestId);
      const hints = { model, textChars: chars, ...(format !== undefined && { format }) };
      return noting.read(await follow(requestId, context, hints));
    } catch (error) {
      noting.failed(error);
      throw error;
    }
  }

  async #submit(request: SpeechRequest, context: SpeechContext): Promise<SpokenAudio> {
    const { speech } = this.#service;
    const { signal } = context;
    let noting: Noting | undefined;
    // Once it is being sent, somebody who leaves doesn't stop it: what is paid for has to be known.
    let isSending = false;
    const cut = new AbortController();
    const leave = (): void => {
      if (!isSending) cut.abort(signal.reason);
    };
    const answered = (): void => {
      isSending = false;
      if (signal.aborted) leave();
    };
    let known: (() => void) | undefined;
    const wayIsOver = (): void => void (noting?.settled() ?? Promise.resolve()).then(known);
    const release = (): void => {
      signal.removeEventListener('abort', leave);
      wayIsOver();
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', leave);

    const speaking = async (): Promise<SpokenAudio> => {
      try {
        const audio = await speech.speak(request, {
          ...context,
          signal: cut.signal,
          onPaying: async (gateway) => {
            isSending = false;
            if (this.#underWay.isClosed) throw this.#error('unavailable', 'the bot stops');
            known ??= this.#underWay.begin();
            noting ??= await this.#begin(request, context, gateway ?? this.#service.delivery);
            await context.onPaying?.();
            signal.throwIfAborted();
            isSending = true;
          },
          onSubmitted: (requestId) => {
            noting?.submitted(requestId, request);
            context.onSubmitted?.(requestId);
            answered();
            wayIsOver();
          },
        });
        noting?.answered();
        answered();
        signal.throwIfAborted();
        const sound = noting?.read(audio, release) ?? audio;
        return { ...sound, ...this.#priceOf(request, audio) };
      } catch (error) {
        release();
        if (noting?.isTaken !== true && (!isSending || isUntaken(error))) {
          noting?.note({ to: 'refused' });
          context.onRefused?.();
        } else noting?.failed(error);
        throw error;
      }
    };
    return unlessAborted(speaking(), signal);
  }

  /** Its cost, about, where the service has not said it: it does so in answer to a status call alone. */
  #priceOf(
    request: SpeechRequest,
    { costUsd }: SpokenAudio,
  ): Pick<SpokenAudio, 'costUsd' | 'costIsEstimated'> {
    const usd = costUsd === undefined ? usdOf(request, this.#service) : undefined;
    return usd === undefined ? {} : { costUsd: usd, costIsEstimated: true };
  }

  #error(failure: SpeechFailure, message: string): SpeechError {
    return new SpeechError(failure, message, { engine: this.#service.engine });
  }

  /** On a full disk people are spoken to all the same: only a crash in that moment could have it paid twice. */
  async #begin(
    request: SpeechRequest,
    context: SpeechContext,
    delivery: Delivery,
  ): Promise<Noting | undefined> {
    const { jobs, onTrouble } = this.#options;
    try {
      const intent = intentOf(request, context, { ...this.#service, delivery });
      const id = await jobs.begin(intent, context.heldRoom);
      return new Noting(id, context, this.#options);
    } catch (error) {
      if (error instanceof SpeechError && error.failure === 'over-budget') context.onOverBudget?.();
      if (!isDiskFull(error)) throw error;
      onTrouble(error);
      return undefined;
    }
  }
}

/** The amount reserved for a request. */
export function costOf(
  request: SpeechRequest,
  service: Pick<PaidService, 'estimate' | 'atMost'>,
): FullAmount {
  return { chars: codePoints(request.text), usd: usdOf(request, service) ?? 0 };
}

function usdOf(
  request: SpeechRequest,
  { estimate, atMost }: Pick<PaidService, 'estimate' | 'atMost'>,
): number | undefined {
  return estimate?.(request) ?? atMost?.(request);
}

function intentOf(
  request: SpeechRequest,
  { payer, keeping }: SpeechContext,
  service: PaidService,
): Intent {
  const { model, voice, format } = request;
  const { engine, delivery } = service;
  const { chars, usd } = costOf(request, service);
  return {
    engine,
    delivery,
    model,
    mode: voice.mode,
    chars,
    ...(format !== undefined && { format }),
    reservedUsd: usd,
    ...(payer && { payer }),
    ...(keeping && { name: keeping.name }),
  };
}
