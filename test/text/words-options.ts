import type { EmojiNames } from '#text/emoji/names.ts';
import type { Message } from '#text/message.ts';
import { usualReading } from '#text/reading.ts';
import type { WordsOptions } from '#text/words.ts';

const people = new Map([
  ['101', 'Anna'],
  ['102', 'xX_Bob_Xx'],
  ['103', '🔥🔥'],
  ['104', '𝓕𝓪𝓷𝓬𝔂'],
  ['105', 'Jürgen'],
  ['106', '︻デ═一'],
]);
const roles = new Map([
  ['201', 'Mods'],
  ['202', 'raid-team'],
]);
const channels = new Map([
  ['301', 'general-chat'],
  ['302', '📢・announcements'],
  ['303', '雑談'],
]);

/** The names of emoji, to be read before anything is asked of them. */
export const namesByLanguage = new Map<string, EmojiNames | undefined>();

/** A message of this server in that language, at noon on 22 November 2026. */
export function optionsFor(locale: string): WordsOptions {
  const [base = locale] = locale.split('-');
  const emoji = namesByLanguage.get(base);
  return {
    reading: usualReading,
    locale,
    timeZone: 'Europe/Berlin',
    nowMs: Date.UTC(2026, 10, 22, 12),
    names: {
      user: (id) => people.get(id),
      role: (id) => roles.get(id),
      channel: (id) => channels.get(id),
    },
    ...(emoji && { emoji }),
  };
}

/** A text as a message. */
export function messageOf(written: string | Message): Message {
  return typeof written === 'string' ? { content: written } : written;
}
