import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

/** In code points. */
export const maxVoiceNameChars = 32;

/** A name for a kept voice: one line that can be seen. Throws a `UserError` for any other. */
export function voiceNameOf(wanted: string): string {
  const name = wanted.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(name)) throw new UserError(text(($) => $.ownVoices.names.noLetters));
  if ([...name].length <= maxVoiceNameChars) return name;
  throw new UserError(text(($) => $.ownVoices.names.tooLong, { count: maxVoiceNameChars }));
}

/** In code points. No service says how much its models take; what is longer describes no voice. */
export const maxDescriptionChars = 1_000;

/** A description of a voice as one line. Throws a `UserError` for one that says nothing, or too much. */
export function descriptionOf(wanted: string): string {
  const description = wanted.replace(/[\p{Cc}\p{Cs}\p{Co}\s]+/gu, ' ').trim();
  if (!/\p{L}/u.test(description))
    throw new UserError(text(($) => $.ownVoices.descriptions.noWords));
  if ([...description].length <= maxDescriptionChars) return description;
  throw new UserError(
    text(($) => $.ownVoices.descriptions.tooLong, { count: maxDescriptionChars }),
  );
}
