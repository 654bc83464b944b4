import { UserError } from '#errors.ts';

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
