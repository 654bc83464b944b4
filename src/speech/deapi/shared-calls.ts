import { randomBytes } from 'node:crypto';

import type { SharedNotes } from '#ops/shared-notes.ts';

import { endCall, readCalls, refuseCalls, takeCall } from './calls-of-all.ts';
import type { Ask, CallsOfAll, Taken } from './calls-of-all.ts';
import type { Shortage } from './said-shortage.ts';

export interface SharedCallsOptions {
  readonly notes: SharedNotes;
  /** The account and endpoint, by which processes know each other's calls. */
  readonly name: string;
  readonly onTrouble: (error: unknown) => void;
}

/** Where nobody can say what others do, nothing is asked; it is soon looked again. */
const awayMs = 1_000;

/** The calls to one endpoint, which all processes of the bot count together. */
export class SharedCalls {
  readonly #options: SharedCallsOptions;
  readonly #by = randomBytes(8).toString('hex');

  constructor(options: SharedCallsOptions) {
    this.#options = options;
  }

  /** Counts a call that is about to be made, where one is left. */
  async take(ask: Omit<Ask, 'by'>): Promise<Taken> {
    const { notes, name, onTrouble } = this.#options;
    try {
      return await notes.change(name, (written, nowMs) => {
        const whole = { ...ask, by: this.#by };
        const { calls, taken } = takeCall(readCalls(written, nowMs), whole, nowMs);
        return { written: JSON.stringify(calls), result: taken };
      });
    } catch (error) {
      onTrouble(error);
      return { shortage: { retryAfterMs: awayMs, quota: 'minute' } };
    }
  }

  /** Notes how it ended; nobody waits for that. */
  ended(outcome: { readonly wasSent: boolean; readonly wasCounted: boolean }): void {
    this.#note((calls, nowMs) => endCall(calls, { by: this.#by, ...outcome }, nowMs));
  }

  /** The service said that nobody may ask for a while. */
  refused(shortage: Shortage): void {
    this.#note((calls, nowMs) => refuseCalls(calls, shortage, nowMs));
  }

  /** One that can't be noted counts for longer than it has to. */
  #note(change: (calls: CallsOfAll, nowMs: number) => CallsOfAll): void {
    const { notes, name, onTrouble } = this.#options;
    notes
      .change(name, (written, nowMs) => {
        const calls = change(readCalls(written, nowMs), nowMs);
        return { written: JSON.stringify(calls), result: undefined };
      })
      .catch(onTrouble);
  }
}
