import { createHash, createHmac, createSecretKey } from 'node:crypto';

import type { Clip } from '#audio/clip/clip.ts';

import type { SpeechRequest, Voice } from './speech.ts';

/** Names under which speech is kept. They tell nothing about text or voice to whoever lacks the secret. */
export type CacheKeys = ReturnType<typeof cacheKeys>;

/** A clone whose clip is gone, or need not be read: by the SHA-256 of the clip, in hex. */
export interface RemovedClone {
  readonly mode: 'clone';
  readonly clipHash: string;
}

/** Goes up when the same request begins to sound different, so that what was kept before is not found any more. */
const renderingVersion = 1;

/** `secret` is the operator's own, at least 16 bytes; with another one nothing that was kept is found. */
export function cacheKeys(secret: Uint8Array) {
  if (secret.length < 16)
    throw new RangeError(`expected 16 bytes of secret or more, got ${secret.length}`);
  // Bytes would be made a key for each name, for three quarters of its cost.
  const key = createSecretKey(secret);
  // A list in a fixed order says the same for the same values, and its JSON can be read in one way only.
  const name = (...parts: readonly unknown[]): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([renderingVersion, ...parts]))
      .digest('hex');
  return {
    /** 64 hexadecimal digits; equal for requests that are equal in everything. */
    ofRequest: ({ text, model, language, voice, speed, format, sampleRateHz }: SpeechRequest) =>
      name(
        'request',
        text,
        model,
        language,
        canonicalVoice(voice),
        speed,
        format ?? null,
        // Keys of requests without one stay as they were.
        ...(sampleRateHz === undefined ? [] : [sampleRateHz]),
      ),
    /**
     * 64 hexadecimal digits for what a voice is at its heart: the preset, the clip, the description. Style and
     * transcript are left out, so that revoking a clip finds all that was ever spoken with it.
     */
    ofVoice(voice: Voice | RemovedClone) {
      if (voice.mode === 'preset') return name('preset', voice.id);
      if (voice.mode === 'clone')
        return name('clone', 'clipHash' in voice ? voice.clipHash : clipHash(voice.clip));
      return name('design', voice.description);
    },
  };
}

function canonicalVoice(voice: Voice): readonly unknown[] {
  if (voice.mode === 'preset') return [voice.mode, voice.id, voice.style ?? null];
  if (voice.mode === 'clone') return [voice.mode, clipHash(voice.clip), voice.transcript ?? null];
  return [voice.mode, voice.description];
}

/** A clip is hashed once, not for each sentence that it speaks. */
const clipHashes = new WeakMap<Clip, string>();

function clipHash(clip: Clip): string {
  const known = clipHashes.get(clip);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(clip.bytes).digest('hex');
  clipHashes.set(clip, hash);
  return hash;
}
