const letterRun = /(\p{L})\1{3,}/giu;
const syllableRun = /(\p{L}{2,6}?)\1{3,}/giu;
const wordRun = /(?<![\p{L}\p{N}])(\p{L}{1,30})(?:[\s,.!]{1,3}\1(?![\p{L}\p{N}])){3,}/giu;
const signRun = /([,;:'"’“”)(\-–—、。，])\1+/gu;
const dots = /[.…]{2,}|…/g;
const questions = /[!?！？]{2,}/g;

/** What was typed over and over for its looks, in a length that a voice can say. */
export function shortRepetitions(text: string): string {
  return text
    .replace(letterRun, shortRun)
    .replace(syllableRun, '$1$1')
    .replace(wordRun, '$1 $1 $1')
    .replace(dots, '…')
    .replace(questions, marksOf)
    .replace(signRun, '$1');
}

function shortRun(run: string, letter: string, at: number, whole: string): string {
  // Digits beside it make it a number of letters: 0xFFFFFF.
  const isNumber = /(?:\p{N}|0x)$/u.test(whole.slice(Math.max(0, at - 2), at));
  return isNumber ? run : letter.repeat(3);
}

function marksOf(run: string): string {
  const [asks, exclaims] = [/[?？]/.exec(run), /[!！]/.exec(run)];
  return `${asks?.[0] ?? ''}${exclaims?.[0] ?? ''}`;
}
