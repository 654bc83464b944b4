import { emojiPattern, plainSequence } from '../emoji/sequence.ts';
import type { RuleContext } from './rule.ts';

const single = new RegExp(emojiPattern, 'gv');
const run = new RegExp(` ?(?:${emojiPattern}\\s*)+`, 'gv');
/** A wall of emoji says no more than its beginning. */
export const maxEmojiNames = 5;

/** Each run of emoji as names with pauses between; the same one after itself is said once. */
export function emojiAsNames(text: string, { emoji, leaveOut }: RuleContext): string {
  const named = text.replace(run, (written) => {
    const found = Array.from(written.matchAll(single), ([sequence]) => plainSequence(sequence));
    const different = found.filter((sequence, at) => sequence !== found[at - 1]);
    const names = different
      .map((sequence) => emoji?.(sequence))
      .filter((name) => name !== undefined);
    if (names.length < different.length || names.length > maxEmojiNames) leaveOut('emoji');
    return ` ${names.slice(0, maxEmojiNames).join(', ')} `;
  });
  return inOneByte(named);
}

/**
 * The same text. Each of its characters takes two bytes in memory as long as it comes from one that held emoji, even if
 * all of them are in Latin letters now; patterns look through one byte per character in a third of the time.
 */
function inOneByte(text: string): string {
  return /[^\0-\xff]/.test(text) ? text : Buffer.from(text, 'latin1').toString('latin1');
}
