import { escaped } from '#discord/shown-text.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { profileIdOf } from '#voices/profile-key.ts';

const maxValueChars = 40;
const maxListed = 25;

/** Shortens what somebody typed, or what only the bot can read, to few characters without markup. */
export function short(text: string): string {
  const chars = [...text.replace(/\s+/gu, ' ')];
  const cut = chars.slice(0, maxValueChars).join('');
  return escaped(chars.length > maxValueChars ? `${cut}…` : cut);
}

/** Any value of which no more is known than what it is; empty for none. */
export function toldAnyhow(value: unknown): Text | string {
  if (value === undefined) return '';
  if (typeof value === 'string') return voiceNamed(value);
  if (typeof value === 'number') return String(value);
  if (!isRecord(value)) return short(JSON.stringify(value));
  // A voice with how it speaks, or a channel with its voice.
  const values = Object.entries(value).map(([name, part]) =>
    isRecord(part)
      ? toldAnyhow(part)
      : text(($) => $.settings.toldValues.named, { name: short(name), value: toldAnyhow(part) }),
  );
  return text(($) => $.settings.toldValues.list, { values });
}

/** The voice that is stored as this key. Whose a kept voice is, and which, is nobody's business. */
export function voiceNamed(key: string): Text {
  return profileIdOf(key) === undefined
    ? text(($) => $.settings.toldValues.quoted, { value: short(key) })
    : text(($) => $.settings.toldValues.keptVoice);
}

/** Channels or roles beside each other, and how many more there are than have room. */
export function someOf(mentions: readonly string[]): Text | string {
  const shown = mentions.slice(0, maxListed).join(' ');
  const count = mentions.length - maxListed;
  return count > 0 ? text(($) => $.settings.toldValues.andMore, { shown, count }) : shown;
}

/** The marks as people are told of them; empty where nothing marks a message. */
export function marksNamed(marks: readonly string[] | undefined): Text | '' {
  if (!marks) return text(($) => $.settings.toldValues.usualMark);
  if (marks.length === 0) return '';
  const quoted = marks.map((mark) =>
    text(($) => $.settings.toldValues.quoted, { value: escaped(mark) }),
  );
  return text(($) => $.settings.toldValues.marks, { marks: quoted });
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
