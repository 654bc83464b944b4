const letterRun = /(\p{L})\1{3,}/giu;
const syllableRun = /(\p{L}{2,6}?)\1{3,}/giu;
const wordRun =
  /(?<![\p{L}\p{M}\p{N}])(\p{L}[\p{L}\p{M}]{0,29})(?:[\s,.!]{1,3}\1(?![\p{L}\p{M}\p{N}])){3,}/giu;
/** Quick to tell: signs are only changed where several stand together. */
const anySigns = /[.…!?！？,;:'"’“”)(\-–—、。，]{2}/;
const signRun = /([,;:'"’“”)(\-–—、。，])\1+/gu;
const dots = /[.…]{2,}/g;
const questions = /[!?！？]{2,}/g;

/** Shortens what was typed over and over for its looks to a length that a voice can say. */
export function shortRepetitions(text: string): string {
  const words = text
    .replace(letterRun, shortRun)
    .replace(syllableRun, '$1$1')
    .replace(wordRun, '$1 $1 $1');
  return anySigns.test(words) ? shortSigns(words) : words;
}

function shortSigns(text: string): string {
  return text.replace(dots, '…').replace(questions, marksOf).replace(signRun, '$1');
}

function shortRun(run: string, letter: string, at: number, whole: string): string {
  const before = whole.slice(Math.max(0, at - 2), at);
  // Digits beside it make it a number of letters: 0xFFFFFF.
  const isNumber = /(?:\p{N}|0x)$/u.test(before);
  // A size or a numeral: AAAA, MMMM.
  const isSize =
    /^\p{Lu}{4}$/u.test(run) &&
    !/\p{L}$/u.test(before) &&
    !/^\p{L}/u.test(whole.slice(at + run.length, at + run.length + 2));
  return isNumber || isSize ? run : letter.repeat(3);
}

function marksOf(run: string): string {
  const [asks, exclaims] = [/[?？]/.exec(run), /[!！]/.exec(run)];
  return `${asks?.[0] ?? ''}${exclaims?.[0] ?? ''}`;
}
