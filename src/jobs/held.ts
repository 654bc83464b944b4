import type { Payer, HeldRoom, SpeechError } from '#speech/speech.ts';

import type { CountedTogether, Limit, FullAmount } from './limit.ts';

/** Room that is kept free for the requests of one text which have not begun yet. */
export class Held implements HeldRoom {
  readonly #payer: Payer | undefined;
  readonly #onReleased: () => void;
  #usd: number;
  #chars: number;
  /** Why no request of it may begin. */
  refusal: SpeechError | undefined;

  constructor(payer: Payer | undefined, { usd, chars }: FullAmount, onReleased: () => void) {
    this.#payer = payer;
    this.#usd = usd;
    this.#chars = chars;
    this.#onReleased = onReleased;
  }

  /** A request of it began: it is counted by itself from now on. */
  take({ usd, chars }: FullAmount): void {
    this.#usd = Math.max(0, this.#usd - usd);
    this.#chars = Math.max(0, this.#chars - chars);
  }

  /** How much of it counts in a limit. */
  in(limit: Limit): FullAmount {
    return isCounted(limit, this.#payer)
      ? { usd: this.#usd, chars: this.#chars }
      : { usd: 0, chars: 0 };
  }

  release(): void {
    this.#onReleased();
  }
}

/** Whether what somebody pays counts together with that. */
export function isCounted({ userId, guildId }: CountedTogether, payer: Payer | undefined): boolean {
  return (
    (userId === undefined || userId === payer?.userId) &&
    (guildId === undefined || guildId === payer?.guildId)
  );
}
