import { emojiPattern, plainSequence } from '../emoji/sequence.ts';
import type { RuleContext } from './rule.ts';

const single = new RegExp(emojiPattern, 'gv');
const run = new RegExp(` ?(?:${emojiPattern}\\s*)+`, 'gv');
/** A wall of emoji says no more than its beginning. */
export const maxEmojiNames = 5;

/** Each run of emoji as names with pauses between; the same one after itself is said once. */
export function emojiAsNames(text: string, { emoji, leaveOut }: RuleContext): string {
  return text.replace(run, (written) => {
    const found = Array.from(written.matchAll(single), ([sequence]) => plainSequence(sequence));
    const different = found.filter((sequence, at) => sequence !== found[at - 1]);
    const names = different
      .map((sequence) => emoji?.nameOf(sequence))
      .filter((name) => name !== undefined);
    if (names.length < different.length || names.length > maxEmojiNames) leaveOut('emoji');
    return ` ${names.slice(0, maxEmojiNames).join(', ')} `;
  });
}
