import { LRUCache } from 'lru-cache';

import { isDatabaseAway } from '#ops/database-away.ts';
import { isDiskFull } from '#ops/disk-full.ts';
import { Lanes } from '#ops/lanes.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Payer, HeldRoom } from '#speech/speech.ts';

import { Held } from './held.ts';
import type { Change, Intent, Jobs } from './job.ts';
import { isOver, leftOf, OverLimit, sumOf } from './limit.ts';
import type { Limit, LimitsFor, FullAmount } from './limit.ts';
import type { MoneyListener } from './money-news.ts';
import { endOf } from './periods.ts';
import { Unwritten } from './unwritten.ts';

/** Jobs that have not ended at the same time, and more. */
const maxPayers = 10_000;

export interface BudgetsOptions {
  readonly limitsFor: LimitsFor;
  /** The use of a limit, written down as spent or reserved. */
  readonly used: (limit: Limit) => Promise<FullAmount>;
  readonly news: Pick<MoneyListener, 'spent' | 'over'>;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
}

/** The cost of several requests of one text together. */
type Asked = FullAmount & Pick<Intent, 'engine' | 'payer'>;

/** Jobs within what may be spent. */
export interface BoundedJobs extends Omit<Jobs, 'begin'> {
  /**
   * As `Jobs` begin one, with a `SpeechError` for what has no room. `heldRoom`: room that is kept for it already, or
   * why there was none.
   */
  begin(intent: Intent, heldRoom?: HeldRoom): Promise<string>;
  /** Keeps room for all of a text until it is released. Without room for all of it none of it is begun. */
  holdRoom(asked: Asked): Promise<Held>;
}

/** Jobs that nobody pays for beyond the limits: what has no room in one is refused with a `SpeechError` and not sent. */
export function withBudgets(jobs: Jobs, options: BudgetsOptions): BoundedJobs {
  const { limitsFor, news, now = Date.now } = options;
  const payers = new LRUCache<string, { readonly payer: Payer | undefined }>({ max: maxPayers });
  const room = new Room({ ...options, now });
  /** Where room is looked for, nobody else takes it meanwhile. */
  const turns = new Lanes();
  const refused = (error: unknown, { engine }: Pick<Intent, 'engine'>): unknown => {
    if (isDatabaseAway(error)) return unavailable(error, engine);
    if (!(error instanceof OverLimit)) return error;
    news.over(error.limit);
    return refusalOf(error, engine, now());
  };

  return {
    begin: (intent, heldRoom) =>
      turns.run('', async () => {
        const { payer } = intent;
        const own = heldRoom instanceof Held ? heldRoom : undefined;
        if (own?.refusal) throw own.refusal;
        try {
          const limits = await limitsFor(payer);
          const id = await jobs.begin(intent, limits, (limit) => room.heldIn(limit, own));
          own?.take(amountOf(intent));
          payers.set(id, { payer });
          return id;
        } catch (error) {
          // People are spoken to on a full disk all the same, and not beyond what may be spent.
          const reason = isDiskFull(error) ? await room.takeUnwritten(intent, error, own) : error;
          throw refused(reason, intent);
        }
      }),
    holdRoom: (asked) =>
      turns.run('', async () => {
        try {
          await room.assert(asked);
          return room.hold(asked);
        } catch (error) {
          const reason = refused(error, asked);
          if (!(reason instanceof SpeechError)) throw reason;
          const held = new Held(asked.payer, asked, () => undefined);
          held.refusal = reason;
          return held;
        }
      }),
    async note(id, change) {
      await jobs.note(id, change);
      const paying = payers.get(id);
      if (!paying || !mayEnd(change)) return;
      payers.delete(id);
      news.spent(paying.payer);
    },
    open: (key) => jobs.open(key),
  };
}

type RoomOptions = Required<Pick<BudgetsOptions, 'limitsFor' | 'used' | 'now'>>;

/** The room in the limits that is taken beside what is written down. */
class Room {
  readonly #options: RoomOptions;
  readonly #held = new Set<Held>();
  readonly #unwritten = new Unwritten();

  constructor(options: RoomOptions) {
    this.#options = options;
  }

  /** `own`: what is kept for whoever asks. */
  heldIn(limit: Limit, own?: Held): FullAmount {
    return sumOf([
      this.#unwritten.in(limit, this.#options.now()),
      ...[...this.#held].flatMap((held) => (held === own ? [] : held.in(limit))),
    ]);
  }

  /** Rejects with an `OverLimit` when a limit has no room for it. */
  async assert({ payer, ...asked }: Asked, own?: Held): Promise<void> {
    const { limitsFor, used } = this.#options;
    for (const limit of await limitsFor(payer)) {
      const spent = sumOf([await used(limit), this.heldIn(limit, own)]);
      if (isOver(limit, spent, asked)) throw new OverLimit(limit, leftOf(limit, spent));
    }
  }

  hold(asked: Asked): Held {
    const held: Held = new Held(asked.payer, asked, () => this.#held.delete(held));
    this.#held.add(held);
    return held;
  }

  /** Counts what a full disk keeps from being written down. Resolves with why it must not be sent, or with that error. */
  async takeUnwritten(intent: Intent, full: unknown, own?: Held): Promise<unknown> {
    const { payer, engine } = intent;
    const amount = amountOf(intent);
    try {
      await this.assert({ engine, ...amount, ...(payer && { payer }) }, own);
    } catch (error) {
      if (error instanceof OverLimit) return error;
    }
    this.#unwritten.add(payer, amount, this.#options.now());
    own?.take(amount);
    return full;
  }
}

function amountOf({ reservedUsd: usd, chars }: Intent): FullAmount {
  return { usd, chars };
}

/** Whether a change may be the last: what follows another `done` is `kept` or `lost`. */
function mayEnd({ to }: Change): boolean {
  return to !== 'submitted' && to !== 'done';
}

/** Nobody knows what may still be spent, nor what was paid for already: somebody else has to speak. */
function unavailable(cause: unknown, engine: Intent['engine']): SpeechError {
  const message = 'the database that jobs are written down in doesn’t answer';
  return new SpeechError('unavailable', message, { engine, cause });
}

function refusalOf({ limit, left, message }: OverLimit, engine: Intent['engine'], nowMs: number) {
  const { scope, period } = limit;
  const againAtMs = endOf(period, nowMs);
  return new SpeechError('over-budget', message, {
    engine,
    retryAfterMs: againAtMs - nowMs,
    budget: { scope, period, againAtMs, ...(left && { left }) },
  });
}
