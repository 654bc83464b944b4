import { UserError } from '#errors.ts';
import { knownTimeZone } from '#features/wording/time-zone.ts';
import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { quoted } from '#voices/resolve.ts';

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

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** The languages that were named, as tags; empty for all. */
export function languagesIn(typed: string, reader: Translate): readonly string[] {
  if (isTyped('all', typed, reader)) return [];
  const tags = listIn(typed);
  const all = text(($) => $.settings.typed.all);
  if (tags.length === 0) throw new UserError(text(($) => $.settings.wrong.noLanguage, { all }));
  return [...new Set(tags.map((tag) => languageTag(tag)))];
}

/** A tag that Unicode's CLDR has a name for; others are well-formed as well, and no language. */
function languageTag(typed: string): string {
  try {
    const [tag = typed] = Intl.getCanonicalLocales(typed);
    if (languageNames.of(tag) !== undefined) return tag;
  } catch {
    // It is no tag at all, as the sentence says.
  }
  throw new UserError(text(($) => $.settings.wrong.unknownLanguage, { language: quoted(typed) }));
}
