import { formOf, formsIn, keyOf, placeholdersIn } from '#i18n/catalogue.ts';
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

/** What a bot with these texts of a language, and else with the shipped ones, would leave out, in sentences. */
export function unfit(language: string, texts: Tree): readonly string[] {
  return vetted({ [language]: texts }, shipped).problems;
}
