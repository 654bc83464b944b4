import { randomBytes } from 'node:crypto';

import { Track } from '#audio/track.ts';
import type { Seal } from '#ops/seal.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { FrameName } from '#speech/frame-store.ts';
import type { Renderer } from '#speech/renderer.ts';
import { SpeechError } from '#speech/speech.ts';
import type { HeldRoom, SpeechContext, SpeechRequest } from '#speech/speech.ts';

import type { Asks, Urgency, Wire, WorkQueue } from './ask.ts';
import { errorOf, openedNews, sealedAsked } from './letter.ts';
import type { News } from './letter.ts';

/** The name under which those who work hear of what is asked. */
export const workers = 'crier_speech_work';

export interface AskingOptions {
  readonly asks: Pick<Asks, 'put' | 'remove'>;
  readonly wire: Pick<Wire, 'own' | 'tell' | 'listen'>;
  readonly queue: Pick<WorkQueue, 'add'>;
  readonly seal: Seal;
  /** Room in budgets that this process keeps for what it asks for itself, by the ask's id. */
  readonly heldRooms: Map<string, HeldRoom>;
  /** Between two looks whether it is worked on. */
  readonly lookMs?: number;
  /** Nobody who works is heard of for so long: there is none, or it died and no other took over. */
  readonly silenceMs?: number;
}

/** As long as it takes to notice that a process was lost, and to begin anew. */
const usualSilenceMs = 20_000;
const usualLookMs = 1_000;

interface Waiting {
  readonly track: Track;
  readonly context: SpeechContext;
  readonly key: string;
  heardAtMs: number;
  isBegun: boolean;
  /** Tells whoever has the work to repeat the frames from that index on. */
  readonly again: (from: number) => void;
  readonly failed: () => void;
}

/** Has frames made by whichever process takes the work. */
export class Asking {
  readonly #options: AskingOptions;
  readonly #waiting = new Map<string, Waiting>();
  #looking: NodeJS.Timeout | undefined;

  constructor(options: AskingOptions) {
    this.#options = options;
  }

  /** Hears what becomes of what this process asks for. */
  async open(): Promise<void> {
    const { wire, seal } = this.#options;
    await wire.listen(wire.own, (message) => {
      const told = openedNews(seal, message);
      const waiting = told && this.#waiting.get(told.id);
      if (waiting) take(told.news, waiting);
    });
  }

