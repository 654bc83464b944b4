import { UserError } from '../../errors.ts';
import type { Asker } from '../asker.ts';

/** Throws a `UserError` where a sample could be heard by nobody: before it is made, and paid. */
export function assertHearable({ mayGetVoiceMessages, mayGetFiles }: Asker): void {
  if (!mayGetVoiceMessages && !mayGetFiles) throw notHearable();
}

export function notHearable(): UserError {
  return new UserError(
    'I may post neither voice messages nor files here (**Attach Files**). Do this where I may, such as in direct messages.',
  );
}
