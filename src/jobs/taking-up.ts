import type { CachedRenderer } from '#speech/cached-renderer.ts';
import type { FrameName } from '#speech/frame-store.ts';
import { longestSoundMs, spokenFrames } from '#speech/rendered.ts';

import type { Change, Jobs, OpenJob } from './job.ts';
import type { PayingSpeech } from './paying.ts';
import type { Taken, Unfinished } from './unfinished.ts';

/** A service keeps what it made for some hours at least; after a day nobody asks for it any more. */
const askedForMs = 23 * 3_600_000;
/** Calls in which people wait go on meanwhile. */
const atOnce = 4;
const againMs = 60_000;

export interface TakingUpOptions {
  readonly jobs: Pick<Jobs, 'note' | 'open'>;
  readonly unfinished: Unfinished;
  readonly paying: PayingSpeech;
  readonly renderer: Pick<CachedRenderer, 'resume'>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onTrouble: (error: unknown) => void;
}

/** The way to go on with a job of the last process. */
type Fate =
  /** It is paid, and its sound can be had. */
  | { readonly kind: 'follow'; readonly name: FrameName; readonly job: Taken }
  | {
      readonly kind: 'end';
      readonly change: Change;
      readonly isDoubtful: boolean;
      /** It was or may have been paid, and nobody gets its sound any more, unless that was kept already. */
      readonly isInVain: boolean;
    };

/**
 * Takes up what the last process had paid for. Resolves, with how many jobs it found, as soon as all of them are known:
 * from then on no word of theirs is paid again. Their sound is fetched and kept in the background, and so is that of
 * later jobs which somebody gave up.
 */
export async function takeUpJobs(options: TakingUpOptions): Promise<Found> {
  const { jobs, unfinished, paying, now, signal, onTrouble } = options;
  await unfinished.restore();
  const open = await jobs.open();
  const ended: (readonly [id: string, change: Change])[] = [];
  const inVain: OpenJob[] = [];
  let doubtful = 0;
  for (const job of open) {
    const fate = fateOf(job, paying, now());
    if (fate.kind === 'follow') unfinished.add(fate.name, fate.job);
    else {
      ended.push([job.id, fate.change]);
      if (fate.isDoubtful) doubtful += 1;
      if (fate.isInVain) inVain.push(job);
      if (fate.isInVain && job.name) unfinished.doubt(job.name.key);
    }
  }
  const background = async (): Promise<void> => {
    for (const [id, change] of ended) await jobs.note(id, change);
    await followAll(options);
  };
  let again: NodeJS.Timeout | undefined;
  unfinished.watch(() => {
    again ??= setTimeout(() => {
      again = undefined;
      if (!signal.aborted) followAll(options).catch(onTrouble);
    }, againMs).unref();
  });
  background().catch(onTrouble);
  return {
    open: open.length,
    doubtful,
    inVain: lastOfEach(inVain),
  };
}

/**
 * The people who asked for what may have been charged, or was paid and is gone, each with when the last such job began, in
 * milliseconds since 1970. What was read aloud by itself nobody waits for.
 */
export type InVain = ReadonlyMap<string, number>;

export interface Found {
  readonly open: number;
  /** They may have been charged. */
  readonly doubtful: number;
  readonly inVain: InVain;
}

function lastOfEach(jobs: readonly OpenJob[]): InVain {
  const last = new Map<string, number>();
  for (const { userId, way, createdMs } of jobs)
    if (userId !== undefined && way !== 'read')
      last.set(userId, Math.max(createdMs, last.get(userId) ?? 0));
  return last;
}

function fateOf(job: OpenJob, paying: PayingSpeech, nowMs: number): Fate {
  const end = (to: 'lost' | 'kept', isDoubtful: boolean, isInVain = isDoubtful): Fate => ({
    kind: 'end',
    change: { to },
    isDoubtful,
    isInVain,
  });
  if (job.state === 'intended') return end('lost', true);
  const { requestId, name, id, model, chars, format } = job;
  // Its sound had begun to come, or was there, and is gone with its connection: what of it is kept is all that there is.
  if (requestId === undefined) return end('kept', job.state === 'submitted', true);
  // Nobody wants it, or may have it, or nobody can have it any more.
  if (!name || !paying.follows(job.engine) || job.createdMs + askedForMs < nowMs)
    return end('lost', job.state === 'submitted');
  const taken = { id, requestId, model, chars, ...(format !== undefined && { format }), tries: 0 };
  return { kind: 'follow', name, job: taken };
}

/** A few at a time; those that people ask for meanwhile are followed at once, by whoever asks. */
async function followAll(options: TakingUpOptions): Promise<void> {
  const names = options.unfinished.names.values();
  const some = async (): Promise<void> => {
    for (const name of names) await followOne(name, options);
  };
  await Promise.all(Array.from({ length: atOnce }, some));
}

async function followOne(
  name: FrameName,
  { jobs, unfinished, paying, renderer, signal }: TakingUpOptions,
): Promise<void> {
  const isWaiting = (): boolean => unfinished.has(name.key) && !signal.aborted;
  if (!isWaiting()) return;
  const track = renderer.resume(
    name,
    (context) =>
      spokenFrames(async (inner) => paying.followUnder(name, inner), longestSoundMs, context),
    { signal },
  );
  const isThere = await track.whole().then(
    () => true,
    () => false,
  );
  // The frames were kept, and the end of that was not noted.
  const taken = isThere && isWaiting() ? unfinished.claim(name.key) : undefined;
  if (taken) await jobs.note(taken.id, { to: 'kept' });
}
