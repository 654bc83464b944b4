import type { Text } from '#i18n/text.ts';
import { inEnglish } from '#i18n/texts.ts';

/**
 * A failure that the person who asked can mend. Its text is the whole reply: one or two sentences that say what was
 * wrong and what to do. Never holds a secret, and is not logged; its message is the text in English.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly text: Text | string;

  constructor(text: Text | string, options?: ErrorOptions) {
    super(typeof text === 'string' ? text : inEnglish(text), options);
    this.text = text;
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
