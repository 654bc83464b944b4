import type { ServedModel } from './models.ts';

/** One job that was paid for. */
export interface Charge {
  readonly jobId: string;
  /** The fields that the money was spent on: equal for submits that ask for the same sound. */
  readonly fields: Readonly<Record<string, string>>;
  readonly usd: number;
  readonly refunded: boolean;
}

/** Below this nothing is accepted, whatever it costs. */
const floorUsd = 0.49;

export class Ledger {
  readonly #charges: { -readonly [Key in keyof Charge]: Charge[Key] }[] = [];
  balanceUsd: number;

  constructor(balanceUsd: number) {
    this.balanceUsd = balanceUsd;
  }

  get charges(): readonly Charge[] {
    return this.#charges;
  }

  affords(usd: number): boolean {
    return this.balanceUsd >= floorUsd && this.balanceUsd >= usd;
  }

  charge(jobId: string, fields: Charge['fields'], usd: number): void {
    this.balanceUsd -= usd;
    this.#charges.push({ jobId, fields, usd, refunded: false });
  }

  refund(jobId: string): void {
    const charge = this.#charges.find((known) => known.jobId === jobId && !known.refunded);
    if (!charge) return;
    charge.refunded = true;
    this.balanceUsd += charge.usd;
  }

  /**
   * Charges that weren't refunded and whose like was charged before: a client that pays twice for the same sound.
   * Designs are left out: each time, the service makes another voice of the same description.
   */
  get twice(): readonly Charge[] {
    const seen = new Set<string>();
    return this.#charges.filter(({ fields, refunded }) => {
      if (refunded || fields['mode'] === 'voice_design') return false;
      // A mode that isn't named is that of presets.
      const asked = Object.entries({ mode: 'custom_voice', ...fields });
      const key = JSON.stringify(asked.toSorted(([a], [b]) => (a < b ? -1 : 1)));
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    });
  }
}

/** Price per character, halved at double speed. */
export function priceOf(model: ServedModel, chars: number, speed: number): number {
  return (chars * model.usdPerMillionChars) / 1_000_000 / speed;
}
