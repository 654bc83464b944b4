import { setTimeout as wait } from 'node:timers/promises';

import { edgeFrames } from '#audio/edges.ts';
import { follow } from '#audio/follow.ts';
import { Track, silenceFrame } from '#audio/track.ts';
import type { Outcome } from '#audio/track.ts';
import { pausesBetween } from '#text/pause.ts';
import type { Pause } from '#text/pause.ts';

import type { Renderer } from './renderer.ts';
import { sewn } from './seam.ts';
import type { Sew } from './seam.ts';
import type { HeldRoom, SpeechContext, SpeechRequest } from './speech.ts';

export interface InOrderOptions {
  /** How many pieces are made at the same time as the one that is taken. */
  readonly maxAhead?: number;
  /** No piece is begun while this much is made that cannot have been heard yet; Infinity for what is posted. */
  readonly lookAheadMs?: number;
  /** Keeps room for all requests before the first is begun; rejects when there is none. Absent: each is for itself. */
  readonly holdRoom?: HoldRoom;
  /** How one piece follows another; absent: after a pause for what is written between them. */
  readonly sew?: Sew;
}

/** Resolves with nothing where nothing has to be paid. */
export type HoldRoom = (
  requests: readonly SpeechRequest[],
  context: SpeechContext,
) => Promise<HeldRoom | undefined>;

export interface ChunkingOptions extends InOrderOptions {
  /** The request's text in pieces, in order, each one short enough for the service. */
  readonly split: (request: SpeechRequest, context: SpeechContext) => readonly string[];
}

/** Long text in pieces that are heard as one, see {@link inOrder}. */
export function withChunking(inner: Renderer, options: ChunkingOptions): Renderer {
  return {
    render(request, context) {
      const texts = options.split(request, context);
      if (texts.length < 2) return inner.render(request, context);
      const pauses = pausesBetween(request.text, texts);
      const { announcement: _, ...others } = request;
      const pieces = texts.map((text, at): Piece => {
        const piece = { ...others, text };
        return {
          request: piece,
          begin: (context) => inner.render(piece, context),
          pause: pauses[at] ?? 'sentence',
        };
      });
      return inOrder(pieces, context, options);
    },
  };
}

export interface Piece {
  /** Absent for what is not spoken. */
  readonly request?: SpeechRequest;
  /** Begins to make it. */
  readonly begin: (context: SpeechContext) => Track;
  /** Behind it, where another follows. */
  readonly pause: Pause;
}

/**
 * Pieces heard as one: the first plays while the next are made. Not all are made at once, so that a person who skips
 * after a sentence has not paid for a chapter. The first piece that fails ends the track.
 */
export function inOrder(
  pieces: readonly Piece[],
  context: SpeechContext,
  options: InOrderOptions = {},
): Track {
  return Track.filledBy((track) =>
    withRoom(pieces, context, options.holdRoom, (heldFor) => join(track, pieces, heldFor, options)),
  );
}

/** Room for all of it is kept while `work` lasts; a part of something for which that was done has none of its own. */
async function withRoom(
  pieces: readonly Piece[],
  context: SpeechContext,
  holdRoom: HoldRoom | undefined,
  work: (context: SpeechContext) => Promise<void>,
): Promise<void> {
  if (!holdRoom || context.heldRoom) return work(context);
  const requests = pieces.flatMap(({ request }) => request ?? []);
  const heldRoom = await holdRoom(requests, context);
  try {
    context.signal.throwIfAborted();
    await work(heldRoom ? { ...context, heldRoom } : context);
  } finally {
    heldRoom?.release();
  }
}

async function join(
  track: Track,
  pieces: readonly Piece[],
  context: SpeechContext,
  { maxAhead = 1, lookAheadMs = 20_000, sew = sewn }: InOrderOptions,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const { onProgress: _, ...quiet } = context;
  const begun: Track[] = [];
  // Nobody says how far the track has been heard; it cannot be further than the clock.
  let heardSince: number | undefined;
  const tooEarlyMs = () =>
    heardSince === undefined
      ? 0
      : track.durationMs - (performance.now() - heardSince) - lookAheadMs;
  const start = ({ begin }: Piece) => {
    // The whole goes as its first piece goes, for whoever waits.
    const own = begun.length === 0 ? context : { ...quiet, isAhead: true };
    begun.push(begin({ ...own, signal }));
  };
  try {
    for (const [index, piece] of pieces.entries()) {
      if (begun.length === index) {
        await pause(tooEarlyMs(), signal);
        start(piece);
      }
      const next = pieces.slice(begun.length, index + 1 + maxAhead);
      if (tooEarlyMs() <= 0) for (const other of next) start(other);
      const made = begun[index];
      if (!made) throw new Error('a piece was not begun');
      const before = pieces[index - 1];
      const first =
        before && track.frames.length > 0 ? await seamed(track, made, before.pause, sew) : 0;
      await pour(made, track, first, () => (heardSince ??= performance.now()));
    }
  } catch (error) {
    context.signal.throwIfAborted();
    throw error;
  } finally {
    stop.abort(new Error('nobody waits for this piece any more'));
  }
}

/** Lets the track pause before a piece. Resolves with how many frames of that are left out, being silence. */
async function seamed(track: Track, piece: Track, pause: Pause, sew: Sew): Promise<number> {
  await grown(piece, edgeFrames);
  if (piece.frames.length === 0) return 0;
  const { leftOut, added } = await sew(track.frames, piece.frames, pause);
  for (let count = 0; count < added; count += 1) track.append(silenceFrame);
  return leftOut;
}

/** Resolves when a piece has so many frames, or ended. */
function grown(piece: Track, frameCount: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!piece.ended && piece.frames.length < frameCount) return;
      unwatch();
      resolve();
    };
    const unwatch = piece.watch(look);
    look();
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal });
}

/** Resolves when the whole piece is in the track, from its `first` frame on; rejects with what it failed with. */
function pour(piece: Track, track: Track, first: number, onFrame: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const unwatch = track.watch(onFrame);
    const end = (outcome: Outcome): void => {
      unwatch();
      if ('error' in outcome) reject(outcome.error);
      else resolve();
    };
    follow(piece, track, end, first);
  });
}
