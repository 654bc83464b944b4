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

let underWay = 0;
let smallAgain: NodeJS.Timeout | undefined;

/** The heap stays small from now on, but for the times when much is under way. */
export function keepHeapSmall(): void {
  set(small);
}

/** Counts the work as under way until it ends: while there is much, the heap may grow. */
export async function whileWorking<Result>(work: () => Promise<Result>): Promise<Result> {
  underWay += 1;
  if (underWay === many) {
    clearTimeout(smallAgain);
    set(roomy);
  }
  try {
    return await work();
  } finally {
    if (underWay === many) smallAgain = setTimeout(keepHeapSmall, untilSmallMs).unref();
    underWay -= 1;
  }
}

function set(flags: readonly string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}
