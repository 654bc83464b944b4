import { type Clock, systemClock } from './clock.ts';
import type { EngineName } from './engine-names.ts';
import { SpeechError } from './speech.ts';
import type { Payer, Speech } from './speech.ts';

/** An account that is paid from. */
export interface PaidAccount {
  /** US dollars in it. Free, and without a limit. */
  readonly balance: (signal: AbortSignal) => Promise<number>;
  /** US dollars, below which the service takes nothing. */
  readonly floorUsd: number;
}

export interface BalanceOptions extends PaidAccount {
  readonly engine: EngineName;
  readonly clock?: Clock;
  /** The balance is near its floor, or below it, or was filled up; told once each time. */
  readonly onLevel: (level: BalanceLevel, usd: number) => void;
  /** Something was not spoken for want of money. */
  readonly onRefused?: (payer: Payer | undefined) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** `short`: a little above the floor; `empty`: below it. */
export type BalanceLevel = 'enough' | 'short' | 'empty';

/** Between two looks while something is spoken. */
const lookMs = 5 * 60_000;
/** The same while it is short or empty: somebody may be filling it up. */
const closeLookMs = 30_000;
const answerMs = 15_000;
/** deAPI's own automatic top-up begins at $2 (documentation): that many US dollars are few. */
const shortUsd = 2;

/**
 * Watches the balance that is paid from, while it is used. What the service would refuse for want of money is refused
 * here without asking it, so that somebody else can speak at once. Balances that nobody could read stop nothing.
 */
export function withBalance(speech: Speech, options: BalanceOptions): Speech {
  const watch = new BalanceWatch(options);
  return {
    async speak(request, context) {
      watch.look();
      if (watch.level === 'empty') {
        options.onRefused?.(context.payer);
        throw new SpeechError('balance', 'the balance is below what the service takes jobs at', {
          engine: options.engine,
        });
      }
      try {
        const audio = await speech.speak(request, context);
        watch.spent(audio.costUsd ?? 0);
        return audio;
      } catch (error) {
        if (error instanceof SpeechError && error.failure === 'balance') {
          watch.refused();
          options.onRefused?.(context.payer);
        }
        throw error;
      }
    },
  };
}

class BalanceWatch {
  readonly #options: BalanceOptions;
  readonly #clock: Clock;
  #usd: number | undefined;
  #lookedAtMs: number | undefined;
  #level: BalanceLevel = 'enough';

  constructor(options: BalanceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  get level(): BalanceLevel {
    return this.#level;
  }

  /** Has the balance read in the background, when that was long ago. */
  look(): void {
    const nowMs = this.#clock.nowMs();
    const everyMs = this.#level === 'enough' ? lookMs : closeLookMs;
    if (this.#lookedAtMs !== undefined && nowMs - this.#lookedAtMs < everyMs) return;
    this.#lookedAtMs = nowMs;
    this.#read().catch(this.#options.onTrouble);
  }

  /** Something was charged: what is known of the balance is that much less. */
  spent(usd: number): void {
    if (this.#usd !== undefined) this.#is(this.#usd - usd);
  }

  /** The service refused for want of money: it knows better than what was last read. */
  refused(): void {
    if (this.#level === 'empty') return;
    this.#lookedAtMs = undefined;
    this.look();
  }

  async #read(): Promise<void> {
    this.#is(await this.#options.balance(AbortSignal.timeout(answerMs)));
  }

  #is(usd: number): void {
    const { floorUsd, onLevel } = this.#options;
    this.#usd = usd;
    const level = usd < floorUsd ? 'empty' : usd < shortUsd ? 'short' : 'enough';
    if (level === this.#level) return;
    this.#level = level;
    onLevel(level, usd);
  }
}
