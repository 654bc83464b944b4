import type { OfflineTts } from 'sherpa-onnx-node';

/** A clause as the library takes it. */
export interface Spoken {
  readonly text: string;
  readonly speed: number;
  readonly speaker: number;
  /** Somebody’s voice, for a model that clones. */
  readonly recording: { readonly samples: Float32Array; readonly sampleRate: number } | undefined;
}

/** More of them are hardly heard, and each takes as long as the first. */
const numSteps = 2;
/** Frames of 80 ms that a clone is made of at once: the library’s own 15 would be heard 0.8 s later. */
const chunkFrames = 5;
/** A clause is heard as it is cut: the library would join short ones, and be heard later. */
const extra = { chunk_size: chunkFrames, min_char_in_sentence: 1 };
/** The library’s way of saying that it has no sound for any letter of a text. */
const soundless = /produced no audio/;

/** Speaks a clause, and tells of its sound as it is made, until that returns false. A text without sound is no failure. */
export async function spokenBy(
  model: OfflineTts,
  { text, speed, speaker, recording }: Spoken,
  onSound: (samples: Float32Array) => boolean,
): Promise<void> {
  const voice = recording && {
    referenceAudio: recording.samples,
    referenceSampleRate: recording.sampleRate,
    numSteps,
    extra,
  };
  try {
    await model.generateAsync({
      text,
      sid: speaker,
      speed,
      // Memory that JavaScript did not reserve itself is not counted, and piles up.
      enableExternalBuffer: false,
      generationConfig: { sid: speaker, speed, ...voice },
      onProgress: ({ samples }) => onSound(samples),
    });
  } catch (error) {
    if (!(error instanceof Error && soundless.test(error.message))) throw error;
  }
}
