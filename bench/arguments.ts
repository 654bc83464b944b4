/*
 * The words behind the commands for developers. A run that quietly measures nothing looks like one in which all is
 * well, so that whatever makes no sense ends the process with 2 and a sentence.
 */

const misuse = 2;

/** The whole number behind an option, at least `least`. Ends the process with 2 for anything else. */
export function wholeNumber(option: string, typed: string, least = 1): number {
  const number = /^\d{1,15}$/.test(typed) ? Number(typed) : Number.NaN;
  if (number >= least) return number;
  return misused(`--${option} takes a whole number from ${least} on, and not "${typed}".`);
}

/** Ends the process with 2 and the sentence. */
export function misused(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(misuse);
}
