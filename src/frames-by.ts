import { withCache } from '#speech/cached-renderer.ts';
import type { CachedRenderer, CacheOptions } from '#speech/cached-renderer.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { Speech, SpeechRequest } from '#speech/speech.ts';
import type { VoiceLevels } from '#speech/voice-levels.ts';

import type { Engines } from './engines.ts';
import type { PaidEngine } from './paid-engine.ts';
import type { SharedSpeech } from './shared-speech.ts';

/** The frames of one engine, as they are asked for here, and as they are made here. */
export interface FramesBy {
  readonly renderer: CachedRenderer;
  /** The same, unless processes speak for each other. */
  readonly making: CachedRenderer;
}

interface FramesParts {
  /** The cache of what this process asks for, with what it counts. */
  readonly noting: CacheOptions;
  readonly levels: VoiceLevels;
  readonly elsewhere: SharedSpeech | undefined;
}

/** Frames of an engine's speech, kept; where processes speak for each other, made by whichever of them takes the work. */
export function framesBy(
  engine: EngineName,
  speech: Speech,
  { noting, levels, elsewhere }: FramesParts,
): FramesBy {
  const here = renderedSpeech(speech, { levels });
  if (!elsewhere) {
    const renderer = withCache(here, noting);
    return { renderer, making: renderer };
  }
  // Where it comes from is counted where it is asked for.
  const { onServed: _, ...kept } = noting;
  return {
    renderer: withCache(elsewhere.ofEngine(engine), noting),
    making: withCache(here, kept),
  };
}

interface TakingUpParts {
  readonly paying: Pick<PaidEngine, 'takeUp' | 'takeUpUnder'>;
  readonly first: FramesBy;
  readonly speakerOf: (request: SpeechRequest) => FramesBy;
  readonly elsewhere: SharedSpeech | undefined;
  readonly makesSpeech: boolean;
}

/** Takes up what the last process had paid for, and only then takes work of others, unless it is to make nothing. */
export function takingUp(parts: TakingUpParts): Engines['takeUp'] {
  const { paying, first, speakerOf, elsewhere, makesSpeech } = parts;
  return async (signal) => {
    const inVain = await paying.takeUp(first.making, signal);
    if (!makesSpeech) return inVain;
    await elsewhere?.serve({
      renderer: { render: (...of) => speakerOf(of[0]).making.render(...of) },
      takeUp: (key) => paying.takeUpUnder(key),
    });
    return inVain;
  };
}