  /** Frames of an engine, made elsewhere; it stands behind a cache, which names what it asks for. */
  ofEngine(engine: EngineName): Renderer {
    return {
      render: (request, context) =>
        Track.filledBy(async (track) => this.#fill(track, request, context, engine)),
    };
  }

  /** Has nobody make that any more, whichever process asked for it. */
  async withdraw(id: string): Promise<void> {
    await this.#options.wire.tell(workers, `gone ${id}`);
  }

  async #fill(
    track: Track,
    request: SpeechRequest,
    context: SpeechContext,
    engine: EngineName,
  ): Promise<void> {
    const { signal, keeping, heldRoom } = context;
    signal.throwIfAborted();
    if (!keeping) throw new Error('speech that no name is known of can’t be asked for');
    const { asks, wire, heldRooms } = this.#options;
    const id = randomBytes(12).toString('hex');
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const untaken = (cause?: unknown) =>
      new SpeechError('unavailable', 'no process took the work', { engine, cause });
    const waiting: Waiting = {
      track,
      context,
      key: keeping.name.key,
      heardAtMs: performance.now(),
      isBegun: false,
      again: (from) => void wire.tell(workers, `again ${id} ${from}`).catch(() => undefined),
      failed: () => track.fail(untaken()),
    };
    this.#waiting.set(id, waiting);
    if (heldRoom) heldRooms.set(id, heldRoom);
    const leave = (): void => resolve();
    signal.addEventListener('abort', leave, { once: true });
    const unwatch = track.watch(() => {
      if (track.ended) resolve();
    });
    try {
      await this.#put(id, keeping.name, request, context).catch((error: unknown) => {
        throw untaken(error);
      });
      this.#looking ??= setInterval(() => this.#look(), this.#options.lookMs ?? usualLookMs);
      await over;
      signal.throwIfAborted();
    } finally {
      unwatch();
      signal.removeEventListener('abort', leave);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#rest();
      heldRooms.delete(id);
      this.withdraw(id).catch(() => undefined);
      await asks.remove(id).catch(() => undefined);
    }
  }

  /** Looks at all that wait whether they are worked on. */
  #look(): void {
    const { silenceMs = usualSilenceMs } = this.#options;
    const sinceMs = performance.now() - silenceMs;
    /** Equal words that several wait for here are one piece of work. */
    const unbegun = new Map<string, SpeechContext>();
    for (const { key, context, heardAtMs, isBegun, failed } of this.#waiting.values())
      if (heardAtMs < sinceMs) failed();
      else if (!isBegun) unbegun.set(key, context);
    // It came just as others had finished the same, or the queue could not be reached.
    for (const [key, context] of unbegun) this.#enqueue(key, context).catch(() => undefined);
  }

  #rest(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  async #put(id: string, name: FrameName, request: SpeechRequest, context: SpeechContext) {
    const { asks, wire, seal } = this.#options;
    const { payer, isToBePosted, isAhead, isTakenUp } = context;
    const asked = {
      request,
      context: {
        ...(payer && { payer }),
        ...(isToBePosted !== undefined && { isToBePosted }),
        ...(isAhead !== undefined && { isAhead }),
        ...(isTakenUp !== undefined && { isTakenUp }),
      },
    };
    await asks.put({
      id,
      name,
      asker: wire.own,
      ...(payer && { userId: payer.userId }),
      sealed: sealedAsked(seal, id, asked),
    });
    await this.#enqueue(name.key, context);
  }

  async #enqueue(key: string, context: SpeechContext): Promise<void> {
    const { queue, wire } = this.#options;
    await queue.add(key, urgencyOf(context));
    await wire.tell(workers, `asked ${key}`);
  }
}

function urgencyOf({ isForLater, isToBePosted, isAhead, payer }: SpeechContext): Urgency {
  if (isForLater === true) return 'later';
  if (isToBePosted === true) return 'posted';
  if (isAhead === true) return 'ahead';
  return payer?.way === 'read' ? 'read' : 'asked';
}

type Takers = {
  readonly [Kind in News['kind']]: (news: Extract<News, { kind: Kind }>, waiting: Waiting) => void;
};

const takers: Takers = {
  begun: () => undefined,
  progress: ({ progress }, { context }) => context.onProgress?.(progress),
  submitted: ({ jobId }, { context }) => context.onSubmitted?.(jobId),
  spoken({ spoken }, { context, track }) {
    if (track.frames.length > 0) return;
    // Others who wait for it here have budgets of their own.
    if (spoken.instead?.failure === 'over-budget') context.onOverBudget?.();
    context.onSpoken?.(spoken);
  },
  source: ({ source }, { track }) => track.comesFrom(source),
  frames({ at, frames }, { track, again }) {
    const have = track.frames.length;
    if (at > have) again(have);
    else for (const frame of frames.slice(have - at)) track.append(frame);
  },
  still({ frames }, { track, again }) {
    if (frames > track.frames.length) again(track.frames.length);
  },
  ended({ frames }, { track, again }) {
    // The same words, made a second time, may be a frame shorter than what was heard of the first.
    if (track.frames.length >= frames) track.end();
    else again(track.frames.length);
  },
  failed(news, { track, context }) {
    if (news.why?.failure === 'over-budget') context.onOverBudget?.();
    track.fail(errorOf(news));
  },
};

function take(news: News, waiting: Waiting): void {
  waiting.heardAtMs = performance.now();
  waiting.isBegun = true;
  // The table pairs each kind with what takes it: TypeScript can't follow which of them it is.
  (takers[news.kind] as (news: News, waiting: Waiting) => void)(news, waiting);
}
