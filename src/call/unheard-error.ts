import { ServiceError } from '#errors.ts';
import { text } from '#i18n/text.ts';

/** An utterance that was not heard in time, as on a machine that has too much to do; the next one goes on. */
export class UnheardError extends ServiceError {
  override readonly name = 'UnheardError';
  readonly text = text(($) => $.calls.unheard);

  constructor(why: string) {
    super(`the utterance was not heard: ${why}`);
  }
}
