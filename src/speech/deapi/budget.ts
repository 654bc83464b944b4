import type { Memo } from '#ops/memo.ts';
import { dayMs, dayOf } from '#ops/utc-day.ts';

import type { Clock } from '../clock.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import type { Payer, SpeechError } from '../speech.ts';
import { DayCount, dayPassed } from './day-count.ts';
import type { Answer } from './http.ts';
import { type SaidLimits, saidLimits } from './limit-headers.ts';
import { MinuteWindow } from './minute-window.ts';
import { deapiError } from './refusals.ts';
import type { CallLimits } from './tier.ts';

/** How long a budget is used up, and which of its quotas. */
export interface Shortage {
  readonly retryAfterMs: number;
  readonly quota: 'minute' | 'day';
  /** The calls that are left are kept for commands. */
  readonly isKept?: true;
}

/** A call of the day that is kept for one job, so that a paid job can always be followed. */
export interface Reservation {
  /** False once it was used or given back. */
  readonly held: boolean;
  /** Gives the call back when it was not needed. */
  release(): void;
}

/** The facts that show in a call that was answered. */
export interface Seen {
  readonly status: number;
  readonly said: SaidLimits;
  /** Calls of today, this one included. */
  readonly usedToday: number;
}

/** Learns of an account from what becomes of calls. */
export interface CallWitness {
  begun(): void;
  answered(seen: Seen): void;
  /** Whether to ask in spite of a shortage that is only assumed, to see whether it holds; true counts as asked. */
  mayTry(quota: Shortage['quota']): boolean;
}

export interface BudgetOptions {
  /** For messages and for the memo: `speech`, `jobs`. */
  readonly endpoint: string;
  /** As far as the service itself says nothing else; they may change while the budget is in use. */
  readonly limits: () => CallLimits;
  /** A part of what is left is kept for what people ask for by command. */
  readonly keepsForCommands?: boolean;
  readonly witness?: CallWitness;
  readonly clock: Clock;
  readonly memo?: Memo;
}

/** The purpose of a call. */
interface Purpose {
  readonly reservation?: Reservation | undefined;
  /** `read` leaves to commands what is kept for them. Default: asked. */
  readonly way?: Payer['way'] | undefined;
}

const minuteMs = 60_000;
export const keptForCommands = {
  /** Part of a minute's and of a day's calls that auto-read leaves to commands. */
  share: 0.2,
  /** From then on what commands have not used of the day is everybody's. */
  untilPartOfDay: 22 / 24,
};

/**
 * The calls that one endpoint may still be asked. Counted before they are made, in any 60 s and in each day of UTC, and
 * corrected by what the service says it counted. Own code because the general limiters (rate-limiter-flexible) count in
 * windows from the first call, which lets twice the limit pass around a border, and know neither reservations nor
 * corrections from outside.
 */
export class Budget {
  readonly #options: BudgetOptions;
  readonly #window: MinuteWindow;
  readonly #day: DayCount;
  #assumed: CallLimits;
  #said: Partial<CallLimits> = {};
  #reserved = 0;
  #blocked: { readonly untilMs: number; readonly quota: 'minute' | 'day' } | undefined;
  #lastRefusalMs: number | undefined;

  constructor(options: BudgetOptions) {
    const { clock, endpoint, memo } = options;
    this.#options = options;
    this.#assumed = options.limits();
    this.#window = new MinuteWindow(() => this.limits.perMinute, clock);
    this.#day = new DayCount({ clock, name: `deapi-calls-${endpoint}`, ...(memo && { memo }) });
  }

