import { escaped } from '#discord/shown-text.ts';
import { profileIdOf } from '#voices/profile-key.ts';

const maxValueChars = 40;

/** Shortens what somebody typed, or what only the bot can read, to few characters without markup. */
export function short(text: string): string {
  const chars = [...text.replace(/\s+/gu, ' ')];
  const cut = chars.slice(0, maxValueChars).join('');
  return escaped(chars.length > maxValueChars ? `${cut}…` : cut);
}

/** Any value of which no more is known than what it is; empty for none. */
export function toldAnyhow(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return voiceNamed(value);
  if (typeof value === 'number') return String(value);
  if (!isRecord(value)) return short(JSON.stringify(value));
  // A voice with how it speaks, or a channel with its voice.
  return Object.entries(value)
    .map(([name, part]) =>
      isRecord(part) ? toldAnyhow(part) : `${short(name)} ${toldAnyhow(part)}`,
    )
    .join(', ');
}

/** The voice that is stored as this key. Whose a kept voice is, and which, is nobody's business. */
export function voiceNamed(key: string): string {
  return profileIdOf(key) === undefined ? `“${short(key)}”` : 'a kept voice';
}

/** The marks as people are told of them; empty where nothing marks a message. */
export function marksNamed(marks: readonly string[] | undefined): string {
  if (!marks) return '“;” before a letter';
  return new Intl.ListFormat('en').format(marks.map((mark) => `“${escaped(mark)}”`));
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
