import { AudioError } from './audio-error.ts';
import type { FramesOptions } from './frames.ts';

type ByteBounds = Required<Pick<FramesOptions, 'signal' | 'maxBytes' | 'stallMs' | 'timeoutMs'>>;

/**
 * The bytes of a source that may hang, drip or never end. Lets go of the source in every case, without waiting for it.
 * Rejects with an `AudioError`, with the signal's reason, or with what the source failed with.
 */
export async function* boundedBytes(
  source: AsyncIterable<Uint8Array>,
  bounds: ByteBounds,
): AsyncGenerator<Uint8Array> {
  const deadline = performance.now() + bounds.timeoutMs;
  const iterator = source[Symbol.asyncIterator]();
  let sizeBytes = 0;
  try {
    for (;;) {
      const waitMs = Math.min(bounds.stallMs, deadline - performance.now());
      const next = await within(iterator.next(), waitMs, bounds.signal);
      if (next.done) return;
      sizeBytes += next.value.length;
      if (sizeBytes > bounds.maxBytes) {
        throw new AudioError('endless', `it is larger than ${bounds.maxBytes} bytes`);
      }
      yield next.value;
    }
  } finally {
    // A source that hangs would never answer, and what it throws now is about nothing that is still wanted.
    iterator.return?.().catch(() => undefined);
  }
}

async function within<T>(promise: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  const late = Promise.withResolvers<never>();
  const abort = () => late.reject(signal.reason as Error);
  const stall = () => late.reject(new AudioError('stalled', 'its bytes stopped coming'));
  const timer = setTimeout(stall, Math.max(0, ms));
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([late.promise, promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
