import { UserError } from '#errors.ts';

/** In code points. */
export const maxVoiceNameChars = 32;

/** A name for a kept voice: one line that can be seen. Throws a `UserError` for any other. */
export function voiceNameOf(wanted: string): string {
  const name = wanted.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(name))
    throw new UserError('Give the voice a name of letters or digits.');
  if ([...name].length <= maxVoiceNameChars) return name;
  throw new UserError(
    `The name is longer than ${maxVoiceNameChars} characters. Use a shorter one.`,
  );
}

/** In code points. No service says how much its models take; what is longer describes no voice. */
export const maxDescriptionChars = 1_000;

/** A description of a voice as one line. Throws a `UserError` for one that says nothing, or too much. */
export function descriptionOf(wanted: string): string {
  const description = wanted.replace(/[\p{Cc}\p{Cs}\p{Co}\s]+/gu, ' ').trim();
  if (!/\p{L}/u.test(description))
    throw new UserError(
      'Describe the voice in words, such as “a warm, deep voice of an old man who speaks slowly”.',
    );
  if ([...description].length <= maxDescriptionChars) return description;
  throw new UserError(
    `The description is longer than ${maxDescriptionChars} characters. Use a shorter one.`,
  );
}
