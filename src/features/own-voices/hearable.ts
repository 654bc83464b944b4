import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';

/** Throws a `UserError` where a sample could be heard by nobody: before it is made, and paid. */
export function assertHearable({ mayGetVoiceMessages, missingForFiles }: Asker): void {
  if (!mayGetVoiceMessages && missingForFiles !== undefined) throw notHearable(missingForFiles);
}

export function notHearable(right: NonNullable<Asker['missingForFiles']>): UserError {
  return new UserError(
    `I may post neither voice messages nor files here (**${right}**). Do this where I may, such as in direct messages.`,
  );
}
