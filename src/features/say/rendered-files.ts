import { Readable } from 'node:stream';

import { voiceMessage } from '#audio/voice-message.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { ScriptRenderer } from '#speech/script.ts';
import { inAnyForm, SpeechError } from '#speech/speech.ts';
import type { Speech } from '#speech/speech.ts';

import type { RenderedFiles } from './posting.ts';

/** Nothing that Discord takes is larger, whatever a server's boosts. */
const maxBytes = 500 * 2 ** 20;

/** Rendered files by the renderer that calls use, so that the same words are made once; in another format by the engine itself. */
export function renderedFiles(renderer: ScriptRenderer, speech: Speech): RenderedFiles {
  return {
    async voice(request, context) {
      return voiceMessage(renderer.render(inAnyForm(request), context));
    },
    async original(request, sizeLimitBytes, context) {
      const audio = await speech.speak(request, context);
      const { bytes: _, format: __, ...spoken } = audio;
      context.onSpoken?.(spoken);
      const parts: Uint8Array[] = [];
      let sizeBytes = 0;
      for await (const part of audio.bytes) {
        context.signal.throwIfAborted();
        sizeBytes += part.byteLength;
        if (sizeBytes > maxBytes)
          throw new SpeechError('endless', 'the speech is larger than any file', {
            engine: audio.engine,
          });
        parts.push(part);
      }
      if (sizeBytes <= sizeLimitBytes)
        return { bytes: Buffer.concat(parts), format: audio.format, isConverted: false };
      const kept: Speech = { speak: async () => ({ ...audio, bytes: Readable.from(parts) }) };
      const { signal } = context;
      const { bytes } = await voiceMessage(
        renderedSpeech(kept).render(request, { signal, isToBePosted: true }),
      );
      return { bytes, format: 'ogg', isConverted: true };
    },
  };
}
