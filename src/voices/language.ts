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
 * Tells how languages of the catalogue fit what somebody asked for, by slug, tag or name. A language asked without a
 * region is met by any of its regions. Each language is looked at once, however many voices speak it.
 */
export function languageFits(wanted: string): (language: SpeechLanguage) => LanguageFit {
  const asked = fold(wanted).replaceAll('_', '-');
  const known = new Map<SpeechLanguage, LanguageFit>();
  return (language) => {
    let fit = known.get(language);
    if (!fit) {
      fit = fitOf(language, asked);
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
 * The tag of a language as somebody typed it, by tag, slug or name, among those of the catalogue: without a region when
 * it was named without one and there are several. Undefined when it is none of them.
 */
export function knownTag(asked: string, languages: readonly SpeechLanguage[]): string | undefined {
  const typed = fold(asked).replaceAll('_', '-');
  if (typed === '') return undefined;
  const fit = languageFits(asked);
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

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** The languages of voices that take theirs from the text: all with a tag of two letters. */
function everyLanguage(): readonly SpeechLanguage[] {
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .map((tag) => ({ slug: tag, name: english.of(tag) ?? '', tag, voices: [] }))
    .filter(({ name }) => name !== '');
}

function fitOf(language: SpeechLanguage, asked: string): LanguageFit {
  if (asked === fold(language.slug) || asked === language.tag) return 'asked';
  if (language.tag === anyLanguage) return 'near';
  const names = namesOf(language);
  if (names.includes(asked)) return 'asked';
  if (isTag(asked)) {
    if (baseOf(asked) !== baseOf(language.tag)) return 'none';
    return asked.includes('-') && language.tag.includes('-') ? 'near' : 'asked';
  }
  return names.some((name) => name.split(/[^\p{L}]+/u).includes(asked)) ? 'asked' : 'none';
}

const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const namesOfTag = remembered((tag) =>
  [english, ownNames(tag)]
    .map((display) => nameIn(display, tag))
    .filter((name) => name !== undefined)
    .map((name) => fold(name)),
);

/** The service's name, the English name and the language's own name, all folded. */
export function namesOf({ name, tag }: SpeechLanguage): readonly string[] {
  return [fold(name), ...namesOfTag(tag)];
}

function ownNames(tag: string): Intl.DisplayNames | undefined {
  try {
    return new Intl.DisplayNames([tag], { type: 'language', fallback: 'none' });
  } catch {
    return undefined;
  }
}

/** Undefined for a tag that isn't well-formed: the service's slugs become tags by guessing. */
function nameIn(display: Intl.DisplayNames | undefined, tag: string): string | undefined {
  try {
    return display?.of(tag);
  } catch {
    return undefined;
  }
}

function isTag(text: string): boolean {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(text);
}
