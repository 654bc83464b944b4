import type { Memo } from '#ops/memo.ts';

import type { Clock } from '../clock.ts';
import { number, partOf } from '../http/json.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import type { SpeechError } from '../speech.ts';
import type { Answer } from './http.ts';
import { deapiError } from './refusals.ts';

/** How long a budget is used up, and which of its quotas. */
export interface Shortage {
  readonly retryAfterMs: number;
  readonly quota: 'minute' | 'day';
}

/** A call of the day that is kept for one job, so that a paid job can always be followed. */
export interface Reservation {
  /** False once it was used or given back. */
  readonly held: boolean;
  /** Gives the call back when it was not needed. */
  release(): void;
}

/**
 * The server may count a call a little later than it was made here, so that calls 60 s apart here lie closer there:
 * a window of 61 s keeps to the limit on both sides.
 */
const windowMs = 61_000;
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The calls of the last minute, of one endpoint or of several that share a limit. */
export class MinuteWindow {
  limit: number;
  readonly #clock: Clock;
  #calls: number[] = [];
  #inFlight = 0;

  constructor(limit: number, clock: Clock) {
    this.limit = limit;
    this.#clock = clock;
  }

  get left(): number {
    this.#forget();
    return Math.max(0, this.limit - this.#calls.length);
  }

  /** Until a call is free again; 0 when one is. */
  get waitMs(): number {
    if (this.left > 0) return 0;
    const oldest = this.#calls[this.#calls.length - this.limit];
    return oldest === undefined ? windowMs : Math.max(1, oldest + windowMs - this.#clock.nowMs());
  }

  begin(): void {
    this.#inFlight += 1;
    this.#calls.push(this.#clock.nowMs());
  }

  finish(): void {
    this.#inFlight -= 1;
  }

  /** Takes over what the service says is left, less the calls that it can't have seen when it said so. */
  correct(limit: number | undefined, remaining: number | undefined): void {
    if (limit !== undefined && limit > 0) this.limit = limit;
    if (remaining === undefined) return;
    const now = this.#clock.nowMs();
    const elsewhere = this.left - Math.max(0, remaining - this.#inFlight);
    for (let made = 0; made < elsewhere; made += 1) this.#calls.push(now);
  }

  #forget(): void {
    const since = this.#clock.nowMs() - windowMs;
    if ((this.#calls[0] ?? Infinity) > since) return;
    this.#calls = this.#calls.filter((at) => at > since);
  }
}

export interface BudgetOptions {
  /** For messages and for the memo: `speech`, `jobs`. */
  readonly endpoint: string;
  readonly window: MinuteWindow;
  /** Calls from 00:00 to 24:00 UTC; absent: no daily limit. */
  readonly perDay?: number;
  readonly clock: Clock;
  readonly memo?: Memo;
}

/**
 * The calls that one endpoint may still be asked. Counted before they are made, in any 60 s and in each day of UTC, and
 * corrected by what the service says it counted. Own code because the general limiters (rate-limiter-flexible) count in
 * windows from the first call, which lets twice the limit pass around a border, and know neither reservations nor
 * corrections from outside.
 */
export class Budget {
  readonly #options: BudgetOptions;
  #perDay: number | undefined;
  #day: number;
  #usedToday = 0;
  #reserved = 0;
  #inFlight = 0;
  #blocked: { readonly untilMs: number; readonly quota: 'minute' | 'day' } | undefined;
  #lastRefusalMs: number | undefined;

  constructor(options: BudgetOptions) {
    this.#options = options;
    this.#perDay = options.perDay;
    this.#day = this.#today();
  }

  get hasDailyLimit(): boolean {
    return this.#perDay !== undefined;
  }

  /** Calls of today that nobody has used or reserved. */
  get leftToday(): number {
    this.#turnDay();
    return Math.max(0, (this.#perDay ?? Infinity) - this.#usedToday - this.#reserved);
  }

  get leftThisMinute(): number {
    return this.#options.window.left;
  }

  /** Part of today's calls that are used or reserved, 0 to 1. */
  get spentShare(): number {
    return this.#perDay === undefined ? 0 : 1 - this.leftToday / this.#perDay;
  }

  /** Why no call can be made now; undefined when one can. */
  shortage(reservation?: Reservation): Shortage | undefined {
    const { clock, window } = this.#options;
    const blockedMs = (this.#blocked?.untilMs ?? 0) - clock.nowMs();
    if (this.#blocked && blockedMs > 0)
      return { retryAfterMs: blockedMs, quota: this.#blocked.quota };
    if (!reservation?.held && this.leftToday < 1)
      return { retryAfterMs: this.#untilMidnightMs(), quota: 'day' };
    return window.waitMs > 0 ? { retryAfterMs: window.waitMs, quota: 'minute' } : undefined;
  }

  /** Keeps one of today's calls back. Throws `rate-limited` when none is left. */
  reserve(): Reservation {
    const shortage = this.shortage();
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
  begin(reservation?: Reservation): void {
    const shortage = this.shortage(reservation);
    if (shortage) throw this.#error(shortage);
    if (this.leftToday < 1) reservation?.release();
    this.#usedToday += 1;
    this.#inFlight += 1;
    this.#options.window.begin();
    this.#remember();
  }

  /** To be called once after each `begin`, with the answer if there was one. A 429 gives the error it means. */
  finish(answer?: Answer): SpeechError | undefined {
    this.#turnDay();
    this.#inFlight -= 1;
    this.#options.window.finish();
    if (!answer) return undefined;
    this.#heed(answer.headers);
    if (answer.status !== 429) return undefined;
    const shortage = this.#refusal(answer.headers);
    const untilMs = this.#options.clock.nowMs() + shortage.retryAfterMs;
    this.#lastRefusalMs = this.#options.clock.nowMs();
    this.#blocked = { untilMs, quota: shortage.quota };
    return this.#error(shortage, { status: 429 });
  }

  /** Takes up the day's count of an earlier run. */
  async restore(): Promise<void> {
    const { day, used = 0 } = counted.parse(await this.#options.memo?.get(this.#memoName));
    if (day !== this.#today()) return;
    this.#turnDay();
    this.#usedToday += Math.max(0, used);
  }

  get #memoName(): string {
    return `deapi-calls-${this.#options.endpoint}`;
  }

  #heed(headers: Answer['headers']): void {
    const header = (name: string) => countOf(headers[`x-ratelimit-${name}`]);
    // On a daily refusal the unnamed pair may be the day's.
    if (headers['x-ratelimit-type'] !== 'daily') {
      this.#options.window.correct(header('limit'), header('remaining'));
    }
    const [dailyLimit, dailyRemaining] = [header('daily-limit'), header('daily-remaining')];
    if (dailyLimit !== undefined && dailyLimit > 0) this.#perDay = dailyLimit;
    if (dailyRemaining === undefined || this.#perDay === undefined) return;
    // Around midnight it may have counted on another day than this one: taken for today's, it would use up a whole day.
    if (dayOf(this.#saidAtMs(headers)) !== this.#today()) return;
    this.#turnDay();
    this.#usedToday = Math.max(0, this.#perDay - dailyRemaining) + this.#inFlight;
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
    { retryAfterMs, quota }: Shortage,
    answer: { readonly status?: number } = {},
  ): SpeechError {
    const seconds = Math.ceil(retryAfterMs / 1000);
    const calls = `deAPI's ${this.#options.endpoint} calls of this ${quota}`;
    const facts = { retryAfterMs, quota, ...answer };
    return deapiError('rate-limited', `${calls} are used up for ${seconds} s`, facts);
  }

  #today(): number {
    return dayOf(this.#options.clock.wallMs());
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

  #turnDay(): void {
    const today = this.#today();
    if (today === this.#day) return;
    this.#day = today;
    // A call in the air may be counted on either day; the new one is the safe one.
    this.#usedToday = this.#inFlight;
  }

  #remember(): void {
    const { memo } = this.#options;
    if (!memo || this.#perDay === undefined) return;
    // Lost counts only mean that the service itself has to refuse.
    void memo.put(this.#memoName, { day: this.#day, used: this.#usedToday });
  }
}

const counted = partOf({ day: number, used: number });

/** Days of UTC since 1970. */
function dayOf(wallMs: number): number {
  return Math.floor(wallMs / dayMs);
}

function countOf(header: string | undefined): number | undefined {
  const count = number.parse(header);
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : undefined;
}
