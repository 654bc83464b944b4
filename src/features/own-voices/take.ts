import type { Frame } from '#audio/track.ts';
import { Track } from '#audio/track.ts';
import { voiceMessage } from '#audio/voice-message.ts';
import type { VoiceMessage } from '#audio/voice-message.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Speech, SpeechRequest, SpokenAudio, Voice } from '#speech/speech.ts';

/** A request for a design. */
export interface DesignRequest extends SpeechRequest {
  readonly voice: Extract<Voice, { readonly mode: 'design' }>;
}

/** One hearing of a description: asked for again, the same words give another voice. In memory alone until it is kept. */
export interface Take {
  readonly request: DesignRequest;
  /** As the service sent it: what a clone is made from. */
  readonly bytes: Uint8Array;
  readonly frames: readonly Frame[];
  readonly message: VoiceMessage;
  /** US dollars, 0 when the service did not say. */
  readonly costUsd: number;
}

/** Some seconds take 200 kB as mp3 and 3 MB as the largest wav. */
const maxBytes = 8 * 2 ** 20;

/** Asks for one take. Rejects with a `SpeechError`, or with the signal's reason. */
export async function makeTake(
  request: DesignRequest,
  speech: Speech,
  signal: AbortSignal,
): Promise<Take> {
  const audio = await speech.speak(request, { signal });
  const bytes = await wholeOf(audio, signal);
  const heard: Speech = { speak: async () => ({ ...audio, bytes: once(bytes) }) };
  const frames = await renderedSpeech(heard).render(request, { signal }).whole();
  const message = await voiceMessage(Track.of(frames));
  return { request, bytes, frames, message, costUsd: audio.costUsd ?? 0 };
}

async function wholeOf({ bytes, engine }: SpokenAudio, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of bytes) {
    signal.throwIfAborted();
    sizeBytes += part.byteLength;
    if (sizeBytes > maxBytes)
      throw new SpeechError('endless', 'the take is larger than any sentence', { engine });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
