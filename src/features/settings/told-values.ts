import { escaped, shorten, shownText } from '#discord/shown-text.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { isRecord } from '#json.ts';
import { languageText } from '#speech/language-text.ts';
import type { VoiceBook } from '#voices/book.ts';
import { profileIdOf } from '#voices/profile-key.ts';

import type { KnownVoices } from './setting.ts';

const maxValueChars = 40;
const maxListed = 25;

/** Shortens what somebody typed, or what only the bot can read, to few characters without markup. */
export function short(text: string): string {
  const chars = [...text.replace(/\s+/gu, ' ')];
  const cut = chars.slice(0, maxValueChars).join('');
  return escaped(chars.length > maxValueChars ? `${cut}…` : cut);
}

/** Any value of which no more is known than what it is; undefined for none. */
export function toldAnyhow(value: unknown, book: VoiceBook): Text | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return text(($) => $.values.number, { number: value });
  if (!isRecord(value)) return ownWords(short(JSON.stringify(value)));
  // A voice with how it speaks, or a channel with its voice.
  const values = Object.entries(value).flatMap(([name, part]) => partTold(name, part, book) ?? []);
  return text(($) => $.settings.toldValues.list, { values });
}

/** A part of a voice as people are told of it, and any other as far as it can be told. */
function partTold(name: string, value: unknown, book: VoiceBook): Text | undefined {
  if (name === 'voice' && typeof value === 'string') return voiceNamed(value, book);
  if (name === 'language' && typeof value === 'string')
    return text(($) => $.settings.toldValues.language, { language: languageCalled(value) });
  if (name === 'speed' && typeof value === 'number')
    return text(($) => $.settings.toldValues.speed, { speed: value });
  if (name === 'style' && typeof value === 'string')
    return text(($) => $.settings.toldValues.style, { style: shownText(value) });
  const said = toldAnyhow(value, book);
  if (said === undefined || name === 'voice') return said;
  return text(($) => $.settings.toldValues.named, { name: short(name), value: said });
}

/** Lists the values that are set for each of several, such as channels, with what those are called. */
export function toldForEach(
  set: Readonly<Record<string, unknown>>,
  called: (key: string) => Text,
  book: VoiceBook,
): Text {
  const values = Object.entries(set).flatMap(([key, value]) => {
    const said = toldAnyhow(value, book);
    return said
      ? [text(($) => $.settings.toldValues.named, { name: called(key), value: said })]
      : [];
  });
  return text(($) => $.settings.toldValues.list, { values });
}

/** The name of a language by its tag; a service's own slug as it is. */
export function languageCalled(tag: string): Text {
  return languageText({ tag, name: escaped(tag) });
}

/** The voice that is stored as this key. Whose a kept voice is, and which, is nobody's business. */
export function voiceNamed(key: string, book: VoiceBook): Text {
  return profileIdOf(key) === undefined
    ? nameOfKey(key, { book, kept: [] })
    : text(($) => $.settings.toldValues.keptVoice);
}

/** A voice's name by its key, escaped. What the person can't see and what is gone look alike. */
export function nameOfKey(key: string, { book, kept }: KnownVoices): Text {
  const profile = kept.find(({ id }) => id === profileIdOf(key));
  if (profile)
    return text(($) => $.settings.toldValues.quoted, { value: escaped(shorten(profile.name)) });
  const [offer] = book.byName.get(key) ?? [];
  if (!offer) return text(($) => $.settings.toldValues.goneVoice);
  const voice = escaped(shorten(offer.voice.name));
  return text(($) => $.values.voiceInLanguage, { voice, language: languageText(offer.language) });
}

/** Quotes what somebody typed or another version stored: it may be the key of a kept voice. */
export function quoted(value: string): Text {
  return profileIdOf(value) === undefined
    ? text(($) => $.settings.toldValues.quoted, { value: short(value) })
    : text(($) => $.settings.toldValues.keptVoice);
}

/** Channels or roles beside each other, and how many more there are than have room; undefined where there are none. */
export function someOf(mentions: readonly string[], most = maxListed): Text | undefined {
  if (mentions.length === 0) return undefined;
  const shown = mentions.slice(0, most).join(' ');
  const count = mentions.length - most;
  return count > 0 ? text(($) => $.settings.toldValues.andMore, { shown, count }) : ownWords(shown);
}

/** The marks as people are told of them; undefined where nothing marks a message. */
export function marksNamed(marks: readonly string[] | undefined): Text | undefined {
  if (!marks) return text(($) => $.settings.toldValues.usualMark);
  if (marks.length === 0) return undefined;
  const values = marks.map((mark) =>
    text(($) => $.settings.toldValues.quoted, { value: escaped(mark) }),
  );
  return text(($) => $.settings.toldValues.list, { values });
}

/** How loud something is heard. */
export function inDecibels(decibels: number): Text {
  return text(($) => $.settings.toldValues.decibels, { decibels });
}
