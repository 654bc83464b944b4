import { TurnTaking } from '#discord/turn-taking.ts';
import type { TurnBounds } from '#discord/turn-taking.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import { post } from './posting.ts';
import type { Posting, RenderedFiles } from './posting.ts';
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

/** Makes speech and posts it, in turns between people: nobody's files keep others from being heard. */
export class Postings {
  readonly #renderedFiles: RenderedFiles;
  readonly #closing: AbortSignal;
  readonly #turns = new TurnTaking(bounds, ({ kind, ...values }) => ({
    select: ($) => $.say.turns[kind],
    values,
  }));
  /** A controller for each saying, which stops it. */
  readonly #stops = new Map<Saying, AbortController>();

  constructor(renderedFiles: RenderedFiles, closing: AbortSignal) {
    this.#renderedFiles = renderedFiles;
    this.#closing = closing;
  }

  /** Rejects as {@link post} does, or with a `UserError` when too much is asked for. */
  async post(posting: Omit<Posting, 'signal'>): Promise<void> {
    const { saying, asker, reply } = posting;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#closing, stop.signal, AbortSignal.timeout(deadlineMs)]);
    this.#stops.set(saying, stop);
    const tell = (sentence: Text): void =>
      reply.show(sayingView(saying, { kind: 'lined-up', sentence }));
    try {
      await this.#turns.run({ userId: asker.id }, tell, signal, () =>
        post({ ...posting, signal }, this.#renderedFiles),
      );
    } finally {
      this.#stops.delete(saying);
    }
  }

  /** Ends whatever is meant, made or waiting. */
  stop(isMeant: (saying: Saying) => boolean): void {
    for (const [saying, stop] of this.#stops)
      if (isMeant(saying)) stop.abort(new UserError(text(($) => $.say.stopped)));
  }
}
