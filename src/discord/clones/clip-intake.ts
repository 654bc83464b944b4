import type { ClipChecker } from '../../audio/clip/clip-checker.ts';
import type { Stretch } from '../../audio/clip/clip-report.ts';
import { UserError } from '../../errors.ts';
import type { SpeechModel } from '../../speech/catalogue.ts';
import type { Attachments, GivenFile } from '../attachments.ts';

export interface ClipIntakeParts {
  readonly attachments: Attachments;
  readonly checker: Pick<ClipChecker, 'check' | 'prepare'>;
}

/** A recording that was fetched and checked. */
interface ReceivedClip {
  readonly bytes: Uint8Array;
  /** What to use of it. */
  readonly stretch: Stretch;
  /** Why it can't be used whole: whoever gave it has to be asked. */
  readonly tooLong?: string;
}

/** Fetches a recording, and finds what of it the model takes. Rejects with a `UserError` for one that will not do. */
export async function receiveClip(
  file: GivenFile,
  { limits: { minClipMs: minMs, maxClipMs: maxMs } }: Pick<SpeechModel, 'limits'>,
  { attachments, checker }: ClipIntakeParts,
  signal: AbortSignal,
): Promise<ReceivedClip> {
  const bytes = await attachments.fetch(file, signal);
  const { problems, stretch } = await checker.check(bytes, { minMs, maxMs }, signal);
  const why = problems.map(({ sentence }) => sentence).join(' ');
  if (!stretch) throw new UserError(why);
  return { bytes, stretch, ...(problems.length > 0 && { tooLong: why }) };
}
