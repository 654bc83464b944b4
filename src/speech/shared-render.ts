import { follow } from '#audio/follow.ts';
import { Track } from '#audio/track.ts';

import type { Keeping, SpeechContext, SpeechProgress, Spoken } from './speech.ts';

/** Sound for which nobody waits is paid all the same: it may still take this long to come, and be kept. */
const paidMs = 60_000;

/** Somebody who waits for it. */
interface Party {
  readonly context: SpeechContext;
  readonly track: Track;
  /** Their track doesn't follow the rendering any more. */
  stop(): void;
}

export interface SharedRenderEvents {
  /** Nobody waits for it any more. */
  readonly onAbandoned: () => void;
  /** The first party's budgets have no room for it. */
  readonly onOverBudget?: () => void;
}

/**
 * One rendering that several parties wait for. Each has a track of its own and may leave by its own signal; when the
 * last one has left, the rendering is aborted, or, when it is being paid for, given the time to come to its end.
 */
export class SharedRender {
  /** The track that the rendering itself is made into. */
  readonly track: Track;
  readonly #controller = new AbortController();
  readonly #first: SpeechContext;
  readonly #events: SharedRenderEvents;
  readonly #parties = new Set<Party>();
  #progress: SpeechProgress | undefined;
  #jobId: string | undefined;
  /** It is being sent, or was taken: money is spent on it, whether anybody waits or not. */
  #isPaid = false;
  #spoken: Spoken | undefined;
  #lingering: NodeJS.Timeout | undefined;
  /** Why the last party left. */
  #left: unknown;

  /** `first`: the party that begins it, and pays; what others join is paid for already. */
  constructor(
    start: (context: SpeechContext) => Track,
    first: SpeechContext,
    keeping: Keeping,
    events: SharedRenderEvents,
  ) {
    this.#first = first;
    this.#events = events;
    const parties = this.#parties;
    const { payer, heldRoom, isTakenUp } = first;
    const all = (tell: (context: SpeechContext) => void): void => {
      for (const { context } of parties) tell(context);
    };
    /** One who wants it sooner says how soon. */
    const ofAll = (is: (context: SpeechContext) => boolean | undefined): boolean =>
      parties.size > 0 && [...parties].every(({ context }) => is(context));
    this.track = start({
      signal: this.#controller.signal,
      keeping,
      ...(payer && { payer }),
      ...(heldRoom && { heldRoom }),
      ...(isTakenUp !== undefined && { isTakenUp }),
      get isToBePosted() {
        return ofAll(({ isToBePosted }) => isToBePosted);
      },
      get isAhead() {
        return ofAll(({ isAhead }) => isAhead);
      },
      get isForLater() {
        return ofAll(({ isForLater }) => isForLater);
      },
      onProgress: (progress) => {
        this.#progress = progress;
        all((context) => context.onProgress?.(progress));
      },
      onPaying: async () => {
        this.#isPaid = true;
      },
      onRefused: () => {
        this.#isPaid = false;
        if (parties.size === 0) this.#abandon(this.#left);
      },
      onOverBudget: () => events.onOverBudget?.(),
      onSubmitted: (jobId) => {
        this.#isPaid = true;
        this.#jobId = jobId;
        all((context) => context.onSubmitted?.(jobId));
      },
      onSpoken: (spoken) => {
        this.#spoken = spoken;
        all((context) => this.#tellSpoken(spoken, context));
      },
    });
  }

  /** The engine that spoke, and the cost; undefined while none has. */
  get spoken(): Spoken | undefined {
    return this.#spoken;
  }

  /** A track for one more party, from the first frame on. */
  join(context: SpeechContext): Track {
    const track = new Track();
    this.#add(context, track);
    return track;
  }

  /** Lets everybody but the first party wait for other renderings, with the tracks that they have; none may have frames. */
  handOver(next: (context: SpeechContext) => SharedRender): void {
    for (const party of this.#parties) {
      if (party.context === this.#first) continue;
      party.stop();
      next(party.context).#add(party.context, party.track);
    }
    if (this.#parties.size === 0) this.#abandon(this.#left);
  }

  #add(context: SpeechContext, track: Track): void {
    const { signal } = context;
    clearTimeout(this.#lingering);
    if (this.#progress) context.onProgress?.(this.#progress);
    if (this.#jobId !== undefined) context.onSubmitted?.(this.#jobId);
    if (this.#spoken) this.#tellSpoken(this.#spoken, context);
    const leave = (): void => {
      party.stop();
      track.fail(signal.reason);
      if (this.#parties.size > 0 || this.track.ended) return;
      this.#left = signal.reason;
      if (!this.#isPaid) this.#abandon(signal.reason);
      else this.#lingering = setTimeout(() => this.#abandon(signal.reason), paidMs).unref();
    };
    const over = (): void => {
      signal.removeEventListener('abort', leave);
      this.#parties.delete(party);
    };
    let unfollow: () => void = () => undefined;
    const party: Party = {
      context,
      track,
      stop() {
        unfollow();
        over();
      },
    };
    this.#parties.add(party);
    unfollow = follow(this.track, track, (outcome) => {
      over();
      track.finish(outcome);
    });
    if (!track.ended) signal.addEventListener('abort', leave, { once: true });
  }

  /** The cost is told to whoever bears it. */
  #tellSpoken(spoken: Spoken, context: SpeechContext): void {
    const { costUsd: _, costIsEstimated: __, ...free } = spoken;
    context.onSpoken?.(context === this.#first ? spoken : free);
  }

  #abandon(reason: unknown): void {
    if (this.track.ended) return;
    this.#events.onAbandoned();
    this.#controller.abort(reason);
  }
}
