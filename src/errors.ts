import type { Text } from '#i18n/text.ts';
import { inEnglish } from '#i18n/texts.ts';

/**
 * A failure that the person who asked can mend. Its text is the whole reply: one or two sentences that say what was
 * wrong and what to do. Never holds a secret, and is not logged.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly text: Text;

  constructor(text: Text, options?: ErrorOptions) {
    super(undefined, options);
    this.text = text;
  }

  /** The text in English. Refusals are many and their messages seldom read: it is made when somebody reads it. */
  override get message(): string {
    return inEnglish(this.text);
  }
}

/** A service that the bot stands on failed: it is logged, and the person who asked is told its text. */
export abstract class ServiceError extends Error {
  /** One or two sentences, which hold nothing that is not theirs to know. */
  abstract readonly text: Text;
}

/** Why the bot can't start: all that the operator has to change, in one message. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
