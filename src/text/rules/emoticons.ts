import { place } from '../part.ts';
import { around } from './around.ts';
import { emoticons } from './emoticon-list.ts';
import { kaomojiAsEmoji } from './kaomoji.ts';
import type { RuleContext } from './rule.ts';

/** Those with a mouth at the end, and hearts: that may be typed over and over. */
const stretchable = /^(?=[:;=>8Bx<^]).+[()DPpOo0/\\|3*\]c^;]$/;
const heart = '<3';

function patternOf(emoticon: string): string {
  const escaped = RegExp.escape(emoticon).replaceAll('_', '_{1,20}');
  const last = RegExp.escape(emoticon.at(-1) ?? '');
  if (emoticon === heart) return `(?:${heart}{1,20}){1,20}`;
  return stretchable.test(emoticon) ? `${escaped}${last}{0,50}` : escaped;
}

const unspaced = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{Script=Thai}';
/** They stand alone between spaces, behind an emoji, or behind a word of a script that sets none. */
const emoticon = new RegExp(
  `(?<=^|[\\s(${place}${unspaced}\\p{Emoji_Presentation}！？。、…])((?:[xX][dD]|[хХ][дД]){1,50}|[xX][dD]{1,50}|[хХ][дД]{1,50}|${Object.keys(
    emoticons,
  )
    .toSorted((one, other) => other.length - one.length)
    .map(patternOf)
    .join('|')})\\1{0,10}(?=$|[\\s)${place}${unspaced}.,!?。、！？…])`,
  'gu',
);

/** Emoticons that are something else in most other places. */
const doubts: Readonly<Record<string, (before: string, behind: string) => boolean>> = {
  'D:': isNoEnd,
  'c:': isNoEnd,
  // The bracket closes what was opened before.
  ':)': (before) => /\([^()]*$/.test(before),
  // A number is less than 3 of something.
  '<3': (_before, behind) =>
    /^ ?(?:%|[€$£°]|(?:min\p{L}*|sec\p{L}*|s|h|hours?|days?|weeks?|months?|years?|kilo\p{L}*|meters?|kg|g|km|m|cm|mm|ms)(?![\p{L}]))/u.test(
      behind,
    ),
};

/** Drives and labels end in a colon, too; a face stands at the end of what is said. */
function isNoEnd(before: string, behind: string): boolean {
  return (
    !/^ *(?:$|[\n\r])/.test(behind) ||
    /[,;] $|(?:^|[\s:])(?:to|on|in|from|of|my|the|drive|auf|von|nach|sur|dans|en|a|na|w|на|в|с|\S:) $/i.test(
      before,
    )
  );
}

const maxAround = 60;

/** Brackets that nothing opens or closes are the mouth of a smile without eyes. */
const smiles = /(?<=[\p{L}\p{N}!?.…])\)[)0]{0,50}\)0{0,5}(?!\p{N})/gu;
const frowns = /(?<=[\p{L}\p{N}!?.…])\({2,}(?=\s|$)/gu;

function withoutMouths(text: string): string {
  const [opens, closes] = [text.includes('('), text.includes(')')];
  if (opens === closes) return text;
  return opens ? text.replace(frowns, '') : text.replace(smiles, '');
}

export function emoticonsAsEmoji(written: string, context: RuleContext): string {
  const text = withoutMouths(written);
  return kaomojiAsEmoji(text, context, emojiOf).replace(
    emoticon,
    (found, face: string, at: number, whole: string) => {
      const { before, behind } = around(whole, at, at + found.length, maxAround);
      return doubts[face]?.(before, behind) ? found : (emojiOf(face) ?? found);
    },
  );
}

/** The emoji for an emoticon, however far it was stretched. */
function emojiOf(found: string): string | undefined {
  const plain = found.replace(/_+/g, '_');
  if (Object.hasOwn(emoticons, plain)) return emoticons[plain];
  if (/^(?:xd+|хд+)/i.test(plain)) return emoticons['xD'];
  if (plain.startsWith(heart)) return emoticons[heart];
  const shorter = ['$1', '$1$1'].map((end) => plain.replace(/(.)\1+$/u, end));
  const known = shorter.find((one) => Object.hasOwn(emoticons, one));
  return known === undefined ? undefined : emoticons[known];
}
