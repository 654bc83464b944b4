import type { Readable } from 'node:stream';

import { SpeechError, type SpeechFailure } from '../speech.ts';
import { type Scrub, scrubbedCause } from './scrub.ts';

export interface ResultLimits {
  /** The largest result that is read. */
  readonly maxBytes: number;
  /** Longest wait for the head of an answer, and for each next piece of the body. */
  readonly stallMs: number;
  /** Longest wait for all pieces together; what the reader itself takes is not counted. */
  readonly totalMs: number;
}

export function resultError(failure: SpeechFailure, message: string, cause?: unknown): SpeechError {
  return new SpeechError(failure, message, {
    engine: 'deapi',
    ...(cause !== undefined && { cause }),
  });
}

export function tooLarge(maxBytes: number): SpeechError {
  return resultError('endless', `the result is larger than ${maxBytes} bytes`);
}

export interface Reading {
  readonly limits: ResultLimits;
  /** Text may look like text, and may be empty. */
  readonly isText: boolean;
  /** Cuts the body, also between two reads. */
  readonly signal: AbortSignal;
  readonly scrub: Scrub;
  /** Called once, when the body is over. */
  readonly release: () => void;
}

/**
 * The bytes of a result as they come. Resolves when the first have come, so that an empty or foreign answer rejects
 * before anybody counts on it. Bytes that stop coming, are fewer than announced or more than allowed fail the reading.
 */
export async function resultBytes(
  body: Readable,
  reading: Reading,
): Promise<AsyncIterable<Uint8Array>> {
  // Cutting the body makes it emit an error, also when nobody reads it any more.
  body.on('error', () => undefined);
  const source: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  const { limits, isText, scrub, release } = reading;
  let waitedMs = 0;
  let sizeBytes = 0;

  async function next(): Promise<Uint8Array | undefined> {
    const began = performance.now();
    const restMs = limits.totalMs - waitedMs;
    const late =
      restMs < limits.stallMs
        ? resultError('endless', `the result did not end within ${limits.totalMs} ms`)
        : resultError('bad-audio', `the result stopped coming for ${limits.stallMs} ms`);
    const timer = setTimeout(
      () => body.destroy(late),
      Math.max(0, Math.min(restMs, limits.stallMs)),
    );
    try {
      const read = await source.next();
      if (read.done === true) return undefined;
      sizeBytes += read.value.length;
      if (sizeBytes <= limits.maxBytes) return read.value;
      throw tooLarge(limits.maxBytes);
    } catch (error) {
      body.destroy();
      throw failureOf(error, reading.signal, scrub);
    } finally {
      clearTimeout(timer);
      waitedMs += performance.now() - began;
    }
  }

  async function* read(first: Uint8Array | undefined): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let chunk = first; chunk; chunk = await next()) yield chunk;
    } finally {
      body.destroy();
      release();
    }
  }

  try {
    let first = await next();
    while (first?.length === 0) first = await next();
    if (!first && !isText) throw resultError('bad-audio', 'the result is empty');
    if (first && !isText && looksLikeText(first))
      throw resultError('bad-audio', 'the result is a page and not audio');
    return read(first);
  } catch (error) {
    body.destroy();
    release();
    throw error;
  }
}

function failureOf(error: unknown, signal: AbortSignal, scrub: Scrub): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof SpeechError) return error;
  return resultError('bad-audio', 'the result was cut short', scrubbedCause(error, scrub));
}

/** No audio file begins like HTML, XML or JSON. */
function looksLikeText(bytes: Uint8Array): boolean {
  const beginning = Buffer.from(bytes.subarray(0, 64)).toString('latin1').trimStart();
  return /^(?:<[!?a-z]|\{\s*"|\[\s*[{"])/i.test(beginning);
}
