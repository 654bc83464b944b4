import type { Payer } from '#speech/speech.ts';

import type { Limit } from './limit.ts';

/** Hears what becomes of money. None of these may throw. */
export interface MoneyListener {
  /** More was spent for somebody, or what was reserved for them is free again. */
  spent(payer: Payer | undefined): void;
  /** Something was not asked for, since a limit has no room for it. */
  over(limit: Limit): void;
  /** Something was not asked for, since the account is empty. */
  balanceEmpty(payer: Payer | undefined): void;
}

/** News of money, for those who are there only after what spends it. */
export class MoneyNews implements MoneyListener {
  readonly #listeners: MoneyListener[] = [];

  watch(listener: MoneyListener): void {
    this.#listeners.push(listener);
  }

  spent(payer: Payer | undefined): void {
    for (const listener of this.#listeners) listener.spent(payer);
  }

  over(limit: Limit): void {
    for (const listener of this.#listeners) listener.over(limit);
  }

  balanceEmpty(payer: Payer | undefined): void {
    for (const listener of this.#listeners) listener.balanceEmpty(payer);
  }
}
