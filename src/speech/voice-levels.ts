import { LRUCache } from 'lru-cache';
import { z } from 'zod';

import type { VoiceLevel } from '#audio/loudness/levelling.ts';
import type { Memo } from '#ops/memo.ts';

import type { CacheKeys } from './cache-key.ts';
import type { EngineName } from './engine-names.ts';
import { inAnyForm } from './speech.ts';
import type { SpeechRequest } from './speech.ts';

/** Voices that are remembered; those that spoke last stay. */
export const maxVoices = 500;
/** A line that is shorter says little of its voice, unless nothing else is known of it. */
const minLineMs = 3000;
/** Later lines count as much as the last half minute, so that one that is shouted changes little. */
const maxHeardMs = 30_000;
/** Less is not worth being written down. */
const noticedLu = 0.3;

const heardLevel = z.object({ voice: z.string(), lufs: z.number(), heardMs: z.number() });
type HeardLevel = z.infer<typeof heardLevel>;
const kept = z.object({
  version: z.literal(1),
  voices: z.array(z.tuple([z.string(), heardLevel])),
});
const memoName = 'levels';

/** How loud each voice is by itself, learned from what it spoke and remembered from one run to the next. */
export type VoiceLevels = ReturnType<typeof voiceLevels>;

/** Names of voices tell nothing to whoever lacks the secret of `keys`. */
export function voiceLevels(keys: CacheKeys, memo: Memo) {
  const voices = new LRUCache<string, HeardLevel>({ max: maxVoices });
  const load = async (): Promise<void> => {
    const { data } = kept.safeParse(await memo.get(memoName));
    for (const [name, level] of data?.voices ?? []) if (!voices.has(name)) voices.set(name, level);
  };
  const read = load();
  const write = async (): Promise<void> => {
    await read;
    await memo.put(memoName, { version: 1, voices: [...voices.entries()].toReversed() });
  };
  return {
    /** The level of the voice of a request, as this engine speaks it. */
    of(request: SpeechRequest, engine: EngineName): VoiceLevel {
      // Neither the words nor the file that they come in change how loud a voice is.
      const sounding = { ...inAnyForm(request), text: '', speed: 1 };
      const name = `${engine}/${keys.ofRequest(sounding)}`;
      return {
        lufs: voices.get(name)?.lufs,
        learn(line) {
          const before = voices.get(name);
          if (before && before.heardMs >= minLineMs && line.durationMs < minLineMs) return;
          const after = { voice: keys.ofVoice(request.voice), ...mixed(before, line) };
          voices.set(name, after);
          if (!before || Math.abs(after.lufs - before.lufs) >= noticedLu) void write();
        },
      };
    },
    /** Removes what is known of a voice (`CacheKeys.ofVoice`). Never rejects. */
    async forget(voice: string) {
      await read;
      const names = [...voices.entries()].filter(([, level]) => level.voice === voice);
      for (const [name] of names) voices.delete(name);
      if (names.length > 0) await write();
    },
  };
}

function mixed(
  before: HeardLevel | undefined,
  { lufs, durationMs }: { readonly lufs: number; readonly durationMs: number },
): Omit<HeardLevel, 'voice'> {
  const beforeMs = before ? Math.min(before.heardMs, maxHeardMs - minLineMs) : 0;
  const lineMs = Math.min(durationMs, maxHeardMs);
  const heardMs = beforeMs + lineMs;
  const mean = ((before?.lufs ?? 0) * beforeMs + lufs * lineMs) / heardMs;
  return { lufs: mean, heardMs: Math.min(heardMs, maxHeardMs) };
}
