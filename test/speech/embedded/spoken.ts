import { expect } from 'vitest';

import { embedded } from '#speech/embedded/embedded.ts';
import { SpeechError, type SpeechRequest } from '#speech/speech.ts';

/** The engine of this process, to be closed by whoever warmed it. */
export const engine = embedded();
/** A signal that never comes. */
export const never = new AbortController().signal;

/** Something in English. */
export function request(changes: Partial<SpeechRequest> = {}): SpeechRequest {
  const voice = { mode: 'preset', id: 'slt' } as const;
  return { text: 'Hello there.', model: 'flite', language: 'en', voice, speed: 1, ...changes };
}

/** Something in German. */
export function german(changes: Partial<SpeechRequest> = {}): SpeechRequest {
  const voice = { mode: 'preset', id: 'standard' } as const;
  return request({ text: 'Guten Tag.', model: 'espeak', language: 'de', voice, ...changes });
}

export async function spoken(
  asked: SpeechRequest,
): Promise<{ rate: number; seconds: number; peak: number }> {
  const { bytes, format } = await engine.speak(asked, { signal: never });
  expect(format).toBe('wav');
  const wav = await whole(bytes);
  expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 36, 40)).toBe('RIFFdata');
  const rate = wav.readUInt32LE(24);
  const pcm = new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length));
  const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return { rate, seconds: pcm.length / rate, peak };
}

/** `spoken` when something could be heard, else why not. */
export async function outcomeOf(asked: SpeechRequest): Promise<string> {
  try {
    return (await spoken(asked)).peak > 200 ? 'spoken' : 'silent';
  } catch (error) {
    return error instanceof SpeechError ? error.failure : String(error);
  }
}

/** All bytes of a stream. */
export async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
