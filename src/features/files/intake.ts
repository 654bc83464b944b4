import type { Attachments, FileBound, GivenFile } from '#discord/attachments.ts';
import { TurnTaking } from '#discord/turn-taking.ts';
import type { Tell, TurnBounds } from '#discord/turn-taking.ts';
import { text } from '#i18n/text.ts';

/** A file that somebody gave with a command. */
export interface Given {
  readonly file: GivenFile;
  readonly tell: Tell;
}

const longSound = (megabytes: number): FileBound => ({
  maxBytes: megabytes * 1024 * 1024,
  tooLarge: text(($) => $.files.tooLarge.sound, { megabytes }),
});

/** The limits of the files that people give. */
export const fileBounds = {
  /** A recording for a voice. */
  clip: longSound(10),
  /** 5 s of anything but studio formats. */
  sound: longSound(2),
  /** Words and how they are said. */
  table: {
    maxBytes: 256 * 1024,
    tooLarge: text(($) => $.files.tooLarge.table, { kilobytes: 256 }),
  },
  /** Somebody's phrases with what is spoken of them as recordings. */
  phrases: {
    maxBytes: 10 * 1024 * 1024,
    tooLarge: text(($) => $.files.tooLarge.phrases, { megabytes: 10 }),
  },
  /** All that a server has set. */
  settings: {
    maxBytes: 512 * 1024,
    tooLarge: text(($) => $.files.tooLarge.settings, { kilobytes: 512 }),
  },
} as const satisfies Record<string, FileBound>;

export interface IntakeOptions extends Partial<TurnBounds> {
  readonly attachments: Attachments;
  /** Called when a file is asked for: what will read it can start meanwhile. */
  readonly onTurn?: () => void;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  /** For fetching and reading one file. */
  readonly workMs?: number;
}

/** How many files are fetched or read at a time, each of which may be in memory, and how many wait. */
export const intakeBounds = {
  maxAtWork: 4,
  // The largest recordings are taken one at a time, since reading one needs ten times as much memory.
  maxBytesAtWork: 16 * 1024 * 1024,
  maxWaiting: 20,
  maxWaitingOfOne: 2,
  waitMs: 120_000,
  workMs: 45_000,
};

/**
 * The one way in for every file that people give, so that many files of many people take no more memory, connections and
 * processes than a few: each in its turn, one of a person at a time.
 */
export class Intake {
  readonly #options: typeof intakeBounds & IntakeOptions;
  readonly #turns: TurnTaking;

  constructor(options: IntakeOptions) {
    this.#options = { ...intakeBounds, ...options };
    this.#turns = new TurnTaking(this.#options, ({ kind, ...values }) => ({
      select: ($) => $.files.turns[kind],
      values,
    }));
  }

  /**
   * Fetches a file in its turn and has it read; its bytes are gone when `read` is done with them. Rejects with a `UserError` when it may not be fetched, or too many wait;
   * with what `read` rejects with; and with the signal's reason when the bot stops, or it takes too long.
   */
  async take<Result>(
    userId: string,
    { file, tell }: Given,
    kind: keyof typeof fileBounds,
    read: (bytes: Uint8Array, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { attachments, onTurn } = this.#options;
    const bound = fileBounds[kind];
    // Nobody should wait for a refusal.
    attachments.assertFetchable(file, bound);
    const fetchAndRead = async (signal: AbortSignal): Promise<Result> => {
      onTurn?.();
      const bytes = await attachments.fetch(file, bound, signal);
      try {
        return await read(bytes, signal);
      } finally {
        // After an abort somebody may still be at them.
        if (!signal.aborted) giveBack(bytes);
      }
    };
    return this.inTurn(userId, tell, fetchAndRead, file.size);
  }

  /** Has work done in its turn among the files, such as reading what is here already. Rejects as `take` does. */
  inTurn<Result>(
    userId: string,
    tell: Tell,
    work: (signal: AbortSignal) => Promise<Result>,
    sizeBytes = 0,
  ): Promise<Result> {
    const { closing, workMs } = this.#options;
    return this.#turns.run({ userId, sizeBytes }, tell, closing, () =>
      work(AbortSignal.any([closing, AbortSignal.timeout(workMs)])),
    );
  }
}

/**
 * Takes the memory of a file back at once. The garbage collector would let tens of megabytes of them lie until something
 * else makes it run, which in a bot that has nothing else to do may be never.
 */
function giveBack({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
