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
