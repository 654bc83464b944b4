import { UserError } from '#errors.ts';
import { knownTimeZone } from '#features/wording/time-zone.ts';
import { namesIn } from '#i18n/language-name.ts';
import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { maxLanguages } from '#store/server-settings.ts';
import { tagCalled } from '#voices/language.ts';
import { quoted } from '#voices/quoted.ts';

import { isTyped, listIn } from './typed-words.ts';

const maxMarks = 10;
const maxMarkChars = 10;

/** The prefix of messages that are read; empty for all. */
export function prefixIn(typed: string, reader: Translate): string {
  return isTyped('none', typed, reader) ? '' : typed.trim();
}

/** The marks at the beginning of messages that aren't read; undefined for the usual mark. */
export function marksIn(typed: string, reader: Translate): readonly string[] | undefined {
  if (isTyped('usual', typed, reader)) return undefined;
  if (isTyped('none', typed, reader)) return [];
  const marks = [...new Set(typed.trim().split(/\s+/))];
  if (marks.length > maxMarks || marks.some((mark) => mark.length > maxMarkChars)) {
    const values = { marks: maxMarks, characters: maxMarkChars };
    throw new UserError(text(($) => $.settings.wrong.marks, values));
  }
  return marks;
}

/** The zone that was named; undefined for that of the server's language. */
export function timeZoneIn(typed: string, reader: Translate): string | undefined {
  if (isTyped('none', typed, reader)) return undefined;
  const zone = knownTimeZone(typed);
  if (zone === undefined) throw new UserError(text(($) => $.settings.wrong.timeZone));
  return zone;
}

/** The languages that were named, as tags; empty for all. */
export function languagesIn(typed: string, reader: Translate): readonly string[] {
  if (isTyped('all', typed, reader)) return [];
  const named = listIn(typed);
  const all = text(($) => $.settings.typed.all);
  if (named.length === 0) throw new UserError(text(($) => $.settings.wrong.noLanguage, { all }));
  const tags = [...new Set(named.map((name) => languageTag(name, reader)))];
  if (tags.length > maxLanguages)
    throw new UserError(text(($) => $.settings.wrong.manyLanguages, { most: maxLanguages, all }));
  return tags;
}

/** A tag that Unicode's CLDR has a name for, as others are well-formed and no language; or the tag of a name. */
export function languageTag(typed: string, { locale }: Translate): string {
  const tag = canonical(typed) ?? tagCalled(typed, locale);
  if (tag !== undefined) return tag;
  throw new UserError(text(($) => $.settings.wrong.unknownLanguage, { language: quoted(typed) }));
}

function canonical(typed: string): string | undefined {
  try {
    const [tag = typed] = Intl.getCanonicalLocales(typed);
    return namesIn('en', tag).length > 0 ? tag : undefined;
  } catch {
    // It is no tag at all.
    return undefined;
  }
}
