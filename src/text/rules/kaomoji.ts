import { lookUp } from '../locale.ts';
import { place } from '../part.ts';
import { wordStart } from './borders.ts';
import type { RuleContext } from './rule.ts';

const maxFaceLength = 24;
/** Arms, paws and sparks beside a face. Kana and letters are arms only where no word goes on. */
const leftArms = `(?:_(?=\\(:3)|[＼\\\\／\\/ヽヾ〳٩۹ლᕕᕙ╰┐╮└┗щʅɾ乁Σ♪☆★♡*~～]|(?<!\\p{L})[εσノﾉヘっ]|${wordStart}[oOmdbqpｍ]){0,4}`;
const rightArms =
  '(?:ノシ|[／\\/＼\\\\ノﾉ丿ゞゝ۶وლᕗʃƪ╯┌╭┘┛щʅ♪☆★♡*~～︵彡┻━]| ?┻━┻|(?:[づつっงoOmdbqpvVyYσｍゝ]|[zZ]{1,5})(?![\\p{L}\\p{N}])){0,8}';
const bracketed = new RegExp(
  `${leftArms}[\\(（༼ʕ]([^\\(\\)（）༼༽ʕʔ${place}\\n]{1,${maxFaceLength}})[\\)）༽ʔ]${rightArms}`,
  'gv',
);

/** Signs that eyes, cheeks and mouths are drawn with, and that words and sums hardly ever have. */
const faceSign =
  /[º´｀`^＾・･°゜ﾟﾞ˘•◕‿▽∇≧≦﹏╥◡︿□■⌒˙¬￣¯≡╹⊙❛✿♥♡ᵔ∀_<>;；\u25a0-\u25ff]|\p{Script=Inherited}/gu;
const letter = /[[\p{L}\p{N}]--[ﾟﾞᵔ゜º]]/gv;
const twoLetters = /[[\p{L}\p{N}]--[ﾟﾞᵔ゜º]]{2}/v;
/** Letters that are drawn for a mouth, a paw or a tear. */
const drawn = /^[ωДдШшεзヮワロエェ皿益人曲∇ㅅㅂㅁㅇㅗへノﾉヽヾっつづςσо٩۶ง੭◞ʖᴥᗜﻌლ〇๑ゝ౪ᐛ]$/u;
/** The same letter twice, and a mouth between. */
const letterEyes =
  /^[\s;；'*｡。・´｀`=ノﾉっづつヽ]*([TtQqOoXxUuNn0ಠಥʘΦ눈ー一ㅡㅠㅜㅇﾉノ])(?:[_.^﹏‿益ω皿Д∀▽∇ヮ]{1,3}|[дДωwoaAзε])\1[\s;；'*｡。・´｀`=ノﾉっづつヽ]*$/u;
/** The same sign twice or its mirror image, and a letter between. */
const signEyes = /(?:([^\p{L}\p{N}\s])[^\S\n]?[\p{L}3][^\S\n]?\1|[>≧]\p{L}[<≦]|[´｀`]\p{L}[´｀`])/u;

/** Faces that mean the same as an emoji, besides the emoticons that stand without brackets. */
const meanings: Readonly<Record<string, string>> = {
  '_ _': '🙇',
  ᐛ: '😛',
  ':3」∠': '🛌',
  ':3ゝ∠': '🛌',
  '・_・': '😶',
  '≧▽≦': '😆',
  '≧∇≦': '😆',
  '；ω；': '😭',
  '´；ω；`': '😭',
  ಥ﹏ಥ: '😭',
  '╥﹏╥': '😭',
};

/** Whether what stands in brackets is a face: signs with at most a few lone letters between them. */
function isFace(content: string): boolean {
  if (letterEyes.test(content)) return true;
  const letters = content.match(letter) ?? [];
  const signs = content.match(faceSign) ?? [];
  if (letters.length === 0) return signs.length > 0 && content.trim().length > 1;
  if (letters.length > 3 || twoLetters.test(content)) return false;
  const others = letters.filter((one) => !drawn.test(one)).length;
  const isDrawn = others === 0;
  const hasEyes = others <= 1 && signEyes.test(content);
  return signs.length < 2 ? isDrawn && hasEyes : isDrawn || hasEyes;
}

/** Faces in brackets, (´・ω・`), as an emoji where one means the same; else they are left out: nobody can say them. */
export function kaomojiAsEmoji(
  text: string,
  { leaveOut }: RuleContext,
  emojiOf: (face: string) => string | undefined,
): string {
  if (!/[(（༼ʕ]/.test(text)) return text;
  return text.replace(bracketed, (written, content: string) => {
    const face = content.trim().replaceAll('＾', '^').replace(/^:3 /, ':3');
    const known = lookUp(meanings, face);
    if (known === undefined && !isFace(content)) return written;
    const emoji =
      emojiOf(written.trim()) ?? known ?? emojiOf(face) ?? emojiOf(face.replace(/[*\s]/g, ''));
    if (emoji !== undefined) return ` ${emoji} `;
    leaveOut('emoji');
    return ' ';
  });
}
