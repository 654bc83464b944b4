import type { ClipChecker } from '../../audio/clip/clip-checker.ts';
import { frames } from '../../audio/frames.ts';
import { voiceMessage } from '../../audio/voice-message.ts';
import { UserError } from '../../errors.ts';
import type { Clip } from '../../speech/speech.ts';
import type { Attachments, GivenFile } from '../attachments.ts';

export interface SoundIntakeParts {
  readonly attachments: Attachments;
  /** Starts the process that looks into it, which ends when that is done: sounds are seldom added. */
  readonly openChecker: () => ClipChecker;
}

/** A sound that is heard in the place of a word: what a person gave, as it is kept. */
export type TakeSound = (file: GivenFile) => Promise<Clip>;

/** A tenth of a second is a click; longer than this and it is no word any more. */
const limits = { minMs: 100, maxMs: 5_000 };
const takenWithinMs = 20_000;

/**
 * Looks into a file as into a clip for a voice, and makes frames of it that are as loud as speech. Rejects with a
 * `UserError`.
 */
export function soundIntake({ attachments, openChecker }: SoundIntakeParts): TakeSound {
  return async (file) => {
    const signal = AbortSignal.timeout(takenWithinMs);
    const bytes = await attachments.fetch(file, signal);
    const prepared = await preparedSound(bytes, openChecker(), signal);
    const track = frames(once(prepared.bytes), { signal });
    const { bytes: kept } = await voiceMessage(track);
    return { bytes: kept, format: 'ogg', durationMs: track.durationMs };
  };
}

async function preparedSound(
  bytes: Uint8Array,
  checker: ClipChecker,
  signal: AbortSignal,
): Promise<Clip> {
  try {
    const { durationMs, levels } = await checker.check(bytes, limits, signal);
    if (levels.heardMs === 0) throw new UserError('Nothing can be heard in the sound.');
    // What makes a bad voice of a clip may be a good sound: only its length counts.
    if (Math.round(durationMs) < limits.minMs || Math.round(durationMs) > limits.maxMs)
      throw new UserError(
        `The sound is ${(durationMs / 1_000).toFixed(1)} s long. From ${limits.minMs / 1_000} to ${limits.maxMs / 1_000} s can be used.`,
      );
    const cut = { fromMs: 0, toMs: durationMs, mayQuieten: true };
    return await checker.prepare(bytes, cut, signal);
  } finally {
    checker.close();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
