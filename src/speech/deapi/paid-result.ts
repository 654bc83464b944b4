import { createHash } from 'node:crypto';

import type { Clock } from '../clock.ts';
import { SpeechError } from '../speech.ts';
import type { DoneStatus, JobStatus } from './job-status.ts';
import { deapiError } from './refusals.ts';
import type { Result, Results } from './results.ts';

export interface PaidParts {
  readonly results: Results;
  /** One status call outside of the plan, for a fresh address. */
  readonly reread: (requestId: string, signal: AbortSignal) => Promise<JobStatus>;
  readonly clock: Clock;
}

export interface PaidJob {
  readonly requestId: string;
  readonly done: DoneStatus;
  /** When nobody waits for it any more, on the clock's `nowMs`. */
  readonly untilMs: number;
}

/** Doubled with each pause: nine of them fill a minute. */
const firstPauseMs = 150;
/** A reader who learns of the end at the last moment reads as often as this allows. */
const leastPatienceMs = 10_000;
/** How often something is read again that is there, but is not what it should be. */
const maxOddReads = 4;
/** A host that cuts more often would have everything sent again and again. */
const maxCuts = 20;
/** While reading on is possible, silence is taken for a cut sooner than by the host's own limit. */
const firstStallMs = 4_000;

/**
 * The result of a job that is done, and was paid for. To read it again costs nothing, so that it is never given up for
 * what may pass: an address that isn't there yet, or not there any more, a store that fails, a body that is cut. It is
 * read again in growing pauses until nobody would wait for it, and a body goes on where it was cut.
 */
export class PaidResult {
  readonly #parts: PaidParts;
  readonly #job: PaidJob;
  #address: string | undefined;
  #untilMs: number;
  #pauses = 0;
  #oddReads = 0;
  #cuts = 0;
  #isRefreshed = false;
  #stallMs = firstStallMs;

  constructor(job: PaidJob, parts: PaidParts) {
    this.#parts = parts;
    this.#job = job;
    this.#address = job.done.resultUrl;
    this.#untilMs = Math.max(job.untilMs, parts.clock.nowMs() + leastPatienceMs);
  }

  /** Resolves with its first bytes; the others come without a gap. Rejects with a `SpeechError` or the signal's reason. */
  async open(signal: AbortSignal): Promise<Result> {
    const { format, bytes } = await this.#opened(signal);
    return { format, bytes: this.#whole(bytes, signal) };
  }

  /** A result of text, which may be empty. */
  async text(signal: AbortSignal): Promise<string> {
    return this.#patiently((address) => this.#parts.results.text(address, signal), signal);
  }

  async #opened(signal: AbortSignal): Promise<Result> {
    const { results } = this.#parts;
    return this.#patiently((address) => results.open(address, signal, this.#stallMs), signal);
  }

  async #patiently<T>(read: (address: string) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      try {
        if (this.#address === undefined)
          throw deapiError('result-expired', 'the job ended without the address of a result');
        return await read(this.#address);
      } catch (error) {
        await this.#beforeNextRead(error, signal);
      }
    }
  }

  /** Waits until it is to be read again; throws the error when it is not. */
  async #beforeNextRead(error: unknown, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!(error instanceof SpeechError)) throw error;
    const { failure } = error;
    const isOdd = failure === 'bad-audio' || failure === 'bad-answer';
    if (!isOdd && failure !== 'result-expired' && failure !== 'unavailable') throw error;
    if (isOdd) this.#oddReads += 1;
    if (this.#oddReads > maxOddReads) throw error;
    const isStale = failure === 'result-expired' && this.#address !== undefined;
    // An address that has expired is usual after a restart, and the next is good at once.
    if (!isStale || this.#isRefreshed) await this.#pause(error, signal);
    if (failure !== 'unavailable') await this.#refresh(signal);
  }

  async #pause(error: SpeechError, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    const waitMs = firstPauseMs * 2 ** this.#pauses;
    if (clock.nowMs() + waitMs > this.#untilMs) throw error;
    this.#pauses += 1;
    await clock.sleep(waitMs, signal);
  }

  /** Asks for a fresh address; when no call is left for that, or none answers, the old one has to do. */
  async #refresh(signal: AbortSignal): Promise<void> {
    const { reread } = this.#parts;
    this.#isRefreshed = true;
    const again = await reread(this.#job.requestId, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (again?.state === 'failed') throw again.error;
    if (again?.state === 'done') this.#address = again.resultUrl ?? this.#address;
  }

  /** The bytes, read on from where they were cut: none is given twice, none is missing. */
  async *#whole(
    first: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { clock } = this.#parts;
    const given = new Given();
    for (let bytes = first; ; bytes = (await this.#opened(signal)).bytes) {
      const before = given.sizeBytes;
      try {
        for await (const chunk of given.after(bytes)) yield chunk;
        return;
      } catch (error) {
        const isCut = error instanceof SpeechError && error.failure === 'bad-audio';
        this.#cuts += 1;
        if (!isCut || given.isForeign || this.#cuts > maxCuts) throw error;
        if (given.sizeBytes > before) {
          // The listener has been given something: the patience begins anew.
          this.#pauses = 0;
          this.#oddReads = 0;
          this.#untilMs = Math.max(this.#untilMs, clock.nowMs() + leastPatienceMs);
        }
        // A host that is only slow is given the time that it needs.
        this.#stallMs *= 2;
        await this.#beforeNextRead(error, signal);
      }
    }
  }
}

/** The bytes that a reader has been given. */
class Given {
  sizeBytes = 0;
  /** A second reading began with other bytes. */
  isForeign = false;
  readonly #hash = createHash('sha256');

  /** The bytes of another reading that come after those; fails when it begins otherwise. */
  async *after(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const known = this.#hash.copy().digest('hex');
    const again = createHash('sha256');
    let missing = this.sizeBytes;
    for await (const chunk of bytes) {
      const skipped = chunk.subarray(0, missing);
      const fresh = chunk.subarray(skipped.length);
      if (missing > 0) {
        again.update(skipped);
        missing -= skipped.length;
        if (missing === 0) this.#assertSame(known, again.digest('hex'));
      }
      if (fresh.length === 0) continue;
      this.#hash.update(fresh);
      this.sizeBytes += fresh.length;
      yield fresh;
    }
    if (missing > 0) this.#assertSame(known, '');
  }

  #assertSame(known: string, again: string): void {
    if (known === again) return;
    this.isForeign = true;
    throw deapiError('bad-audio', 'the result is another when it is read again');
  }
}
