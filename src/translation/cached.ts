import { LRUCache } from 'lru-cache';

import type { Translation, TranslationRequest } from './translation.ts';

export interface CacheOptions {
  /** UTF-16 units of all that is kept, of the texts and of their translations. */
  readonly maxChars: number;
  readonly maxAgeMs: number;
}

export interface CachedTranslation extends Translation {
  /** Drops all that is kept. */
  forget(): void;
}

/**
 * Keeps translations in memory for a while, and asks but once for what several want at the same time. What failed is not
 * kept. The signal of whoever asked first ends it for all.
 */
export function withCache(
  inner: Translation,
  { maxChars, maxAgeMs }: CacheOptions,
): CachedTranslation {
  const kept = new LRUCache<string, readonly string[]>({
    maxSize: maxChars,
    sizeCalculation: (texts, key) =>
      key.length + texts.reduce((sum, { length }) => sum + length, 0),
    ttl: maxAgeMs,
  });
  const asked = new Map<string, Promise<readonly string[]>>();
  let generation = 0;
  const ask = async (key: string, request: TranslationRequest, signal: AbortSignal) => {
    const began = generation;
    try {
      const texts = await inner.translate(request, signal);
      if (began === generation) kept.set(key, texts);
      return texts;
    } finally {
      asked.delete(key);
    }
  };
  return {
    async translate(request, signal) {
      const { source, target, texts } = request;
      const key = JSON.stringify([source ?? '', target, ...texts]);
      const known = kept.get(key) ?? asked.get(key);
      if (known) return known;
      const asking = ask(key, request, signal);
      asked.set(key, asking);
      return asking;
    },
    languages: (signal) => inner.languages(signal),
    forget() {
      generation += 1;
      kept.clear();
    },
  };
}
