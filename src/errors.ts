/**
 * A failure that the person who asked can mend. Its message is the whole reply: one or two sentences that say what
 * was wrong and what to do. Never holds a secret, and is not logged.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Why the bot can't start: all that the operator has to change, in one message. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
