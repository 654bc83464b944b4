import { isAscii } from '../clean.ts';
import type { Evidence } from './evidence.ts';
import { everybodysWords, germanicWords } from './germanic-words.ts';
import { otherScriptWords, otherWords } from './other-words.ts';
import { romanceWords } from './romance-words.ts';
import { slavicWords } from './slavic-words.ts';

const lists: Readonly<Record<string, string>> = {
  ...germanicWords,
  ...romanceWords,
  ...slavicWords,
  ...otherWords,
  ...otherScriptWords,
};

/** Whether words of the language are known: statistics alone tell of all others. */
export function hasWords(language: string): boolean {
  return Object.hasOwn(lists, language);
}

/**
 * Weights of words by length, as natural logarithms of how much likelier they are in their own languages: short ones mean
 * something everywhere.
 */
const weights = [0, 0.6, 1.4, 2.2, 2.4, 2.7, 3];
/** The part of its weight that a word has when it was typed without its accents. */
const foldedShare = 0.8;

/** How much each word speaks for its languages; a word that everybody borrows speaks for none. */
type Lexicon = ReadonlyMap<string, Evidence>;

const none: Evidence = new Map();

function lexiconOf(): Lexicon {
  const lexicon = new Map<string, Map<string, number>>();
  const add = (word: string, language: string, weight: number): void => {
    const known = lexicon.get(word);
    if (!known) lexicon.set(word, new Map([[language, weight]]));
    else if (weight > (known.get(language) ?? 0)) known.set(language, weight);
  };
  for (const [language, words] of Object.entries(lists))
    for (const word of words.split(/\s+/)) {
      const weight = weights[Math.min(word.length, weights.length - 1)] ?? 0;
      add(word, language, weight);
      if (isAscii(word)) continue;
      const folded = withoutAccents(word);
      if (folded !== word && isTyped(folded, language)) add(folded, language, weight * foldedShare);
    }
  return new Map<string, Evidence>([
    ...Array.from(lexicon, ([word, evidence]) => [word, shared(evidence)] as const),
    ...everybodysWords.split(/\s+/).map((word) => [word, none] as const),
  ]);
}

const sharedEvidence = new Map<string, Evidence>();

/** The same object for all words that say the same, of which there are thousands. */
function shared(evidence: Evidence): Evidence {
  const key = [...evidence].flat().join(' ');
  const same = sharedEvidence.get(key) ?? evidence;
  sharedEvidence.set(key, same);
  return same;
}

const accents = /\p{M}/gu;
const otherLetters: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ß: 'ss' };

function withoutAccents(word: string): string {
  return word
    .normalize('NFD')
    .replace(accents, '')
    .replaceAll(/[ıłøđß]/g, (letter) => otherLetters[letter] ?? letter);
}

/** Without its many accents, a short Vietnamese word is one of anybody's; in other scripts nobody leaves out any. */
function isTyped(folded: string, language: string): boolean {
  return /^[a-z]/.test(folded) && (language !== 'vi' || folded.length > 3);
}

const wordPattern = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
const stretched = /(\p{L})\1{2,}/gu;

/**
 * Reads the lists, which takes some 100 ms and 6 MB, to give the words of a text in lower case, each with what it speaks for;
 * undefined for a word that no list has. A word that is said again says nothing more of the language, and comes once.
 */
export function wordReader(): (
  text: string,
) => readonly (readonly [string, Evidence | undefined])[] {
  const lexicon = lexiconOf();
  return (text) => {
    const words = text.toLowerCase().replaceAll('’', "'").match(wordPattern) ?? [];
    return Array.from(new Set(words), (word) => [word, known(word, lexicon)]);
  };
}

/** "nooo" is "no"; "l'hotel" is of the languages that say "l'" or "hotel". */
function known(word: string, lexicon: Lexicon): Evidence | undefined {
  const exact = lexicon.get(word);
  if (exact) return exact;
  const once = word.replace(stretched, '$1');
  if (once !== word) return lexicon.get(once) ?? lexicon.get(word.replace(stretched, '$1$1'));
  const apostrophe = word.indexOf("'");
  if (apostrophe < 0) return undefined;
  return lexicon.get(word.slice(0, apostrophe + 1)) ?? lexicon.get(word.slice(apostrophe + 1));
}
