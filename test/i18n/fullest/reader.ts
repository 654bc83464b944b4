import { Locale } from 'discord-api-types/v10';

import type { Asker } from '#discord/asker.ts';
import type { Form, View } from '#discord/view.ts';

import { ann, texts, translations } from '../../fakes/asker.ts';

/** Messages and forms by what they are, each as full as it can be. */
export type Shown = Readonly<Record<string, View | Form>>;

/** The locale of Discord whose people read a language. */
export function localeOf(language: string): string {
  const locales = Object.values(Locale);
  return locales.find((locale) => texts.languageOf(locale) === language) ?? language;
}

/** Somebody whose Discord is in this locale, with every right. */
export function readerIn(locale: string): Asker {
  const rights = { managesServer: true, managesChannels: true, moderates: true };
  return { ...ann, ...rights, id: id(1), locale, t: translations(locale) };
}

/** As long as ids of Discord may be. */
export function id(number: number): string {
  return String(number).padEnd(20, '0');
}

export function times<Each>(count: number, each: (at: number) => Each): readonly Each[] {
  return Array.from({ length: count }, (_, at) => each(at));
}

/** A name of 32 characters, each of which has to be escaped. */
export const longName = '_'.repeat(32);
/** A typed text: more than is ever shown of it, and all of it markup. */
export const longText = '*'.repeat(1_000);
