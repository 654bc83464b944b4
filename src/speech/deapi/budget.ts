import type { Memo } from '#ops/memo.ts';
import { dayMs, dayOf } from '#ops/utc-day.ts';

import type { Clock } from '../clock.ts';
import type { Payer, SpeechError } from '../speech.ts';
import type { CallWitness } from './call-witness.ts';
import { DayCount, dayPassed } from './day-count.ts';
import type { Answer } from './http.ts';
import { saidLimits } from './limit-headers.ts';
import { MinuteWindow } from './minute-window.ts';
import { deapiError } from './refusals.ts';
import { saidAtMs, saidShortage, untilMidnightMs } from './said-shortage.ts';
import type { Shortage } from './said-shortage.ts';
import type { SharedCalls } from './shared-calls.ts';
import type { CallLimits } from './tier.ts';

/** A call of the day that is kept for one job, so that a paid job can always be followed. */
export interface Reservation {
  /** False once it was used or given back. */
  readonly held: boolean;
  /** Gives the call back when it was not needed. */
  release(): void;
}

export interface BudgetOptions {
  /** For messages and for the memo: `speech`, `jobs`. */
  readonly endpoint: string;
  /** As far as the service itself says nothing else; they may change while the budget is in use. */
  readonly limits: () => CallLimits;
  /** A part of what is left is kept for what people ask for by command. */
  readonly keepsForCommands?: boolean;
  readonly witness?: CallWitness;
  /** Where several processes ask with one account: what all of them do counts. */
  readonly shared?: SharedCalls;
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
const none = { ofMinute: 0, ofDay: 0 } as const;
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
  #isTrial = false;
  /** The calls that were left to all processes when this one last made one. */
  #leftOfAll = Infinity;

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
    return Math.min(this.#window.left, this.#leftOfAll);
  }

  /** Why no call can be made now; undefined when one can. */
  shortage({ reservation, way = 'asked' }: Purpose = {}): Shortage | undefined {
    const blocked = this.#refused();
    if (blocked) return blocked;
    if (reservation?.held !== true && this.leftToday < 1)
      return { retryAfterMs: untilMidnightMs(this.#options.clock.wallMs()), quota: 'day' };
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
    this.#isTrial = shortage !== undefined;
    if (this.leftToday < 1) purpose.reservation?.release();
    this.#day.begin();
    this.#window.begin();
    this.#options.witness?.begun();
    this.#remember();
  }

  /**
   * Awaited after `begin`, before anything is sent: whether other processes leave this call to be made. Where they don't, resolves
   * with why, and it counts as never sent.
   */
  async agreed({ way = 'asked' }: Purpose = {}): Promise<Shortage | undefined> {
    const { shared, keepsForCommands } = this.#options;
    if (!shared) return undefined;
    const isTrial = this.#isTrial;
    this.#isTrial = false;
    const leaves = way === 'read' && keepsForCommands === true ? this.#keptCalls() : none;
    const taken = await shared.take({ limits: this.limits, leaves, isTrial });
    if ('shortage' in taken) {
      this.#uncount();
      return taken.shortage;
    }
    this.#leftOfAll = taken.left;
    this.#day.agree(taken.used);
    return undefined;
  }

  /** The same. Throws the `rate-limited` that it means. */
  async assertAgreed(purpose: Purpose = {}): Promise<void> {
    const shortage = await this.agreed(purpose);
    if (shortage) throw this.#error(shortage);
  }

  /** To be called once after each `begin`, with the answer if there was one. A 429 gives the error it means. */
  finish(answer?: Answer): SpeechError | undefined {
    this.#day.finish();
    this.#window.finish();
    const { shared } = this.#options;
    shared?.ended({ wasSent: true, wasCounted: answer?.status !== 429 });
    if (!answer) return undefined;
    if (answer.status === 429) this.#day.uncount();
    this.#heed(answer);
    if (answer.status !== 429) return undefined;
    const { clock } = this.#options;
    const nowMs = clock.nowMs();
    const wasJustRefused = nowMs - (this.#lastRefusalMs ?? -Infinity) < 3 * minuteMs;
    const shortage = saidShortage(answer.headers, clock.wallMs(), wasJustRefused);
    const untilMs = nowMs + shortage.retryAfterMs;
    this.#lastRefusalMs = nowMs;
    this.#blocked = { untilMs, quota: shortage.quota };
    shared?.refused(shortage);
    return this.#error(shortage, { status: 429 });
  }

  /** In place of `finish`, where nothing was sent after all: the call is there for others. */
  unsent(): void {
    this.#options.shared?.ended({ wasSent: false, wasCounted: false });
    this.#uncount();
  }

  #uncount(): void {
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
    const { ofMinute, ofDay, restMs } = this.#keptCalls();
    if (ofDay > 0 && this.leftToday <= ofDay)
      return { retryAfterMs: Math.ceil(restMs), quota: 'day', isKept: true };
    const waitMs = this.#window.waitMs(ofMinute);
    return waitMs > 0 ? { retryAfterMs: waitMs, quota: 'minute', isKept: true } : undefined;
  }

  #keptCalls() {
    const { perMinute, perDay = 0 } = this.limits;
    const { share, untilPartOfDay } = keptForCommands;
    const restMs = (untilPartOfDay - dayPassed(this.#options.clock.wallMs())) * dayMs;
    return {
      ofMinute: Math.floor(share * perMinute),
      ofDay: restMs > 0 ? share * perDay : 0,
      restMs,
    };
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
    // Calls of other processes are counted already, and come free before long.
    if (said.minute.remaining !== undefined && !this.#options.shared)
      this.#window.correct(said.minute.remaining);
    const { perDay } = this.limits;
    if (said.day.remaining === undefined || perDay === undefined) return;
    // Around midnight it may have counted on another day than this one: taken for today's, it would use up a whole day.
    if (dayOf(saidAtMs(answer.headers, this.#options.clock.wallMs())) !== this.#day.today) return;
    this.#day.correct(perDay - said.day.remaining);
    this.#remember();
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

  #remember(): void {
    if (this.limits.perDay !== undefined) this.#day.remember();
  }
}
