import { UserError } from '#errors.ts';
import type { English, Keyed, Text } from '#i18n/text.ts';

import type { Asker } from './asker.ts';
import type { Reply } from './reply.ts';
import { line } from './view.ts';

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

/** Sentences for people who wait or are refused, in the words of what they wait for. */
type TurnSentences = (sentence: Keyed<English['files' | 'say']['turns']>) => Text;

interface Work {
  readonly userId: string;
  /** The memory that it takes, where that is known. */
  readonly sizeBytes?: number;
}

/** Tells the person who waits why. */
export type Tell = (sentence: Text) => void;

/** Tells whoever asked, in the place of their answer and in their language. */
export function tellOf({ t }: Pick<Asker, 't'>, reply: Pick<Reply, 'show'>): Tell {
  return (sentence) => reply.show(line(t(sentence)));
}

interface Turn extends Work {
  readonly begin: () => void;
}

/** Lets people have work done in the order in which they come, a little of it at a time and one of a person. */
export class TurnTaking {
  readonly #bounds: TurnBounds;
  readonly #sentences: TurnSentences;
  readonly #atWork = new Set<Turn>();
  readonly #waiting = new Set<Turn>();

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
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const turn = { ...asked, begin: resolve };
    const giveUp = (): void => reject(signal.reason);
    const tooLate = this.#sentences({ kind: 'tooLate' });
    let timer: NodeJS.Timeout | undefined;
    try {
      const before = [...this.#waiting];
      this.#waiting.add(turn);
      this.#next();
      if (this.#waiting.has(turn)) {
        tell(this.#lineUp(turn, before));
        timer = setTimeout(() => reject(new UserError(tooLate)), this.#bounds.waitMs);
        signal.addEventListener('abort', giveUp);
        await promise;
      }
      return await work();
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      this.#atWork.delete(turn);
      this.#waiting.delete(turn);
      // A large one that goes, done or not, may have been all that others waited for.
      this.#next();
    }
  }

  /** The sentence for somebody who has to wait. Throws a `UserError` when too much waits already. */
  #lineUp({ userId }: Turn, before: readonly Turn[]): Text {
    const { maxWaiting, maxWaitingOfOne } = this.#bounds;
    const own = before.filter((other) => other.userId === userId).length;
    if (own >= maxWaitingOfOne) throw new UserError(this.#sentences({ kind: 'tooManyOfOne' }));
    if (before.length >= maxWaiting) throw new UserError(this.#sentences({ kind: 'tooMany' }));
    if (own > 0 || this.#isAtWork(userId)) return this.#sentences({ kind: 'afterOwn' });
    if (before.length === 0) return this.#sentences({ kind: 'next' });
    return this.#sentences({ kind: 'others', count: before.length });
  }

  /** Begins what may begin: the first whose person has nothing at work. A large one waits for room, and nobody passes it. */
  #next(): void {
    const next = [...this.#waiting].find(({ userId }) => !this.#isAtWork(userId));
    if (!next || !this.#hasRoomFor(next)) return;
    this.#waiting.delete(next);
    this.#atWork.add(next);
    next.begin();
    // The room of a large one may do for several.
    this.#next();
  }

  #isAtWork(userId: string): boolean {
    return [...this.#atWork].some((turn) => turn.userId === userId);
  }

  #hasRoomFor({ sizeBytes = 0 }: Turn): boolean {
    const { maxAtWork, maxBytesAtWork } = this.#bounds;
    const { size } = this.#atWork;
    const bytes = [...this.#atWork].reduce((sum, turn) => sum + (turn.sizeBytes ?? 0), sizeBytes);
    return size < maxAtWork && (size === 0 || bytes <= maxBytesAtWork);
  }
}
