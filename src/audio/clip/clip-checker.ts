import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import type { ClipLimits, ClipReport, Stretch } from './clip-report.ts';
import type { Clip } from './clip.ts';
import type { Readers } from './readers.ts';

/** Looks into clips of strangers, whatever their bytes may be. */
export interface ClipChecker {
  /**
   * Tells what is in a clip, by its content. Flaws of a clip that can be decoded are in the report; rejects with a
   * `UserError` when it can't, or with the signal's reason.
   */
  check(clip: Uint8Array, limits: ClipLimits, signal: AbortSignal): Promise<ClipReport>;
  /** A stretch of a clip as what services take: a mono mp3. Rejects as `check` does. */
  prepare(clip: Uint8Array, stretch: Stretch, signal: AbortSignal): Promise<Clip>;
  /**
   * A short sound as it is spoken in the place of a word: Ogg Opus, as loud as speech. Rejects as `check` does, also for
   * one that is not as long as it may be.
   */
  sound(clip: Uint8Array, limits: ClipLimits, signal: AbortSignal): Promise<Clip>;
}

/** Checks in the processes of `readers`. */
export function clipChecker(
  readers: Pick<Readers, 'read'>,
  maxBytes = 10 * 1024 * 1024,
): ClipChecker {
  const read: Readers['read'] = async (task, clip, signal) => {
    if (clip.length === 0) throw new UserError(text(($) => $.clips.empty));
    if (clip.length <= maxBytes) return readers.read(task, clip, signal);
    const megabytes = Math.floor(maxBytes / 1024 / 1024);
    throw new UserError(text(($) => $.clips.tooLarge, { megabytes }));
  };

  return {
    check: (clip, limits, signal) => read({ kind: 'check', limits }, clip, signal),
    async prepare(clip, stretch, signal) {
      return { format: 'mp3', ...(await read({ kind: 'prepare', stretch }, clip, signal)) };
    },
    async sound(clip, limits, signal) {
      return { format: 'ogg', ...(await read({ kind: 'sound', limits }, clip, signal)) };
    },
  };
}
