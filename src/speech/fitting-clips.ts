import { createHash } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { ClipChecker } from '#audio/clip/clip-checker.ts';
import type { Clip } from '#audio/clip/clip.ts';

import { usualClipMs } from './catalogue.ts';
import { type ClipLength, SpeechError, type Speech, type SpeechRequest } from './speech.ts';

/** The best part of a clip that is as long as it may be; undefined when no part of it will do. */
export type TrimClip = (
  clip: Clip,
  limits: { readonly minMs: number; readonly maxMs: number },
  signal: AbortSignal,
) => Promise<Clip | undefined>;

/** Trims in the processes that look into clips. */
export function trimmedBy(checker: Pick<ClipChecker, 'check' | 'prepare'>): TrimClip {
  return async ({ bytes }, limits, signal) => {
    const { stretch } = await checker.check(bytes, limits, signal);
    return stretch && checker.prepare(bytes, stretch, signal);
  };
}

/** Codecs fill up their last frames: a clip of nearly the longest length may be measured as longer. */
const paddingMs = 200;
const maxModels = 100;
const maxTrimmed = 20;
const keptMs = 600_000;

interface FittingClips extends Speech {
  /** Drops every clip that was trimmed: somebody wants nothing to be left of theirs. */
  forget(): void;
}

/**
 * Speech whose clips are as long as the service takes them: one that it refuses for its length is trimmed to what it
 * says, and asked for once more, which costs nothing. Later requests to that model begin with that. A transcript would
 * no longer cover the clip, and goes: words that are not in a clip spoil what is cloned from it.
 */
export function withFittingClips(speech: Speech, trim: TrimClip): FittingClips {
  const lengths = new LRUCache<string, ClipLength>({ max: maxModels });
  /** Clips of people: few, and in memory alone. */
  const trimmed = new LRUCache<string, Clip>({
    max: maxTrimmed,
    ttl: keptMs,
    ttlAutopurge: true,
  });

  /** Undefined when it can't be made to fit, or fits. */
  async function fitting(
    request: SpeechRequest,
    length: ClipLength,
    signal: AbortSignal,
  ): Promise<SpeechRequest | undefined> {
    const { voice } = request;
    const { leastMs: minMs = usualClipMs.least, mostMs: maxMs = usualClipMs.most } = length;
    if (voice.mode !== 'clone' || voice.clip.durationMs < maxMs - paddingMs) return undefined;
    const hash = createHash('sha256').update(voice.clip.bytes).digest('hex');
    const key = `${maxMs} ${hash}`;
    const kept = trimmed.get(key);
    // A clip that can't be looked into now stays refused.
    const clip = kept ?? (await trim(voice.clip, { minMs, maxMs }, signal).catch(() => undefined));
    signal.throwIfAborted();
    if (!clip) return undefined;
    trimmed.set(key, clip);
    return { ...request, voice: { mode: 'clone', clip } };
  }

  return {
    forget: () => trimmed.clear(),
    async speak(request, context) {
      const { signal } = context;
      const known = request.voice.mode === 'clone' ? lengths.get(request.model) : undefined;
      const first = (known && (await fitting(request, known, signal))) ?? request;
      try {
        return await speech.speak(first, context);
      } catch (error) {
        const length = error instanceof SpeechError ? error.facts.clipLength : undefined;
        if (!length || first !== request) throw error;
        lengths.set(request.model, length);
        const second = await fitting(request, length, signal);
        if (!second) throw error;
        return speech.speak(second, context);
      }
    },
  };
}
