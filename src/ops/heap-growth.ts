import { setFlagsFromString } from 'node:v8';

/**
 * V8's heap grows to several times what is in use, and is kept as long as nothing more comes. Collecting after each fifth
 * more, and moving what is left closer together, costs little as long as little happens.
 */
const small = ['--heap-growing-percent=20', '--optimize-for-size'];
/** Where many lines begin at once, that would be a second core for collecting alone: V8 has its own way. */
const roomy = ['--heap-growing-percent=0', '--no-optimize-for-size'];

/** Fewer than this leave too little behind for collecting to matter. */
const many = 8;
/** Those who speak at once may soon do so again. */
const untilSmallMs = 10_000;

/** How far the heap may grow; `set` is given each flag of V8. */
export class HeapGrowth {
  readonly #set: (flag: string) => void;
  #underWay = 0;
  #smallAgain: NodeJS.Timeout | undefined;

  constructor(set: (flag: string) => void) {
    this.#set = set;
  }

  keepSmall(): void {
    for (const flag of small) this.#set(flag);
  }

  async whileWorking<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay += 1;
    if (this.#underWay === many) {
      clearTimeout(this.#smallAgain);
      for (const flag of roomy) this.#set(flag);
    }
    try {
      return await work();
    } finally {
      if (this.#underWay === many)
        this.#smallAgain = setTimeout(() => this.keepSmall(), untilSmallMs).unref();
      this.#underWay -= 1;
    }
  }
}

const ofThisProcess = new HeapGrowth((flag) => setFlagsFromString(flag));

/** The heap stays small from now on, but for the times when much is under way. */
export function keepHeapSmall(): void {
  ofThisProcess.keepSmall();
}

/** Counts the work as under way until it ends: while there is much, the heap may grow. */
export function whileWorking<Result>(work: () => Promise<Result>): Promise<Result> {
  return ofThisProcess.whileWorking(work);
}
