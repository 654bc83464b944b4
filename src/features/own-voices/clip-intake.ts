import type { ClipChecker } from '#audio/clip/clip-checker.ts';
import { problemsText } from '#audio/clip/clip-problem.ts';
import type { ClipLimits } from '#audio/clip/clip-report.ts';
import type { Clip } from '#audio/clip/clip.ts';
import { UserError } from '#errors.ts';
import type { Given, Intake } from '#features/files/intake.ts';
import { text } from '#i18n/text.ts';
import { clipHash } from '#store/clip-files.ts';
import type { ClipFacts } from '#store/clips.ts';

export interface ClipIntakeParts {
  readonly intake: Pick<Intake, 'take'>;
  readonly checker: Pick<ClipChecker, 'check' | 'prepare'>;
}

/**
 * Fetches a person's recording in its turn, and makes a clip of what may be cloned of it; `stretch` is where in the
 * recording that is, and `tooLong` why it can't be used whole, so that the person has to be asked. Rejects with a
 * `UserError` for one that will not do.
 */
export async function receiveClip(
  userId: string,
  given: Given,
  limits: ClipLimits,
  { intake, checker }: ClipIntakeParts,
) {
  return intake.take(userId, given, 'clip', async (bytes, signal) => {
    const { problems, stretch } = await checker.check(bytes, limits, signal);
    const why = problemsText(problems);
    if (!stretch) throw new UserError(why ?? text(($) => $.clips.problems.silent));
    const clip = await checker.prepare(bytes, stretch, signal);
    return { clip, stretch, ...(why && { tooLong: why }) };
  });
}

/** The facts that the store will know of a recording once it is kept. */
export function factsOf({ bytes, format, durationMs }: Clip): ClipFacts {
  return { hash: clipHash(bytes), format, durationMs, sizeBytes: bytes.byteLength };
}
