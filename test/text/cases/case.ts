import type { Message } from '#text/message.ts';

/** A message, and what is said of it in a language. */
export type Case = readonly [language: string, message: string | Message, spoken: string];