  /** The limits that the service said last, else those of the account's tier. */
  get limits(): CallLimits {
    const assumed = this.#options.limits();
    if (assumed !== this.#assumed) {
      // The limits of another tier hold no longer.
      this.#assumed = assumed;
      this.#said = {};
      this.#blocked = undefined;
    }
    return { ...assumed, ...this.#said };
  }

  get usedToday(): number {
    return this.#day.used;
  }

  /** Calls of today that nobody has used or reserved; Infinity without a daily limit. */
  get leftToday(): number {
    return Math.max(0, (this.limits.perDay ?? Infinity) - this.#day.used - this.#reserved);
  }

  get leftThisMinute(): number {
    return this.#window.left;
  }

  /** Why no call can be made now; undefined when one can. */
  shortage({ reservation, way = 'asked' }: Purpose = {}): Shortage | undefined {
    const blocked = this.#refused();
    if (blocked) return blocked;
    if (reservation?.held !== true && this.leftToday < 1)
      return { retryAfterMs: this.#untilMidnightMs(), quota: 'day' };
    const waitMs = this.#window.waitMs();
    if (waitMs > 0) return { retryAfterMs: waitMs, quota: 'minute' };
    return way === 'read' && this.#options.keepsForCommands === true ? this.#kept() : undefined;
  }

  /** Keeps one of today's calls back. Throws `rate-limited` when none is left. */
  reserve(way?: Payer['way']): Reservation {
    const shortage = this.shortage({ way });
    if (shortage?.quota === 'day') throw this.#error(shortage);
    this.#reserved += 1;
    let held = true;
    return {
      get held() {
        return held;
      },
      release: () => {
        if (held) this.#reserved -= 1;
        held = false;
      },
    };
  }

  /**
   * Counts one call that is about to be made, on a reservation when no other call is left today. Throws
   * `rate-limited`, with the time until it is possible again, before anything is sent.
   */
  begin(purpose: Purpose = {}): void {
    const shortage = this.shortage(purpose);
    if (shortage && !this.#mayTry(shortage)) throw this.#error(shortage);
    if (this.leftToday < 1) purpose.reservation?.release();
    this.#day.begin();
    this.#window.begin();
    this.#options.witness?.begun();
    this.#remember();
  }

  /** To be called once after each `begin`, with the answer if there was one. A 429 gives the error it means. */
  finish(answer?: Answer): SpeechError | undefined {
    this.#day.finish();
    this.#window.finish();
    if (!answer) return undefined;
    if (answer.status === 429) this.#day.uncount();
    this.#heed(answer);
    if (answer.status !== 429) return undefined;
    const shortage = this.#refusal(answer.headers);
    const untilMs = this.#options.clock.nowMs() + shortage.retryAfterMs;
    this.#lastRefusalMs = this.#options.clock.nowMs();
    this.#blocked = { untilMs, quota: shortage.quota };
    return this.#error(shortage, { status: 429 });
  }

  /** In place of `finish`, where nothing was sent after all: the call is there for others. */
  unsent(): void {
    this.#day.finish();
    this.#day.uncount();
    this.#window.finish();
    this.#window.uncount();
    this.#remember();
  }

  /** Takes up the day's count of an earlier run. */
  async restore(): Promise<void> {
    await this.#day.restore();
  }

  /** The shortage that the service told when it last refused a call, as long as it holds. */
  #refused(): Shortage | undefined {
    // Another tier than it was said to makes it void.
    void this.limits;
    if (!this.#blocked) return undefined;
    const restMs = this.#blocked.untilMs - this.#options.clock.nowMs();
    return restMs > 0 ? { retryAfterMs: restMs, quota: this.#blocked.quota } : undefined;
  }

  /** The calls that are left to commands, as auto-read meets them. */
  #kept(): Shortage | undefined {
    const { perMinute, perDay } = this.limits;
    const { share, untilPartOfDay } = keptForCommands;
    const restMs = (untilPartOfDay - dayPassed(this.#options.clock.wallMs())) * dayMs;
    if (perDay !== undefined && restMs > 0 && this.leftToday <= share * perDay)
      return { retryAfterMs: Math.ceil(restMs), quota: 'day', isKept: true };
    const waitMs = this.#window.waitMs(Math.floor(share * perMinute));
    return waitMs > 0 ? { retryAfterMs: waitMs, quota: 'minute', isKept: true } : undefined;
  }

  #mayTry({ quota, isKept }: Shortage): boolean {
    // People wait for a minute when they are told to; for the rest of a day an account may be filled up.
    if (isKept === true || this.#refused()?.quota === 'minute') return false;
    return this.#options.witness?.mayTry(quota) === true;
  }

  #heed(answer: Answer): void {
    const said = saidLimits(answer);
    this.#options.witness?.answered({
      status: answer.status,
      said,
      usedToday: this.#day.used,
    });
    const known = this.limits;
    this.#said = {
      perMinute: said.minute.limit ?? known.perMinute,
      ...(known.perDay !== undefined && { perDay: known.perDay }),
      ...(said.day.limit !== undefined && { perDay: said.day.limit }),
    };
    if (said.minute.remaining !== undefined) this.#window.correct(said.minute.remaining);
    const { perDay } = this.limits;
    if (said.day.remaining === undefined || perDay === undefined) return;
    // Around midnight it may have counted on another day than this one: taken for today's, it would use up a whole day.
    if (dayOf(this.#saidAtMs(answer.headers)) !== this.#day.today) return;
    this.#day.correct(perDay - said.day.remaining);
    this.#remember();
  }

  #refusal(headers: Answer['headers']): Shortage {
    const type = headers['x-ratelimit-type'];
    const waitMs = retryAfterMs(headers, this.#options.clock.wallMs());
    const saidMs = waitMs === undefined ? undefined : Math.min(Math.max(waitMs, 1_000), dayMs);
    // Neither said which nor how long: first a minute is assumed, and if that did not help, the day.
    const again =
      this.#lastRefusalMs !== undefined &&
      this.#options.clock.nowMs() - this.#lastRefusalMs < 3 * minuteMs;
    const isDaily =
      type === 'daily' ||
      (type !== 'minute' && (saidMs === undefined ? again : saidMs > 2 * minuteMs));
    const quota = isDaily ? 'day' : 'minute';
    if (saidMs !== undefined) return { quota, retryAfterMs: saidMs };
    return { quota, retryAfterMs: isDaily ? this.#untilMidnightMs(headers) : minuteMs };
  }

  #error(
    { retryAfterMs, quota, isKept }: Shortage,
    answer: { readonly status?: number } = {},
  ): SpeechError {
    const seconds = Math.ceil(retryAfterMs / 1000);
    const calls = `deAPI's ${this.#options.endpoint} calls of this ${quota}`;
    const facts = { retryAfterMs, quota, ...(isKept && { keptForCommands: isKept }), ...answer };
    const state = isKept === true ? 'kept for commands' : 'used up';
    return deapiError('rate-limited', `${calls} are ${state} for ${seconds} s`, facts);
  }

  /** By the service's clock, when it says its time. */
  #saidAtMs(headers: Answer['headers']): number {
    const saidMs = Date.parse(headers['date'] ?? '');
    return Number.isNaN(saidMs) ? this.#options.clock.wallMs() : saidMs;
  }

  /** Until the end of today, or of the day on which the service answered. */
  #untilMidnightMs(headers: Answer['headers'] = {}): number {
    const midnightMs = (dayOf(this.#saidAtMs(headers)) + 1) * dayMs;
    return Math.min(Math.max(midnightMs - this.#options.clock.wallMs(), 1_000), dayMs);
  }

  #remember(): void {
    if (this.limits.perDay !== undefined) this.#day.remember();
  }
}
