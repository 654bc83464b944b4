import { TurnTaking } from '#discord/turn-taking.ts';
import type { TurnBounds, TurnSentences } from '#discord/turn-taking.ts';
import { UserError } from '#errors.ts';

import { post } from './posting.ts';
import type { Posting, Recordings } from './posting.ts';
import { sayingView } from './saying-view.ts';
import type { Saying } from './saying.ts';

/** Longer than any job may take, shorter than Discord takes answers. */
const deadlineMs = 12 * 60_000;

/** How much is made to be posted at a time: minutes of speech, which are in memory until Discord has them. */
const bounds: TurnBounds = {
  maxAtWork: 8,
  // Nobody knows how long speech will be before it is made.
  maxBytesAtWork: Infinity,
  maxWaiting: 100,
  // As many as wait to be spoken when the bot can't join after all.
  maxWaitingOfOne: 20,
  waitMs: 10 * 60_000,
};

const sentences: TurnSentences = {
  tooManyOfOne:
    'I am still making the recordings that you asked for before. Ask for this one again when they are there.',
  tooMany: 'Many people want recordings right now. Try again in a minute.',
  tooLate: 'Many recordings came before yours. Try again in a minute.',
  waits(others, isAfterOwn) {
    if (isAfterOwn) return 'Waiting for the recording that you asked for before …';
    if (others === 0) return 'Waiting: yours is the next recording';
    return `Waiting: ${others === 1 ? 'one recording' : `${others} recordings`} before it`;
  },
};

/** Makes speech and posts it, in turns between people: nobody's recordings keep others from being heard. */
export class Postings {
  readonly #recordings: Recordings;
  readonly #closing: AbortSignal;
  readonly #turns = new TurnTaking(bounds, sentences);
  /** A controller for each saying, which stops it. */
  readonly #stops = new Map<Saying, AbortController>();

  constructor(recordings: Recordings, closing: AbortSignal) {
    this.#recordings = recordings;
    this.#closing = closing;
  }

  /** Rejects as {@link post} does, or with a `UserError` when too much is asked for. */
  async post(posting: Omit<Posting, 'signal'>): Promise<void> {
    const { saying, asker, reply } = posting;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#closing, stop.signal, AbortSignal.timeout(deadlineMs)]);
    this.#stops.set(saying, stop);
    const tell = (sentence: string): void =>
      reply.show(sayingView(saying, { kind: 'lined-up', sentence }));
    try {
      await this.#turns.run({ personId: asker.id }, tell, signal, () =>
        post({ ...posting, signal }, this.#recordings),
      );
    } finally {
      this.#stops.delete(saying);
    }
  }

  /** Ends whatever is meant, made or waiting. */
  stop(isMeant: (saying: Saying) => boolean): void {
    for (const [saying, stop] of this.#stops)
      if (isMeant(saying)) stop.abort(new UserError('That was stopped: nobody may say it now.'));
  }
}
