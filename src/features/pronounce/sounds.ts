import { Readable } from 'node:stream';

import { LRUCache } from 'lru-cache';

import { frames } from '#audio/frames.ts';
import { passedFrames } from '#audio/opus-frames.ts';
import { Track } from '#audio/track.ts';
import type { Frame } from '#audio/track.ts';
import type { RenderSound } from '#speech/script.ts';
import type { Store } from '#store/store.ts';

/** A sound of 5 s has 250 frames of about 160 bytes. */
const maxFrames = 100_000;

/** Sounds of dictionaries by the hash of their clip, as frames that are made once. */
export function keptSounds({ clips }: Pick<Store, 'clips'>): RenderSound {
  const known = new LRUCache<string, readonly Frame[]>({
    maxSize: maxFrames,
    sizeCalculation: (sound) => Math.max(1, sound.length),
  });
  const framesOf = async (hash: string, signal: AbortSignal): Promise<readonly Frame[]> => {
    // The clip is asked for every time, since a person who removed it wants it to be gone.
    const clip = await clips.read(hash);
    const kept = clip && known.get(hash);
    if (kept || !clip) return kept ?? [];
    // The sounds that are made here have frames as they are spoken: nothing has to be decoded, or loaded for it.
    const sound =
      passedFrames(clip.bytes) ??
      (await frames(Readable.from([clip.bytes]), { signal, trimSilence: false }).whole());
    known.set(hash, sound);
    return sound;
  };
  return (hash, signal) =>
    Track.filledBy(async (track) => {
      for (const frame of await framesOf(hash, signal)) track.append(frame);
    });
}
