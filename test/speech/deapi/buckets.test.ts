import { QuotaBook, tierQuotas } from '@crier/rehearsal/deapi/quotas.ts';
import type { LimitHeaders, Tier } from '@crier/rehearsal/deapi/quotas.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Budget } from '#speech/deapi/budget.ts';
import type { Answer } from '#speech/deapi/http.ts';
import { LearnedTier } from '#speech/deapi/learned-tier.ts';
import { quotasOf } from '#speech/deapi/quotas.ts';
import { tierLimits } from '#speech/deapi/tier.ts';
import { SpeechError } from '#speech/speech.ts';

import { MapMemo } from '../../fakes/map-memo.ts';
import { VirtualClock } from '../virtual-clock.ts';

// Submits in any order and at any time, held against a model of what is allowed and against a service that counts.

const dayMs = 86_400_000;
/** No answer to a submit is waited for any longer. */
const longestMs = 30_000;
const tenPmMs = (22 / 24) * dayMs;

/** The limits, as simply as they can be said. */
class Model {
  readonly #limits: { readonly perMinute: number; readonly perDay?: number };
  readonly #calls: number[] = [];
  /** Begun on the day before, and not answered when it ended. */
  #carried = 0;
  #day = 0;

  constructor(tier: Tier) {
    this.#limits = tierLimits[tier].speech;
  }

  allows(way: 'asked' | 'read', nowMs: number, inFlight: readonly number[]): boolean {
    const { perMinute, perDay = Infinity } = this.#limits;
    this.#turn(nowMs, inFlight);
    const minute = this.#calls.filter((at) => at > nowMs - 61_000).length;
    const used = this.#calls.filter((at) => at >= this.#day * dayMs).length + this.#carried;
    if (way === 'asked') return minute < perMinute && used < perDay;
    const isLate = nowMs % dayMs >= tenPmMs;
    const keptOfDay = isLate || perDay === Infinity ? 0 : 0.2 * perDay;
    return minute < 0.8 * perMinute && perDay - used > keptOfDay;
  }

  begun(nowMs: number): void {
    this.#calls.push(nowMs);
  }

  /** Before anything changes that was in the air. */
  #turn(nowMs: number, inFlight: readonly number[]): void {
    const day = Math.floor(nowMs / dayMs);
    if (day === this.#day) return;
    this.#day = day;
    this.#carried = inFlight.filter((at) => at < day * dayMs).length;
  }

  passed(nowMs: number, inFlight: readonly number[]): void {
    this.#turn(nowMs, inFlight);
  }
}

interface Open {
  readonly begunMs: number;
  readonly answer: Answer;
}

/** The budget of submits, beside the model and the service; what differs is noted. */
class Trial {
  readonly differences: string[] = [];
  readonly #clock: VirtualClock;
  readonly #tier: Tier;
  readonly #memo = new MapMemo();
  readonly #book: QuotaBook;
  readonly #model: Model;
  #budget: Budget;
  #open: Open[] = [];

  constructor(tier: Tier, style: LimitHeaders, startsAt: string) {
    this.#clock = new VirtualClock(`2026-11-22T${startsAt}:00Z`);
    this.#tier = tier;
    this.#book = new QuotaBook(tierQuotas[tier], style, () => this.#clock.wallMs());
    this.#model = new Model(tier);
    this.#budget = this.#newBudget();
  }

  ask(way: 'asked' | 'read'): void {
    const now = this.#clock.wallMs();
    const isAllowed = this.#model.allows(way, now, this.#inFlight());
    const isBegun = this.#begins(way);
    if (isBegun !== isAllowed) this.differences.push(isAllowed ? 'held back' : 'let through');
    if (!isBegun) return;
    const { admitted, headers } = this.#book.admit('submit');
    if (!admitted) this.differences.push('refused');
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const answer = { status: 200, headers: Object.fromEntries(named), text: '', json: {} };
    this.#open.push({ begunMs: now, answer });
    this.#model.begun(now);
  }

  answer(which: 'first' | 'last'): void {
    const answered = which === 'first' ? this.#open.shift() : this.#open.pop();
    if (answered) this.#budget.finish(answered.answer);
  }

  pass(ms: number): void {
    this.#clock.pass(ms);
    while ((this.#open[0]?.begunMs ?? Infinity) < this.#clock.wallMs() - longestMs)
      this.answer('first');
    this.#model.passed(this.#clock.wallMs(), this.#inFlight());
  }

  /** Another run takes over, after a minute: what was asked within the last one is not known to it. */
  async restart(): Promise<void> {
    this.#open = [];
    this.pass(61_000);
    this.#budget = this.#newBudget();
    await this.#budget.restore();
  }

  #newBudget(): Budget {
    const clock = this.#clock;
    const tier = new LearnedTier({ assumed: this.#tier, account: 'one', clock });
    return quotasOf(tier, clock, this.#memo).speech;
  }

  #begins(way: 'asked' | 'read'): boolean {
    try {
      this.#budget.begin({ way });
      return true;
    } catch (error) {
      if (error instanceof SpeechError) return false;
      throw error;
    }
  }

  #inFlight(): readonly number[] {
    return this.#open.map(({ begunMs }) => begunMs);
  }
}

type Step = 'asked' | 'read' | 'first' | 'last' | 'restart' | number;

const anyStep = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('asked' as const, 'read' as const) },
  { weight: 8, arbitrary: fc.constantFrom('first' as const, 'last' as const) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 61_000, max: 6_000_000 }) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);

async function differencesOf(trial: Trial, usedBefore: number, steps: readonly Step[]) {
  for (let used = 0; used < usedBefore; used += 1) {
    trial.ask('asked');
    trial.answer('last');
    if (used % 5 === 4) trial.pass(61_000);
  }
  for (const step of steps) {
    if (typeof step === 'number') trial.pass(step);
    else if (step === 'restart') await trial.restart();
    else if (step === 'asked' || step === 'read') trial.ask(step);
    else trial.answer(step);
  }
  return trial.differences;
}

test.each<[Tier, LimitHeaders, string]>([
  ['basic', 'none', '21:50'],
  ['basic', 'specification', '23:40'],
  ['premium', 'none', '23:50'],
])(
  'whatever is asked of a %s account with headers of %s, from %s on, is let through exactly when it is allowed, and the service never has to refuse',
  async (tier, style, startsAt) => {
    const usedBefore = fc.integer({ min: 0, max: tier === 'basic' ? 300 : 0 });
    const steps = fc.array(anyStep, { minLength: 40, maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(usedBefore, steps, async (used, all) => {
        expect(await differencesOf(new Trial(tier, style, startsAt), used, all)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  },
);

test.each<[Tier, string]>([
  ['basic', '12:00'],
  ['premium', '23:50'],
])(
  'what a service with limits of a %s account in every answer says late costs some calls at most, from %s on',
  async (tier, startsAt) => {
    const usedBefore = fc.integer({ min: 0, max: tier === 'basic' ? 300 : 0 });
    const steps = fc.array(anyStep, { minLength: 40, maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(usedBefore, steps, async (used, all) => {
        const trial = new Trial(tier, 'errors-page', startsAt);
        const differences = await differencesOf(trial, used, all);
        expect(differences.filter((each) => each !== 'held back')).toEqual([]);
      }),
      { numRuns: 15 },
    );
  },
);
