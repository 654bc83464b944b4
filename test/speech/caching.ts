import { cacheKeys } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import type { CacheOptions } from '#speech/cached-renderer.ts';
import type { Renderer } from '#speech/renderer.ts';

import { framesOf } from './fake-speech.ts';
import type { FakeRenderer } from './fake-speech.ts';

export const keys = cacheKeys(Buffer.alloc(32, 1));

/** Somebody who stays. */
export const context = () => ({ signal: new AbortController().signal });

/** The renderer with a memory for a minute. */
export function cached(inner: Renderer, options: Partial<CacheOptions> = {}) {
  return withCache(inner, { keys, maxBytes: 1_000_000, ttlMs: 60_000, ...options });
}

/** The words that were asked for last are spoken to their end. */
export function speak({ last }: FakeRenderer, frames = framesOf('a')): void {
  for (const frame of frames) last.track.append(frame);
  last.track.end();
}
