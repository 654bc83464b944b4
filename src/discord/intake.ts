import { UserError } from '../errors.ts';
import type { Attachments, FileBound, GivenFile } from './attachments.ts';

/** A file that somebody gave with a command. */
export interface Given {
  readonly file: GivenFile;
  readonly tell: Tell;
}

/** Tells the person who waits why. */
export type Tell = (sentence: string) => void;

const longSound = (megabytes: number): FileBound => ({
  maxBytes: megabytes * 1024 * 1024,
  tooLarge: `The file is larger than ${megabytes} MB. Send a shorter one, or send it as mp3.`,
});

/** What people give, and how large it may be. */
export const fileBounds = {
  /** A recording for a voice. */
  clip: longSound(10),
  /** 5 s of anything but studio formats. */
  sound: longSound(2),
  /** Words and how they are said. */
  table: {
    maxBytes: 256 * 1024,
    tooLarge: 'The file is larger than 256 kB. Import it in parts.',
  },
} as const satisfies Record<string, FileBound>;

export interface IntakeOptions {
  readonly attachments: Attachments;
  /** Called when a file is asked for: what will read it can start meanwhile. */
  readonly onTurn?: () => void;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  /** Files that are fetched or read at a time: each may be in memory. */
  readonly maxAtWork?: number;
  /** Of all of them together; one that is larger has its turn when there is no other. */
  readonly maxBytesAtWork?: number;
  /** Of everybody; more are refused before anything of them is fetched. */
  readonly maxWaiting?: number;
  /** Of one person, whose files come one after the other: nobody fills the line alone. */
  readonly maxWaitingOfOne?: number;
  readonly waitMs?: number;
  /** For fetching and reading one file. */
  readonly workMs?: number;
}

interface Work {
  readonly personId: string;
  /** What it takes of memory. */
  readonly sizeBytes: number;
}

interface Waiting extends Work {
  readonly begin: () => void;
}

/** How much is done and waits at once. */
export const intakeBounds = {
  maxAtWork: 4,
  // Of the largest recordings one at a time: whoever reads it takes ten times as much.
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
  /** What is fetched or read now. */
  readonly #atWork = new Set<Work>();
  readonly #waiting: Waiting[] = [];

  constructor(options: IntakeOptions) {
    this.#options = { ...intakeBounds, ...options };
  }

  /**
   * Fetches a file in its turn and has it read; its bytes are gone when `read` is done with them. Rejects with a `UserError` when it may not be fetched, or too many wait;
   * with what `read` rejects with; and with the signal's reason when the bot stops, or it takes too long.
   */
  async take<Result>(
    personId: string,
    { file, tell }: Given,
    kind: keyof typeof fileBounds,
    read: (bytes: Uint8Array, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { attachments, onTurn } = this.#options;
    const bound = fileBounds[kind];
    // Nobody should wait for a refusal.
    attachments.assertFetchable(file, bound);
    return this.#inTurn({ personId, sizeBytes: file.size }, tell, async (signal) => {
      onTurn?.();
      const bytes = await attachments.fetch(file, bound, signal);
      try {
        return await read(bytes, signal);
      } finally {
        // After an abort somebody may still be at them.
        if (!signal.aborted) giveBack(bytes);
      }
    });
  }

  /** Has something read that is here already, in its turn among the files. Rejects as `take` does. */
  async inTurn<Result>(
    personId: string,
    tell: Tell,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    return this.#inTurn({ personId, sizeBytes: 0 }, tell, work);
  }

  async #inTurn<Result>(
    asked: Work,
    tell: Tell,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { closing, workMs } = this.#options;
    closing.throwIfAborted();
    if (!this.#nextInLine() && this.#mayBegin(asked)) this.#atWork.add(asked);
    else await this.#wait(asked, tell);
    try {
      return await work(AbortSignal.any([closing, AbortSignal.timeout(workMs)]));
    } finally {
      this.#atWork.delete(asked);
      this.#next();
    }
  }

  #mayBegin({ personId, sizeBytes }: Work): boolean {
    const { maxAtWork, maxBytesAtWork } = this.#options;
    const all = [...this.#atWork];
    const bytes = all.reduce((sum, work) => sum + work.sizeBytes, sizeBytes);
    return (
      all.length < maxAtWork &&
      !all.some((work) => work.personId === personId) &&
      (all.length === 0 || bytes <= maxBytesAtWork)
    );
  }

  async #wait(asked: Work, tell: Tell): Promise<void> {
    const { personId } = asked;
    const { maxWaiting, maxWaitingOfOne, waitMs, closing } = this.#options;
    const own = this.#waiting.filter((other) => other.personId === personId).length;
    if (own >= maxWaitingOfOne)
      throw new UserError(
        'I am still at the files that you gave before. Give this one again when they are done.',
      );
    const before = this.#waiting.length;
    if (before >= maxWaiting)
      throw new UserError('Many people are giving me files right now. Try again in a minute.');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = {
      ...asked,
      begin: () => {
        this.#atWork.add(asked);
        resolve();
      },
    };
    const giveUp = (reason: unknown): void => {
      const at = this.#waiting.indexOf(waiting);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(reason);
    };
    const onClosing = (): void => giveUp(closing.reason);
    const timer = setTimeout(
      () => giveUp(new UserError('Many files came before yours. Give it again in a minute.')),
      waitMs,
    );
    closing.addEventListener('abort', onClosing);
    this.#waiting.push(waiting);
    const hasOthers = [...this.#atWork].some((work) => work.personId === personId);
    tell(waitSentence(before, own > 0 || hasOthers));
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      closing.removeEventListener('abort', onClosing);
    }
  }

  /** The first whose person has no other file at work. A large one waits for room, and nobody passes it. */
  #nextInLine(): Waiting | undefined {
    const busy = new Set([...this.#atWork].map(({ personId }) => personId));
    return this.#waiting.find(({ personId }) => !busy.has(personId));
  }

  #next(): void {
    const next = this.#nextInLine();
    if (!next || !this.#mayBegin(next)) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.begin();
    // The room of a large one may do for several.
    this.#next();
  }
}

/**
 * Takes the memory of a file back at once. The garbage collector would let tens of megabytes of them lie until something
 * else makes it run, which in a bot that has nothing else to do may be never.
 */
function giveBack({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

function waitSentence(before: number, hasOthers: boolean): string {
  if (hasOthers) return 'One moment: first the file that you gave before …';
  if (before === 0) return 'One moment: yours is the next file …';
  return `One moment: ${before === 1 ? 'one file waits' : `${before} files wait`} before yours …`;
}
