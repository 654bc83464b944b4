import type { z } from 'zod';

import type { UtteranceEnd } from '#call/calls.ts';
import type { BriefFiles } from '#ops/brief-files.ts';

import { readKept } from './kept-texts.ts';

/** The time for which a waiting line outlives the process; its author expects nothing more after that. */
export const keptForMs = 30_000;

/** Something that waits in a call of a server. */
export interface WaitingLine {
  readonly kind: string;
  readonly guildId: string;
}

export interface Kept {
  /** It is over; false when the bot stops and it is left for the next start. */
  over(end: UtteranceEnd): boolean;
}

export interface KeptLinesOptions<Line> {
  readonly files: Pick<BriefFiles, 'put' | 'take'>;
  /** The shape that lines are read in. */
  readonly shape: z.ZodType<Line>;
  /** Told how many lines were kept in the shape of another version, which can't be taken up. */
  readonly onForeign: (count: number) => void;
}

/** Keeps the lines that wait to be spoken, so that they are spoken although the bot is started anew meanwhile. */
export class KeptLines<Line extends WaitingLine> {
  readonly #options: KeptLinesOptions<Line>;
  #isHolding = false;

  constructor(options: KeptLinesOptions<Line>) {
    this.#options = options;
  }

  keep(line: Line): Kept {
    const remove = this.#options.files.put(JSON.stringify(line));
    return {
      over: ({ outcome }) => {
        if (this.#isHolding && outcome === 'left') return false;
        remove();
        return true;
      },
    };
  }

  /** The bot stops: what it leaves unspoken from now on is for the next start. */
  hold(): void {
    this.#isHolding = true;
  }

  /** The lines that the last process left, in the order of their waiting. Given once: lines taken up aren't kept again. */
  async take(): Promise<readonly Line[]> {
    const { files, shape, onForeign } = this.#options;
    const texts = await files.take();
    const { known, foreign } = readKept(
      shape,
      texts.map((text) => ({ text })),
    );
    if (foreign.length > 0) onForeign(foreign.length);
    return known.map(([line]) => line);
  }
}
