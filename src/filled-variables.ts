import type { z } from 'zod';

/** An environment as it is given. */
export type Given = Readonly<Record<string, string | undefined>>;

/** The variables of an environment that hold something, without spaces around it. */
export function filledIn(given: Given): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const trimmed = value?.trim();
    if (trimmed) filled[name] = trimmed;
  }
  return filled;
}

export type Issue = z.core.$ZodIssue;

/** A fault of one variable. */
export function issueOf(name: string, message: string): Issue {
  return { code: 'custom', path: [name], message, input: undefined };
}
