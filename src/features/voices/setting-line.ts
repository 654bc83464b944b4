import { escaped, shownText } from '#discord/shown-text.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { shorten } from '#voices/book.ts';
import type { VoiceBook } from '#voices/book.ts';
import { profileIdOf } from '#voices/profile-key.ts';

/** The book and the kept voices, which tell the names of voices by their keys. */
export interface KnownVoices {
  readonly book: VoiceBook;
  /** Those that the person who looks may see. */
  readonly kept: readonly VoiceProfile[];
}

/** A voice's name by its key, escaped. What the person can't see and what is gone look alike. */
export function nameOfKey(key: string, { book, kept }: KnownVoices): string {
  const id = profileIdOf(key);
  if (id !== undefined) {
    const profile = kept.find((profile) => profile.id === id);
    return profile ? `“${escaped(shorten(profile.name))}”` : 'a voice that is not there any more';
  }
  const [offer] = book.byName.get(key) ?? [];
  return offer
    ? escaped(shorten(`${offer.voice.name}, ${offer.language.name}`))
    : 'a voice that is not there any more';
}

/** "Sky, English (US) · speed 1.2 · style: sad"; undefined when nothing is set. */
export function settingLine(settings: VoiceSettings, known: KnownVoices): string | undefined {
  const { voice, language, speed, style } = settings;
  const parts = [
    voice === undefined ? undefined : nameOfKey(voice, known),
    // A preset's name says its language.
    language === undefined || (voice !== undefined && profileIdOf(voice) === undefined)
      ? undefined
      : `language ${escaped(languageName(language))}`,
    speed === undefined ? undefined : `speed ${speed}`,
    style === undefined ? undefined : `style: ${shownText(style)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** The name of a tag's language; a service's own slug as it is. */
export function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
