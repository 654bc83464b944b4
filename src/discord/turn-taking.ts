import { UserError } from '#errors.ts';

/** How much is done and waits at once. */
export interface TurnBounds {
  readonly maxAtWork: number;
  /** The bytes of all work together; larger work has its turn when there is nothing else. */
  readonly maxBytesAtWork: number;
  /** The number for all people; more is refused before anything of it is begun. */
  readonly maxWaiting: number;
  /** The number for one person, whose turns come one after the other: nobody fills the line alone. */
  readonly maxWaitingOfOne: number;
  readonly waitMs: number;
}

/** The sentences for people who wait or are refused. */
export interface TurnSentences {
  readonly tooManyOfOne: string;
  readonly tooMany: string;
  readonly tooLate: string;
  /** `others`: before it in line. */
  readonly waits: (others: number, isAfterOwn: boolean) => string;
}

interface Work {
  readonly personId: string;
  /** The memory that it takes, where that is known. */
  readonly sizeBytes?: number;
}

/** Tells the person who waits why. */
export type Tell = (sentence: string) => void;

interface Waiting extends Work {
  readonly begin: () => void;
}

/** Lets people have work done in the order in which they come, a little of it at a time and one of a person. */
export class TurnTaking {
  readonly #bounds: TurnBounds;
  readonly #sentences: TurnSentences;
  readonly #atWork = new Set<Work>();
  readonly #waiting: Waiting[] = [];

  constructor(bounds: TurnBounds, sentences: TurnSentences) {
    this.#bounds = bounds;
    this.#sentences = sentences;
  }

  /** Rejects with a `UserError` when too much waits, with the signal's reason, or with what `work` rejects with. */
  async run<Result>(
    asked: Work,
    tell: Tell,
    signal: AbortSignal,
    work: () => Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted();
    if (!this.#nextInLine() && this.#mayBegin(asked)) this.#atWork.add(asked);
    else await this.#wait(asked, tell, signal);
    try {
      return await work();
    } finally {
      this.#atWork.delete(asked);
      this.#next();
    }
  }

  #mayBegin({ personId, sizeBytes = 0 }: Work): boolean {
    const { maxAtWork, maxBytesAtWork } = this.#bounds;
    const all = [...this.#atWork];
    const bytes = all.reduce((sum, work) => sum + (work.sizeBytes ?? 0), sizeBytes);
    return (
      all.length < maxAtWork &&
      !all.some((work) => work.personId === personId) &&
      (all.length === 0 || bytes <= maxBytesAtWork)
    );
  }

  async #wait(asked: Work, tell: Tell, signal: AbortSignal): Promise<void> {
    const { personId } = asked;
    const { maxWaiting, maxWaitingOfOne, waitMs } = this.#bounds;
    const { tooManyOfOne, tooMany, tooLate, waits } = this.#sentences;
    const own = this.#waiting.filter((other) => other.personId === personId).length;
    if (own >= maxWaitingOfOne) throw new UserError(tooManyOfOne);
    const before = this.#waiting.length;
    if (before >= maxWaiting) throw new UserError(tooMany);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const begin = (): void => {
      this.#atWork.add(asked);
      resolve();
    };
    const waiting: Waiting = { ...asked, begin };
    const giveUp = (reason: unknown): void => {
      const at = this.#waiting.indexOf(waiting);
      if (at < 0) return;
      this.#waiting.splice(at, 1);
      reject(reason);
      // A large one that goes may have been all that others waited for.
      this.#next();
    };
    const onAbort = (): void => giveUp(signal.reason);
    const timer = setTimeout(() => giveUp(new UserError(tooLate)), waitMs);
    signal.addEventListener('abort', onAbort);
    this.#waiting.push(waiting);
    const isBusy = [...this.#atWork].some((work) => work.personId === personId);
    tell(waits(before, own > 0 || isBusy));
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** The first whose person has nothing at work. A large one waits for room, and nobody passes it. */
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
