import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { LRUCache } from 'lru-cache';

import { openClip } from '#audio/clip/clip-sound.ts';
import { concatSamples, heardMono } from '#audio/pcm.ts';
import { Resampler } from '#audio/resample.ts';

import type { LocalVoice } from './speaker-port.ts';

interface ReferenceSound {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

/** As many as the library keeps embeddings of. */
const maxVoices = 20;
/** No clip is longer, and what makes an embedding of it takes longer with each second. */
const maxSeconds = 15;

/** The recordings whose voices are cloned, decoded, in the model’s own sample rate: those of the last voices are kept. */
export class ReferenceSounds {
  readonly #sampleRate: number;
  readonly #kept = new LRUCache<string, ReferenceSound>({ max: maxVoices });

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  async of(voice: Exclude<LocalVoice, { kind: 'speaker' }>): Promise<ReferenceSound> {
    const bytes = voice.kind === 'clip' ? voice.bytes : await readFile(voice.path);
    const key = createHash('sha256').update(bytes).digest('base64');
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const sound = { samples: await this.#decoded(bytes), sampleRate: this.#sampleRate };
    this.#kept.set(key, sound);
    return sound;
  }

  async #decoded(bytes: Uint8Array): Promise<Float32Array> {
    const parts: Float32Array[] = [];
    let resampler: Resampler | undefined;
    let left = maxSeconds * this.#sampleRate;
    const file = { sizeBytes: bytes.length, chunks: [bytes] };
    for await (const pcm of await pieces(file)) {
      resampler ??= new Resampler(pcm.sampleRate, this.#sampleRate);
      const part = resampler.push(heardMono(pcm)).subarray(0, left);
      left -= part.length;
      parts.push(part);
      if (left <= 0) break;
    }
    if (resampler) parts.push(resampler.end().subarray(0, left));
    return concatSamples(parts);
  }
}

async function pieces(file: {
  readonly sizeBytes: number;
  readonly chunks: readonly Uint8Array[];
}) {
  const chunks = (async function* () {
    yield* file.chunks;
  })();
  const { pieces } = await openClip({ sizeBytes: file.sizeBytes, chunks }, noAac);
  return pieces;
}

/** People’s recordings are kept as mp3. */
async function noAac(): Promise<never> {
  throw new Error('m4a is not read here');
}
