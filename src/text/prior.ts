import { baseOf } from './locale.ts';

/** What is known of the language of a text before it is looked at: BCP 47 tags, of each the likeliest first. */
export interface Before {
  /** What its author wrote there lately. */
  readonly author?: readonly string[];
  /** What its author has set: a language, or that of their voice. */
  readonly person?: readonly string[];
  /** The language of the author's own Discord. */
  readonly ownLocale?: string | undefined;
  /** What others wrote in the channel lately. */
  readonly channel?: readonly string[];
  /** What is set for the channel, and then for the server. */
  readonly place?: readonly string[];
  /** The language of the server, where somebody chose it. */
  readonly placeLocale?: string | undefined;
  /** The language of the Discord of the admin who switched reading on. */
  readonly adminLocale?: string | undefined;
}

type Source = (before: Before) => readonly (string | undefined)[];

/**
 * From what says most to what says least. English is what Discord is in until somebody changes it, and what many leave
 * it in who write otherwise: as somebody's own locale it says less than what is read where they write.
 */
const sources: readonly Source[] = [
  ({ author = [] }) => author,
  ({ person = [] }) => person,
  ({ ownLocale }) => (isEnglish(ownLocale) ? [] : [ownLocale]),
  ({ channel = [] }) => channel,
  ({ place = [] }) => place,
  ({ placeLocale }) => [placeLocale],
  ({ ownLocale }) => [ownLocale],
  ({ adminLocale }) => [adminLocale],
];

/** The languages that a text is likely to be in, the likeliest first, each in as many regions as were named. */
export function priorOf(before: Before): readonly string[] {
  const tags = sources.flatMap((source) => source(before)).filter((tag) => tag !== undefined);
  return [...new Set(tags.map((tag) => tag.toLowerCase()))];
}

function isEnglish(tag: string | undefined): boolean {
  return tag !== undefined && baseOf(tag) === 'en';
}
