import { baseOf, formOf, formsIn, keyOf, placeholder, placeholdersIn } from '#i18n/catalogue.ts';
import type { Tree } from '#i18n/catalogue.ts';
import { vetted } from '#i18n/vetting.ts';

import { shipped } from './files.ts';

/** Texts by their paths. */
type Texts = ReadonlyMap<string, string>;

/** Texts that nothing shows, by their keys. What commands say is asked for by what is registered. */
export function unused(english: Texts, paths: readonly string[]): readonly string[] {
  const isUsed = (key: string): boolean =>
    paths.some((path) => (path.endsWith('.') ? key.startsWith(path) : key === path));
  return Array.from(english.keys(), keyOf).filter(
    (key) => !key.startsWith('commands.') && !isUsed(key),
  );
}

/** English plurals that lack a form, or whose forms hold different values. */
export function unevenPlurals(english: Texts): readonly string[] {
  return [...english].flatMap(([path, text]) => {
    if (formOf(path) === undefined) return [];
    const forms = formsIn('en').map((form) => english.get(`${keyOf(path)}_${form}`));
    return forms.every((form) => form !== undefined && sameValues(form, text, path)) ? [] : [path];
  });
}

/** Texts that a language lacks, each form of a plural by itself. */
export function missing(language: string, texts: Texts, english: Texts): readonly string[] {
  const asked = [...english.keys()].flatMap((path) =>
    formOf(path) === undefined ? [path] : formsIn(language).map((form) => `${keyOf(path)}_${form}`),
  );
  return [...new Set(asked)].filter((path) => !texts.has(path));
}

/** Texts that lack a value of the English one, or write it in another way. */
export function differing(texts: Texts, english: Texts): readonly string[] {
  return [...texts].flatMap(([path, text]) => {
    const original = english.get(path) ?? english.get(`${keyOf(path)}_other`) ?? '';
    return sameValues(text, original, path) ? [] : [path];
  });
}

/** A form that is for one number may leave it out. */
function sameValues(one: string, other: string, path: string): boolean {
  const [own, others] = [one, other].map((text) =>
    placeholdersIn(text).filter((name) => formOf(path) === undefined || name !== 'count, number'),
  );
  return String(own) === String(others);
}

/** Texts of commands that lack a word which is typed in the place of a value, and that the English one tells of. */
export function untold(texts: Texts, english: Texts): readonly string[] {
  const typed = [...english].filter(([path]) => path.startsWith('settings.typed.'));
  return [...english].flatMap(([path, text]) => {
    const told = typed.filter(
      ([, word]) => path.startsWith('commands.') && text.includes(`“${word}”`),
    );
    const own = texts.get(path);
    const isTold = told.every(([word]) => own?.includes(texts.get(word) ?? word));
    return own === undefined || isTold ? [] : [path];
  });
}

/** The quotes of each language, as `locales/README.md` tells them to translators. */
const quotes: Readonly<Record<string, string>> = {
  en: '“”',
  de: '„“',
  fr: '«»',
  es: '«»',
  pt: '“”',
  ja: '「」',
};
const anyQuote = /[“”„‟«»‹›「」『』‘‚‛]/gu;

/** French signs with a space before or after them that a line may break at. */
const brokenFrench = / [:;!?](?!\p{L})| »|« /u;

const japaneseLetter = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー]`;
/** Signs in half the width of the Japanese letters beside them, but for those that begin something typed, and spaces between such letters. */
const halfJapanese = new RegExp(
  `${japaneseLetter}(?:[,.!?:;()](?![a-z])| (?=${japaneseLetter}|\\())|[,.:;()]${japaneseLetter}`,
  'u',
);

/** Texts with signs of a typewriter, which are `'` and `"`, or with quotes, signs or spaces that the language doesn't have. */
export function mistyped(language: string, texts: Texts): readonly string[] {
  const base = baseOf(language);
  const own = quotes[base];
  const isForeign = (quote: string): boolean => own !== undefined && !own.includes(quote);
  const isWrong = (text: string): boolean =>
    /['"]/u.test(text) ||
    (text.match(anyQuote)?.some(isForeign) ?? false) ||
    (base === 'fr' && brokenFrench.test(text.replace(placeholder, ''))) ||
    (base === 'ja' && halfJapanese.test(text));
  return [...texts].flatMap(([path, text]) => (isWrong(text) ? [path] : []));
}

/** Texts that spell the name of a permission themselves, and don't take it from where all of them stand. */
export function spelledOut(texts: Texts): readonly string[] {
  const all = [...texts];
  const names = all.filter(([path]) => path.startsWith('permissions.'));
  const bold = names.map(([, name]) => `**${name}**`);
  return all.flatMap(([path, text]) => (bold.some((name) => text.includes(name)) ? [path] : []));
}

/** A command after its slash, beside nothing that makes that a part of something else. */
const command = /(?<![\p{L}\p{N}/])\/\p{L}/u;

/** Texts that spell a command themselves: a client may call it otherwise, as whoever runs the bot can. */
export function typedOut(texts: Texts): readonly string[] {
  return [...texts].flatMap(([path, text]) =>
    command.test(text.replace(placeholder, '0')) ? [path] : [],
  );
}

/** Says in sentences what a bot with these texts of a language, and else the shipped ones, would leave out. */
export function unfit(language: string, texts: Tree): readonly string[] {
  return vetted({ [language]: texts }, shipped).problems;
}
