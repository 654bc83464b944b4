import { lookUp } from '../locale.ts';
import { acronyms } from './acronym-lists.ts';
import { small, whole } from './acronym.ts';
import type { Acronym } from './acronym.ts';
import { around } from './around.ts';
import { wordSign } from './borders.ts';

/**
 * A whole word, and nothing of an address, a path, a tag or a compound. In scripts without spaces, whatever Latin
 * letters stand together; of Korean letters and kana, those that are no part of a syllable or word.
 */
const token = new RegExp(
  [
    `(?<!${wordSign}|[@\\/\\\\#:=+&$%]|[\\p{L}\\p{N}][.'’\\-])`,
    `(?:[wb]\\/[oc]?(?![\\p{L}\\p{N}\\/])|${wordSign}{1,12}(?!${wordSign}|[@\\/\\\\=+&$#%\\(\\[]|[.:'’\\-][\\p{L}\\p{N}])(\\.(?= [\\p{L}\\p{N}]))?)`,
    '|(?<![ㄱ-ㅣ])[ㄱ-ㅣ]{2,4}(?![ㄱ-ㅣ])',
    '|(?<!\\p{L})\\p{scx=Hira}{2,4}(?!\\p{L})',
  ].join(''),
  'giv',
);
/** Two letters are initials, units and places as well. */
const shortLength = 2;
const maxAround = 24;
const onlyCased = /^\p{Ll}+$/u;

/** Acronyms as what they stand for, in the language that the text is in, where they can't mean anything else. */
export function acronymsAsWords(text: string, language: string): string {
  const known = lookUp(acronyms, language);
  if (!known) return text;
  return text.replace(token, (found, dot: string | undefined, at: number) => {
    const key = found.slice(0, found.length - (dot?.length ?? 0)).toLowerCase();
    const entry = lookUp(known, key);
    if (entry === undefined) return found;
    const { says, isMeant, dotted } = typeof entry === 'string' ? usual(key, entry) : entry;
    const end = at + key.length;
    const written = { found: text.slice(at, end), ...around(text, at, end, maxAround) };
    if (!isMeant(written)) return found;
    return dotted ? says : says + (dot ?? '');
  });
}

function usual(key: string, says: string): Acronym {
  return key.length <= shortLength && onlyCased.test(key) ? small(says) : whole(says);
}
