import { namesIn, ownName } from '#i18n/language-name.ts';
import { anyLanguage } from '#speech/catalogue.ts';
import type { SpeechLanguage } from '#speech/catalogue.ts';
import { baseOf, remembered } from '#text/locale.ts';

/** Lower case without accents, so that "Português" is found by "portugues". */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** `near`: another region of it, or a voice that takes the language from the text. */
export type LanguageFit = 'asked' | 'near' | 'none';

/**
 * Tells how languages of the catalogue fit what somebody asked for, by slug, tag or name; `locale` is that of whoever
 * typed a name. A language asked without a region is met by any of its regions. Each language is looked at once, however
 * many voices speak it.
 */
export function languageFits(
  wanted: string,
  locale?: string,
): (language: SpeechLanguage) => LanguageFit {
  const asked = fold(wanted).replaceAll('_', '-');
  const known = new Map<SpeechLanguage, LanguageFit>();
  return (language) => {
    let fit = known.get(language);
    if (!fit) {
      fit = fitOf(language, asked, locale);
      known.set(language, fit);
    }
    return fit;
  };
}

/** The first in a language as somebody asked for it, the right region before another. */
export function nearestIn<T>(
  wanted: string | undefined,
  all: readonly T[],
  languageOf: (one: T) => SpeechLanguage,
): T | undefined {
  if (wanted === undefined) return undefined;
  const fit = languageFits(wanted);
  return (
    all.find((one) => fit(languageOf(one)) === 'asked') ??
    all.find((one) => fit(languageOf(one)) === 'near')
  );
}

/**
 * The tag of a language as somebody typed it, by tag, slug or name, in their own language too, among those of the
 * catalogue: without a region when it was named without one and there are several. Undefined when it is none of them.
 */
export function knownTag(
  asked: string,
  languages: readonly SpeechLanguage[],
  locale: string | undefined,
): string | undefined {
  const typed = fold(asked).replaceAll('_', '-');
  if (typed === '') return undefined;
  const fit = languageFits(asked, locale);
  const tagsOf = (some: readonly SpeechLanguage[]): ReadonlySet<string> =>
    new Set(some.filter((language) => fit(language) === 'asked').map(({ tag }) => tag));
  let tags = tagsOf(languages);
  if (tags.size === 0 && languages.some(({ tag }) => tag === anyLanguage))
    tags = tagsOf(everyLanguage());
  const [first, ...others] = tags;
  if (first === undefined || tags.has(typed)) return first && typed;
  return others.length === 0 ? first : baseOf(first);
}

/** Each language once, in the order in which it comes first: a region that is called like the whole is not listed apart. */
export function distinct(languages: readonly SpeechLanguage[]): readonly SpeechLanguage[] {
  const byTag = new Map<string, SpeechLanguage>();
  for (const language of languages) if (!byTag.has(language.tag)) byTag.set(language.tag, language);
  return [...byTag.values()].filter((language) => {
    const whole = byTag.get(baseOf(language.tag));
    return whole === undefined || whole === language || whole.name !== language.name;
  });
}

/** The tag of a language by its name in English or in that of `locale`; undefined for what is none. */
export function tagCalled(name: string, locale = 'en'): string | undefined {
  return tagsByName(locale).get(fold(name));
}

/** Languages that people tell apart by region or letters. */
const varieties =
  'de-AT de-CH en-AU en-CA en-GB en-IN en-US es-419 es-ES es-MX fr-CA pt-BR pt-PT zh-Hans zh-Hant';

const tagsByName = remembered((locale): ReadonlyMap<string, string> => {
  const tags = [...everyLanguage().map(({ tag }) => tag), ...varieties.split(' ')];
  const named = tags.flatMap((tag) =>
    [...namesIn('en', tag), ...namesIn(locale, tag)].map((name) => [fold(name), tag] as const),
  );
  return new Map(named);
}, 50);

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

let all: readonly SpeechLanguage[] | undefined;

/** The languages of voices that take theirs from the text: all with a tag of two letters. */
function everyLanguage(): readonly SpeechLanguage[] {
  all ??= letters
    .flatMap((first) => letters.map((second) => first + second))
    .map((tag) => ({ slug: tag, name: namesIn('en', tag)[0] ?? '', tag, voices: [] }))
    .filter(({ name }) => name !== '');
  return all;
}

function fitOf(language: SpeechLanguage, asked: string, locale: string | undefined): LanguageFit {
  if (asked === fold(language.slug) || asked === language.tag) return 'asked';
  if (language.tag === anyLanguage) return 'near';
  const names = namesOf(language, locale);
  if (names.includes(asked)) return 'asked';
  if (isTag(asked)) {
    if (baseOf(asked) !== baseOf(language.tag)) return 'none';
    return asked.includes('-') && language.tag.includes('-') ? 'near' : 'asked';
  }
  return names.some((name) => name.split(/[^\p{L}]+/u).includes(asked)) ? 'asked' : 'none';
}

/** The English names of a language and its own. */
const usualNames = remembered((tag) =>
  [...namesIn('en', tag), ownName(tag) ?? []].flat().map(fold),
);

/** The service's name of a language, the English ones, its own and those in the reader's language, all folded. */
export function namesOf({ name, tag }: SpeechLanguage, locale = 'en'): readonly string[] {
  const usual = [fold(name), ...usualNames(tag)];
  return [...new Set(locale === 'en' ? usual : [...usual, ...namesIn(locale, tag).map(fold)])];
}

function isTag(text: string): boolean {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(text);
}
