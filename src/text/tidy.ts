import { strongBreak } from './part.ts';

const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u;
const ends = /[.,;:!?…。、，！？：；।؟،؛]/u;
/** It begins where the spaces begin: a long row without a line break isn't looked through from each of its spaces. */
const breaks = /(?<!\s)\s*[\n\r]\s*/g;

/** Line breaks as punctuation, of which alone voices make pauses. Ends of headings and items are longer than those of lines. */
function withPauses(text: string): string {
  return text.replace(breaks, (found, index: number) => {
    const before = text[index - 1] ?? '';
    if (before === '' || ends.test(before)) return ' ';
    const strong = found.includes(strongBreak);
    if (unspaced.test(before)) return strong ? '。' : '、';
    return strong ? '. ' : ', ';
  });
}

/** All but a single space, of which there is one behind most words. */
const spaces = /\s{2,}|[^\S ]/g;
/** A sign that a word or number begins with (.5, .NET), or that stands between two (3 : 2), isn't the end of the one before. */
const spaceBefore =
  / +(?=\.(?![\p{L}\p{N}])|!(?!=)|:(?!\d| \d(?<=\d : \d))|[,;?…。、，！？：；،؛؟।)»」』])/gu;
const spaceAfter = /(?<=[(«„¿¡「『]) +/g;
/** The first of several that follow each other decides, unless a later one asks or exclaims. */
const doubled = /[.,;:…、，。](?:\s?[.,;:…、，。](?!\d))+/g;
const pauseBeforeQuestion = /[.,;:、，]\s?(?=[!?！？])/g;
const leading = /^(?:[\s,;:!?…。、，！？：；)»–—]|\.(?![\d\p{Lu}])|-(?!\.?\d|\p{Sc}))+/u;
/** A quote or dash behind a word belongs to it: A-, "no". */
const atEnd = String.raw`(?:[\s,;:、，–—¿¡(«„]|(?<=[\s(¿¡«„]|^)["'\-])`;
/** It begins where such signs begin: a long run of them in the middle of a text isn't looked through from each of them. */
const trailing = new RegExp(`(?<!${atEnd})${atEnd}+$`, 'u');

/** Any run of white space as one space. */
export function singleSpaced(text: string): string {
  return text.replace(spaces, ' ');
}

/** Text as it would be printed: single spaces, none before punctuation, no punctuation at the beginning. */
export function tidy(text: string): string {
  return singleSpaced(withPauses(text.trim()))
    .replace(spaceBefore, '')
    .replace(spaceAfter, '')
    .replace(doubled, strongest)
    .replace(pauseBeforeQuestion, '')
    .replace(leading, '')
    .replace(trailing, '');
}

function strongest(run: string): string {
  const signs = ['…', '.', '。', ':', ';', run[0] ?? ''];
  return signs.find((sign) => run.includes(sign)) ?? '';
}
