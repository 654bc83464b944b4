import { emojiPattern, plainSequence } from '../emoji/sequence.ts';
import { place } from '../part.ts';
import type { RuleContext } from './rule.ts';

/** Emoticons that stand alone between spaces, as the emoji that Discord makes of them or people mean by them. */
const emoticons: Readonly<Record<string, string>> = {
  ':)': '🙂',
  ':-)': '🙂',
  '(:': '🙂',
  '=)': '🙂',
  ':]': '🙂',
  ':D': '😀',
  ':-D': '😀',
  '=D': '😀',
  xD: '😆',
  XD: '😆',
  xd: '😆',
  ';)': '😉',
  ';-)': '😉',
  ':(': '🙁',
  ':-(': '🙁',
  ':c': '🙁',
  ":'(": '😢',
  ':’(': '😢',
  ":')": '🥲',
  'D:': '😧',
  ':P': '😛',
  ':p': '😛',
  ':-P': '😛',
  ';P': '😜',
  ':O': '😮',
  ':o': '😮',
  ':0': '😮',
  ':/': '😕',
  ':-/': '😕',
  ':\\': '😕',
  ':|': '😐',
  ':3': '😺',
  '>:(': '😠',
  '>:)': '😈',
  ':*': '😘',
  '<3': '❤️',
  '</3': '💔',
  T_T: '😭',
  'T-T': '😭',
  ';-;': '😭',
  ';_;': '😭',
  '^^': '😊',
  '^_^': '😊',
  '-_-': '😑',
  o_O: '🤨',
  O_o: '🤨',
  'o.O': '🤨',
  '¯_(ツ)_/¯': '🤷',
  '¯\\_(ツ)_/¯': '🤷',
  '(╯°□°)╯︵ ┻━┻': '😡',
  '\\o/': '🙌',
};

const escaped = Object.keys(emoticons)
  .toSorted((one, other) => other.length - one.length)
  .map((emoticon) => emoticon.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
const emoticon = new RegExp(
  `(?<=^|[\\s${place}\\p{Emoji_Presentation}])(?:${escaped.join('|')})(?=$|[\\s${place}.,!?])`,
  'gu',
);

export function emoticonsAsEmoji(text: string): string {
  return text.replace(emoticon, (found) => emoticons[found] ?? found);
}

const single = new RegExp(emojiPattern, 'gv');
const run = new RegExp(`(?:${emojiPattern}\\s*)+`, 'gv');
/** A wall of emoji says no more than its beginning. */
const maxNames = 5;

/** Each run of emoji as names with pauses between; the same one after itself is said once. */
export function emojiAsNames(text: string, { emoji, leaveOut }: RuleContext): string {
  return text.replace(run, (written) => {
    const found = Array.from(written.matchAll(single), ([sequence]) => plainSequence(sequence));
    const different = found.filter((sequence, at) => sequence !== found[at - 1]);
    const names = different
      .map((sequence) => emoji?.nameOf(sequence))
      .filter((name) => name !== undefined);
    if (names.length < different.length || names.length > maxNames) leaveOut('emoji');
    return ` ${names.slice(0, maxNames).join(', ')} `;
  });
}
