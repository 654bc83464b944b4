import { type Scrub, scrubbedCause } from './scrub.ts';
import type { Answering } from './send.ts';

export interface BodyLimits {
  /** The largest body that is read. */
  readonly maxBytes: number;
  /** Longest wait for the next piece. */
  readonly stallMs: number;
  /** Longest wait for all pieces together; what the reader itself takes is not counted. */
  readonly totalMs: number;
}

/** A body that was not read to its end; the message goes on where "it" began. */
export class BodyFault extends Error {
  override readonly name = 'BodyFault';
  readonly why: 'cut' | 'endless' | 'large' | 'stalled';

  constructor(why: BodyFault['why'], message: string, cause?: Error) {
    super(message, { cause });
    this.why = why;
  }
}

/**
 * The bytes of an answer as they come, none of the pieces empty; the body is destroyed when they are over, in
 * whichever way. Throws {@link BodyFault} or the reason for which the answer was cut.
 */
export async function* chunksOf(
  { body, signal }: Pick<Answering, 'body' | 'signal'>,
  { maxBytes, stallMs, totalMs }: BodyLimits,
  scrub: Scrub,
): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces: AsyncIterator<Uint8Array, void> = body[Symbol.asyncIterator]();
  let waitedMs = 0;
  let sizeBytes = 0;

  async function next(): Promise<Uint8Array | undefined> {
    const began = performance.now();
    const restMs = totalMs - waitedMs;
    const fault =
      restMs < stallMs
        ? new BodyFault('endless', `did not end within ${totalMs} ms`)
        : new BodyFault('stalled', `stopped coming for ${stallMs} ms`);
    const waitMs = Math.max(0, Math.min(restMs, stallMs));
    const timer = setTimeout(() => body.destroy(fault), waitMs);
    try {
      const { done, value } = await pieces.next();
      return done === true ? undefined : value;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof BodyFault) throw error;
      throw new BodyFault('cut', 'was cut short', scrubbedCause(error, scrub));
    } finally {
      clearTimeout(timer);
      waitedMs += performance.now() - began;
    }
  }

  try {
    for (let piece = await next(); piece; piece = await next()) {
      sizeBytes += piece.length;
      if (sizeBytes > maxBytes) throw new BodyFault('large', `is larger than ${maxBytes} bytes`);
      if (piece.length > 0) yield piece;
    }
  } finally {
    body.destroy();
  }
}
