import { setTimeout as wait } from 'node:timers/promises';

import { follow } from '#audio/follow.ts';
import { Track, frameMs, silenceFrame } from '#audio/track.ts';

import type { Renderer } from './renderer.ts';
import type { SpeechContext, SpeechRequest } from './speech.ts';

interface InOrderOptions {
  /** How many pieces are made at the same time as the one that is taken. */
  readonly maxAhead?: number;
  /** No piece is begun while this much is made that cannot have been heard yet; Infinity for what is posted. */
  readonly lookAheadMs?: number;
  /** Silence between pieces, beside what the pieces themselves begin and end with. */
  readonly pauseMs?: number;
}

export interface ChunkingOptions extends InOrderOptions {
  /** The request's text in pieces, in order, each one short enough for the service. */
  readonly split: (request: SpeechRequest) => readonly string[];
}

/** Long text in pieces that are heard as one, see {@link inOrder}. */
export function withChunking(inner: Renderer, options: ChunkingOptions): Renderer {
  return {
    render(request, context) {
      const texts = options.split(request);
      if (texts.length < 2) return inner.render(request, context);
      const pieces = texts.map(
        (text): Begin =>
          (context) =>
            inner.render({ ...request, text }, context),
      );
      return inOrder(pieces, context, options);
    },
  };
}

/** Begins to make a piece. */
type Begin = (context: SpeechContext) => Track;

/**
 * Pieces heard as one: the first plays while the next are made. Not all are made at once, so that a person who skips
 * after a sentence has not paid for a chapter. The first piece that fails ends the track.
 */
export function inOrder(
  pieces: readonly Begin[],
  context: SpeechContext,
  options: InOrderOptions = {},
): Track {
  const track = new Track();
  join(track, pieces, context, options).then(
    () => track.end(),
    (error: unknown) => track.fail(error),
  );
  return track;
}

async function join(
  track: Track,
  begins: readonly Begin[],
  context: SpeechContext,
  { maxAhead = 1, lookAheadMs = 20_000, pauseMs = 120 }: InOrderOptions,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const { onProgress: _, ...quiet } = context;
  const pieces: Track[] = [];
  // Nobody says how far the track has been heard; it cannot be further than the clock.
  let heardSince: number | undefined;
  const tooEarlyMs = () =>
    heardSince === undefined
      ? 0
      : track.durationMs - (performance.now() - heardSince) - lookAheadMs;
  const start = (begin: Begin) => {
    // The whole goes as its first piece goes, for whoever waits.
    const progress = pieces.length === 0 ? context : quiet;
    pieces.push(begin({ ...progress, signal }));
  };
  try {
    for (const [index, begin] of begins.entries()) {
      if (pieces.length === index) {
        await pause(tooEarlyMs(), signal);
        start(begin);
      }
      const next = begins.slice(pieces.length, index + 1 + maxAhead);
      if (tooEarlyMs() <= 0) for (const begin of next) start(begin);
      const piece = pieces[index];
      if (!piece) throw new Error('a piece was not begun');
      if (index > 0) appendSilence(track, pauseMs);
      await pour(piece, track, () => (heardSince ??= performance.now()));
    }
  } catch (error) {
    context.signal.throwIfAborted();
    throw error;
  } finally {
    stop.abort(new Error('nobody waits for this piece any more'));
  }
}

function appendSilence(track: Track, lengthMs: number): void {
  for (let ms = 0; ms < lengthMs; ms += frameMs) track.append(silenceFrame);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal });
}

/** Resolves when the whole piece is in the track; rejects with what it failed with. */
function pour(piece: Track, track: Track, onFrame: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const unwatch = track.watch(onFrame);
    follow(piece, track, (outcome) => {
      unwatch();
      if ('error' in outcome) reject(outcome.error);
      else resolve();
    });
  });
}
