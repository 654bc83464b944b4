import { bestClip } from '#audio/clip/best-clip.ts';
import type { ClipChecker } from '#audio/clip/clip-checker.ts';
import { problemsText } from '#audio/clip/clip-problem.ts';
import type { ClipLevels, ClipLimits, Stretch } from '#audio/clip/clip-report.ts';
import type { Clip } from '#audio/clip/clip.ts';
import { UserError } from '#errors.ts';
import type { Given, Intake } from '#features/files/intake.ts';
import { inARow, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { clipHash } from '#store/clip-files.ts';
import type { ClipFacts } from '#store/clips.ts';

export interface ClipIntakeParts {
  readonly intake: Pick<Intake, 'take'>;
  readonly checker: Pick<ClipChecker, 'check' | 'prepare'>;
}

/** A recording of which some part may be cloned. */
interface Received {
  readonly clip: Clip;
  /** Where in the recording that is. */
  readonly stretch: Stretch;
  /** Why it can't be used whole, so that the person has to be asked. */
  readonly tooLong?: Text;
  readonly levels: ClipLevels;
}

/** Fetches a person's recording in its turn, and makes a clip of what may be cloned of it. Rejects with a `UserError` for one that will not do. */
export async function receiveClip(
  userId: string,
  given: Given,
  limits: ClipLimits,
  { intake, checker }: ClipIntakeParts,
): Promise<Received> {
  return intake.take(userId, given, 'clip', async (bytes, signal) => {
    const { problems, stretch, levels } = await checker.check(bytes, limits, signal);
    const why = problemsText(problems);
    if (!stretch) throw new UserError(why ?? text(($) => $.clips.problems.silent));
    const clip = await checker.prepare(bytes, stretch, signal);
    return { clip, stretch, levels, ...(why && { tooLong: why }) };
  });
}

/** A recording with the number that its sender counts it by. */
interface Numbered {
  readonly number: number;
  readonly received: Received;
}

/**
 * Takes the best of a person's recordings, one after the other; of several it is said which one it is, why, and what is wrong
 * with those that will not do. Rejects with a `UserError` when none will do.
 */
export async function receiveBest(
  userId: string,
  given: readonly Given[],
  limits: ClipLimits,
  parts: ClipIntakeParts,
): Promise<Received & { readonly choice?: Text }> {
  const [first, ...more] = given;
  if (first && more.length === 0) return receiveClip(userId, first, limits, parts);
  const good: Numbered[] = [];
  const bad: Text[] = [];
  for (const [index, each] of given.entries()) {
    const number = index + 1;
    try {
      good.push({ number, received: await receiveClip(userId, each, limits, parts) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      bad.push(text(($) => $.ownVoices.best.unusable, { number, why: error.text }));
    }
  }
  const { index, because } = bestClip(
    good.map(({ received: { levels, stretch } }) => ({
      levels,
      lengthMs: stretch.toMs - stretch.fromMs,
    })),
  );
  const best = good[index];
  if (!best)
    throw new UserError(
      inARow(
        text(($) => $.ownVoices.best.none),
        ...bad,
      ),
    );
  const about = { number: best.number, all: given.length };
  const chosen =
    because.length === 0
      ? text(($) => $.ownVoices.best.alike, about)
      : text(($) => $.ownVoices.best.chosen, {
          ...about,
          merits: because.map((merit) => text(($) => $.ownVoices.best.merits[merit])),
        });
  return { ...best.received, choice: inARow(chosen, ...bad) };
}

/** The facts that the store will know of a recording once it is kept. */
export function factsOf({ bytes, format, durationMs }: Clip): ClipFacts {
  return { hash: clipHash(bytes), format, durationMs, sizeBytes: bytes.byteLength };
}
