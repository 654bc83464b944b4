import { acronyms } from './acronym-lists.ts';

const word = /(?<![\p{L}\p{N}])[\p{L}\p{N}]{1,12}(?:\/o?c?(?![\p{L}\p{N}]))?(?![\p{L}\p{N}])/gu;

/** Acronyms as what they stand for, in the language that the text is in. */
export function acronymsAsWords(text: string, language: string): string {
  const known = Object.hasOwn(acronyms, language) ? acronyms[language] : undefined;
  if (!known) return text;
  return text.replace(word, (found) => {
    const key = found.toLowerCase();
    return Object.hasOwn(known, key) ? (known[key] ?? found) : found;
  });
}
