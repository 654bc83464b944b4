import { follow } from '#audio/follow.ts';
import { Track } from '#audio/track.ts';

import type { Keeping, SpeechContext, SpeechProgress, Spoken } from './speech.ts';

/** What nobody waits for any more is paid all the same: it may still take this long to come, and be kept. */
const paidMs = 60_000;

/**
 * One rendering that several parties wait for. Each has a track of its own and may leave by its own signal; when the
 * last one has left, the rendering is aborted, or, when it is being paid for, given the time to come to its end.
 */
export class SharedRender {
  /** The track that the rendering itself is made into. */
  readonly track: Track;
  readonly #controller = new AbortController();
  readonly #onAbandoned: () => void;
  readonly #parties = new Set<SpeechContext>();
  #progress: SpeechProgress | undefined;
  #jobId: string | undefined;
  /** It is being sent, or was taken: money is spent on it, whether anybody waits or not. */
  #isPaid = false;
  #spoken: Spoken | undefined;
  #lingering: NodeJS.Timeout | undefined;
  /** Why the last party left. */
  #left: unknown;

  /** `first`: the party that begins it; what others join is paid for already. */
  constructor(
    start: (context: SpeechContext) => Track,
    { payer, heldRoom, isTakenUp }: Pick<SpeechContext, 'payer' | 'heldRoom' | 'isTakenUp'>,
    keeping: Keeping,
    onAbandoned: () => void,
  ) {
    this.#onAbandoned = onAbandoned;
    const parties = this.#parties;
    this.track = start({
      signal: this.#controller.signal,
      keeping,
      ...(payer && { payer }),
      ...(heldRoom && { heldRoom }),
      ...(isTakenUp !== undefined && { isTakenUp }),
      get isToBePosted() {
        return parties.size > 0 && [...parties].every((party) => party.isToBePosted);
      },
      onProgress: (progress) => {
        this.#progress = progress;
        for (const party of this.#parties) party.onProgress?.(progress);
      },
      onPaying: async () => {
        this.#isPaid = true;
      },
      onRefused: () => {
        this.#isPaid = false;
        if (parties.size === 0) this.#abandon(this.#left);
      },
      onSubmitted: (jobId) => {
        this.#isPaid = true;
        this.#jobId = jobId;
        for (const party of this.#parties) party.onSubmitted?.(jobId);
      },
      onSpoken: (spoken) => {
        this.#spoken = spoken;
        for (const party of this.#parties) party.onSpoken?.(spoken);
      },
    });
  }

  /** The engine that spoke, and the cost; undefined while none has. */
  get spoken(): Spoken | undefined {
    return this.#spoken;
  }

  /** A track for one more party, from the first frame on. */
  join(context: SpeechContext): Track {
    const { signal } = context;
    const track = new Track();
    this.#parties.add(context);
    clearTimeout(this.#lingering);
    if (this.#progress) context.onProgress?.(this.#progress);
    if (this.#jobId !== undefined) context.onSubmitted?.(this.#jobId);
    if (this.#spoken) context.onSpoken?.(this.#spoken);
    const leave = () => {
      stop();
      this.#parties.delete(context);
      track.fail(signal.reason);
      if (this.#parties.size > 0 || this.track.ended) return;
      this.#left = signal.reason;
      if (!this.#isPaid) this.#abandon(signal.reason);
      else this.#lingering = setTimeout(() => this.#abandon(signal.reason), paidMs).unref();
    };
    const stop = follow(this.track, track, (outcome) => {
      signal.removeEventListener('abort', leave);
      this.#parties.delete(context);
      track.finish(outcome);
    });
    if (!track.ended) signal.addEventListener('abort', leave, { once: true });
    return track;
  }

  #abandon(reason: unknown): void {
    if (this.track.ended) return;
    this.#onAbandoned();
    this.#controller.abort(reason);
  }
}
