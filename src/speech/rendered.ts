import { AudioError } from '#audio/audio-error.ts';
import { fillTrack } from '#audio/frames.ts';
import type { FramesOptions } from '#audio/frames.ts';
import { Track } from '#audio/track.ts';

import type { EngineName } from './engine-names.ts';
import type { Renderer } from './renderer.ts';
import { SpeechError } from './speech.ts';
import type { Speech, SpeechContext, SpeechRequest } from './speech.ts';

/** Ten times as long as people take for a character, and something for the shortest texts: what is longer has no end. */
const maxMsPerChar = 1_000;
const maxExtraMs = 10_000;
const maxDurationMs = 15 * 60_000;

/** Asks a speech service, and makes frames of its audio while it arrives. */
export function renderedSpeech(
  speech: Speech,
  options: Omit<FramesOptions, 'signal'> = {},
): Renderer {
  async function fill(track: Track, request: SpeechRequest, context: SpeechContext): Promise<void> {
    const { signal } = context;
    signal.throwIfAborted();
    const { bytes, engine, costUsd } = await speech.speak(request, context);
    context.onSpoken?.({ engine, ...(costUsd !== undefined && { costUsd }) });
    try {
      const isUrgent = (): boolean => context.isToBePosted !== true;
      const bounds = { maxDurationMs: longestMs(request), ...options };
      await fillTrack(track, bytes, { ...bounds, signal, isUrgent });
    } catch (error) {
      throw error instanceof AudioError ? speechErrorOf(error, engine) : error;
    }
  }

  return {
    render(request, context) {
      const track = new Track();
      fill(track, request, context).then(
        () => track.end(),
        (error: unknown) =>
          track.fail(context.signal.aborted ? (context.signal.reason as unknown) : error),
      );
      return track;
    },
  };
}

/** Sound without an end must not be heard for a quarter of an hour, just because that is as long as sound may be. */
function longestMs({ text, speed }: SpeechRequest): number {
  return Math.min(maxDurationMs, (maxExtraMs + maxMsPerChar * text.length) / Math.min(1, speed));
}

function speechErrorOf(cause: AudioError, engine: EngineName): SpeechError {
  const facts = { engine, cause };
  if (cause.fault === 'endless') {
    return new SpeechError('endless', `The audio has no end: ${cause.message}`, facts);
  }
  if (cause.fault === 'stalled') {
    return new SpeechError('timeout', `The audio did not come whole: ${cause.message}`, facts);
  }
  return new SpeechError('bad-audio', `The audio cannot be heard: ${cause.message}`, facts);
}
