import { remembered } from '#text/locale.ts';

import { asName, inEnglish, nameLetters, pseudoLocales, sentenceLetters } from './letters.ts';

/** Around a text in the pseudo-language. */
interface Around {
  /** Texts that people and the services have given, as they are read, longest first. */
  readonly given: readonly string[];
  /** The names of all commands and options, such as `voice show` and `show`. */
  readonly commands: ReadonlySet<string>;
  /** The pseudo-languages of those whom the text may be for. */
  readonly locales: readonly string[];
}

/** Marks in letters of their own, or in none, beside the texts that people and the services have given. */
const marks: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /<(?:@[!&]?|#)\d+>/gu, why: 'a person, role or channel, shown by its name' },
  { pattern: /<a?:\w+:\d+>/gu, why: 'an emoji' },
  { pattern: /<t:\d+(?::\w)?>/gu, why: 'a time, shown in the reader’s own way' },
  { pattern: /https?:\/\/[^\s)>]+/gu, why: 'an address' },
  { pattern: /`[0-9a-f]{8}`/gu, why: 'the number under which a fault is in the log' },
  {
    pattern: /“The (?:selected \w+ is invalid|\w+ field is (?:required|not a voice))\.”/gu,
    why: 'what the speech service says of a request that it refused, quoted',
  },
];

const mention = /<\/([^:>]+):\d+>/gu;
const names = new RegExp(`[${nameLetters}]+(?:[- ][${nameLetters}]+)*`, 'gu');
/** A command in the letters of a sentence: nobody's client has it. */
const ofAny = sentenceLetters(pseudoLocales);
const misnamed = new RegExp(`(?<![${ofAny}\\p{N}])/[${ofAny}]+`, 'gu');
/** Words in no letters of the reader's pseudo-language, with what stands between them. */
const foreignIn = remembered((locales: string) => {
  const word = `(?:(?![${sentenceLetters(locales.split(' '))}${nameLetters}])\\p{L})+`;
  return new RegExp(`${word}(?:[^\\p{L}\\n]{1,3}${word})*`, 'gu');
});
/** A number as English has it. */
const number = /\d+[.,]\d+/gu;

/** The words of a text as they are read: without Discord's marks, and without what keeps signs from being such. */
export function read(text: string): string {
  const plain = text.replaceAll(/\\(?=[^\p{L}\p{N}\s])/gu, '');
  return marks.reduce((rest, { pattern }) => rest.replaceAll(pattern, '\n'), plain);
}

/** The faults of a text, a sentence each: what is in no letters of a reader's pseudo-language and was given by nobody, and wrong names of commands. */
export function unmarked(text: string, { given, commands, locales }: Around): readonly string[] {
  const faults: string[] = [];
  let rest = read(text).replaceAll(mention, (_, path: string) => {
    if (!commands.has(path)) faults.push(`There is no command “${path}” to mention.`);
    return '\n';
  });
  for (const [named] of rest.matchAll(names)) {
    const name = inEnglish(named);
    if (!commands.has(name)) faults.push(`“${name}” is the name of nothing that is registered.`);
  }
  for (const [named] of rest.matchAll(misnamed))
    faults.push(`The reader’s client calls “${inEnglish(named)}” ${asName(inEnglish(named))}.`);
  for (const value of given) rest = without(rest, value);
  // A part of what somebody gave may be quoted.
  rest = rest.replaceAll(/“([^“”]+)”/gu, (found, quoted: string) =>
    given.some((value) => value.includes(quoted)) ? '\n' : found,
  );
  const foreign = [...rest.matchAll(foreignIn(locales.join(' '))), ...rest.matchAll(number)].map(
    ([found]) => found,
  );
  return [...faults, ...foreign.map((found) => `“${found}” is in no language of the reader.`)];
}

/** The text without a value, where that stands by itself and in no word, also where it was cut short. */
function without(text: string, value: string): string {
  const begun = value.slice(0, 8);
  if (!text.includes(begun)) return text;
  const rest = text.replaceAll(
    new RegExp(`(?<!\\p{L})${RegExp.escape(value)}(?!\\p{L})`, 'gu'),
    '\n',
  );
  return rest.replaceAll(
    new RegExp(`(?<!\\p{L})${RegExp.escape(begun)}[^\\n]*?(?=…)`, 'gu'),
    (found) => (value.startsWith(found) && value.length > begun.length ? '\n' : found),
  );
}
