import { baseOf } from './locale.ts';

/** Languages that a text is likely to be in before it is looked at: BCP 47 tags, in each list the likeliest first. */
export interface Before {
  /** Languages in which its author wrote there lately. */
  readonly author?: readonly string[];
  /** The author's own setting: a language, or that of their voice. */
  readonly person?: readonly string[];
  /** The language of the author's own Discord. */
  readonly ownLocale?: string | undefined;
  /** Languages in which others wrote in the channel lately. */
  readonly channel?: readonly string[];
  /** The channel's setting, and then the server's. */
  readonly place?: readonly string[];
  /** The language of the server, where somebody chose it. */
  readonly placeLocale?: string | undefined;
  /** The language of the Discord of the admin who switched reading on. */
  readonly adminLocale?: string | undefined;
}

/**
 * The languages that a text is likely to be in, the likeliest first, each in as many regions as were named: from the source
 * that says most to the one that says least. Discord is in English until somebody changes that, and many who write otherwise
 * never do: as somebody's own locale, English says less than what is read where they write.
 */
export function priorOf(before: Before): readonly string[] {
  const { author = [], person = [], channel = [], place = [] } = before;
  const { ownLocale, placeLocale, adminLocale } = before;
  const toldLocale = ownLocale !== undefined && baseOf(ownLocale) === 'en' ? undefined : ownLocale;
  const own = [...author, ...person, toldLocale];
  const tags = [...own, ...channel, ...place, placeLocale, ownLocale, adminLocale];
  return [...new Set(tags.flatMap((tag) => tag?.toLowerCase() ?? []))];
}
