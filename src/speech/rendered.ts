import { AudioError } from '#audio/audio-error.ts';
import { fillTrack } from '#audio/frames.ts';
import type { FramesOptions } from '#audio/frames.ts';
import { Levelling, unknownLevel } from '#audio/loudness/levelling.ts';
import type { VoiceLevel } from '#audio/loudness/levelling.ts';
import { Track } from '#audio/track.ts';
import { whileWorking } from '#ops/heap-growth.ts';

import type { EngineName } from './engine-names.ts';
import type { Renderer } from './renderer.ts';
import { SpeechError } from './speech.ts';
import type { Speech, SpeechContext, SpeechRequest, SpokenAudio } from './speech.ts';
import type { VoiceLevels } from './voice-levels.ts';

/** Ten times as long as people take for a character, and something for the shortest texts: what is longer has no end. */
const maxMsPerChar = 1_000;
const maxExtraMs = 10_000;
export const longestSoundMs = 15 * 60_000;

interface Options extends Omit<FramesOptions, 'signal' | 'stages'> {
  /** Tells how loud a voice is; absent: nothing is known. */
  readonly levels?: Pick<VoiceLevels, 'of'>;
}
interface SoundOptions extends Omit<Options, 'levels'> {
  readonly levelBy?: (engine: EngineName) => VoiceLevel;
}

/** Asks a speech service, and makes frames of its audio while it arrives, as loud as those of any other voice. */
export function renderedSpeech(speech: Speech, { levels, ...options }: Options = {}): Renderer {
  return {
    render: (request, context) =>
      spokenFrames((inner) => speech.speak(request, inner), longestMs(request), context, {
        ...options,
        ...(levels && { levelBy: (engine) => levels.of(request, engine) }),
      }),
  };
}

/** Frames of what is spoken, made while it arrives; sound that is longer than `maxDurationMs` has no end. */
export function spokenFrames(
  speak: (context: SpeechContext) => Promise<SpokenAudio>,
  maxDurationMs: number,
  context: SpeechContext,
  { levelBy = () => unknownLevel, ...options }: SoundOptions = {},
): Track {
  const track = new Track();
  const { signal } = context;
  const fill = async (): Promise<void> => {
    signal.throwIfAborted();
    const { bytes, format: _, ...spoken } = await speak(context);
    context.onSpoken?.(spoken);
    track.comesFrom({ engine: spoken.engine, cache: 'none' });
    try {
      const isUrgent = (): boolean => context.isToBePosted !== true;
      const level = levelBy(spoken.engine);
      const stages: FramesOptions['stages'] = (rate) => [new Levelling(rate, level)];
      await fillTrack(track, bytes, { maxDurationMs, ...options, signal, isUrgent, stages });
    } catch (error) {
      throw error instanceof AudioError ? speechErrorOf(error, spoken.engine) : error;
    }
  };
  whileWorking(fill).then(
    () => track.end(),
    (error: unknown) => track.fail(signal.aborted ? (signal.reason as unknown) : error),
  );
  return track;
}

/** Sound without an end must not be heard for a quarter of an hour, just because that is as long as sound may be. */
function longestMs({ text, speed }: SpeechRequest): number {
  return Math.min(longestSoundMs, (maxExtraMs + maxMsPerChar * text.length) / Math.min(1, speed));
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
