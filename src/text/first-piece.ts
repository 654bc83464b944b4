/** How long the first piece of a long text may be, which somebody waits for; in code points. */
export const firstPieceChars = {
  /** A shorter one would be over before the next is made. */
  least: 24,
  /** A longer sentence is cut within, if it has a clause that ends before. */
  most: 90,
} as const;

interface Bounds {
  readonly leastChars: number;
  /** The most for a clause; a sentence that has none that ends before stays whole. */
  readonly mostChars: number;
  /** The most for such a sentence. */
  readonly sentenceMaxChars: number;
}

/**
 * Where the first piece of a long text ends, in UTF-16 units: behind its first sentence, or, where that is longer than
 * `mostChars`, behind the last clause that ends before. Undefined where no end is sure: a dot may belong to an
 * abbreviation or a number, and a comma to a number.
 */
export function firstCut(
  text: string,
  { leastChars, mostChars, sentenceMaxChars }: Bounds,
): number | undefined {
  const window = firstChars(text, Math.max(mostChars, sentenceMaxChars));
  const least = firstChars(window, leastChars).length;
  const most = firstChars(window, mostChars).length;
  let clause: number | undefined;
  for (const { 0: mark, index } of window.matchAll(endMark)) {
    const end = index + mark.length;
    if (end < least) continue;
    const around = {
      before: window.slice(0, index),
      mark,
      behind: text.slice(end, end + lookAhead),
    };
    if (isSentenceEnd(around) && (end <= most || clause === undefined)) return end;
    if (end <= most && isClauseEnd(around)) clause = end;
    else if (end > most && clause !== undefined) return clause;
  }
  return clause;
}

interface Around {
  readonly before: string;
  readonly mark: string;
  /** The next of the text, as far as it counts. */
  readonly behind: string;
}

const lookAhead = 20;
/** Marks that end a sentence or a clause, with the quotes and brackets that close behind them. */
const endMark = /(?:[\p{Sentence_Terminal}…]+|[,;:،؛、，；：､﹐﹑﹔﹕፣፤፥၊᠂])["'\p{Pe}\p{Pf}]*/gu;
const ofSentence = /^[\p{Sentence_Terminal}…]/u;
const closing = /["'\p{Pe}\p{Pf}]$/u;
/** Marks of scripts that write no space behind them stand by themselves; what follows is no part of the same sign. */
const standsAlone = /^[^\p{ASCII}…]/u;
const space = /^\s/u;
const digitAtEnd = /\p{N}$/u;
const digitNext = /^\s*\p{N}/u;
const goesOn = /^\s*[\p{Ll}\p{M}]/u;
const letterNext = /^[\p{L}\p{M}\p{N}]/u;
const oneDot = /^[.．]["'\p{Pe}\p{Pf}]*$/u;
const lastWord = /[^\s"'\p{Ps}\p{Pi}]+$/u;

function isSentenceEnd({ before, mark, behind }: Around): boolean {
  if (!ofSentence.test(mark) || behind.trim() === '' || goesOn.test(behind)) return false;
  const isApart = space.test(behind);
  if (!isApart && (!standsAlone.test(mark) || closing.test(mark) || digitNext.test(behind)))
    return false;
  if (!oneDot.test(mark)) return true;
  return !digitNext.test(behind) && isWord(lastWord.exec(before.slice(-maxWordLength))?.[0] ?? '');
}

function isClauseEnd({ before, mark, behind }: Around): boolean {
  if (ofSentence.test(mark) || behind.trim() === '' || /^\s*\p{M}/u.test(behind)) return false;
  if (digitAtEnd.test(before) && digitNext.test(behind)) return false;
  // Behind the dot of an abbreviation, it may be a part of that (e.g.,).
  if (before.endsWith('.')) return false;
  return (
    space.test(behind) ||
    (standsAlone.test(mark) && !(closing.test(mark) && letterNext.test(behind)))
  );
}

const maxWordLength = 40;
const vowel = /[aeiouyæœøıаеёиоуыэюяіїєαεηιουω]/u;
const withoutCase = /[\p{L}--\p{scx=Latin}--\p{scx=Cyrillic}--\p{scx=Greek}]/v;

/** Whether a dot behind it surely ends a sentence: it is a word, and neither shortened, a number nor an address. */
function isWord(word: string): boolean {
  const plain = word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  if (!/^[\p{L}’'-]+$/u.test(plain)) return false;
  if (withoutCase.test(plain)) return [...plain].length > 2;
  const length = [...plain].length;
  if (length < 2 || (length < 4 && /^\p{Lu}/u.test(word))) return false;
  return vowel.test(plain) && !plain.endsWith('str') && !shortened.has(plain);
}

/** Shortened words with a vowel, in the languages that end them with a dot; those without one need no list. */
const shortened = new Set(
  [
    'no art al approx apr aug ave cap capt co col corp dec dept ed eds eg est etc ext feb fig figs gen gov ie inc jan',
    'jun jul ltda mar max min nos nov oct op pag para pres prof rep rev sen sep sept sgt univ vol vols',
    'abb abs allg anm bes dez einschl entspr evtl exkl geb ggf inkl insb jan jh mio okt od ord usw verf zit zus zzt',
    'av apt bibl boul chap env ex janv juil mme mlle ref resp suiv tel',
    'ade admin adj aprox atte avda depto dra ej excmo gral ilmo izq pag prov sra srta uds ud vda',
    'dra exa exmo ilma sra profa arq eng obs pag tel',
    'ul im prof akad gos obl tys rub ok itp itd inz tzn tzw godz',
    'bijv blz enz evt napr orn pl resp bla',
    'ул им проф акад гос обл тыс руб пос рис гл изд коп сокр',
  ].flatMap((line) => line.split(' ')),
);

function firstChars(text: string, count: number): string {
  return Array.from(text.slice(0, count * 2))
    .slice(0, count)
    .join('');
}
