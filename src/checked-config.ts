import { z } from 'zod';

import { atVariable, settingsIn } from '#speech/engine-settings.ts';
import type { allSettings } from '#speech/engine-settings.ts';

import { ConfigError } from './errors.ts';
import { filledIn } from './filled-variables.ts';
import type { Given, Issue } from './filled-variables.ts';
import { unready } from './who-speaks.ts';

type Engines = z.infer<typeof allSettings>;

interface Checked<Values> {
  /** Takes variables and the settings of engines. */
  readonly schema: z.ZodType<Values & { readonly engines: Engines }>;
  /** Names variables that don't go together; `values` is there where each is right by itself. */
  readonly amiss: (filled: Given, values: Values | undefined) => readonly Issue[];
  /** Set variables that may have been meant for one that is missing, a sentence each. */
  readonly strangers: (given: Given) => readonly string[];
  /** The beginning of what the operator is told of a configuration that won't do. */
  readonly opening: string;
}

/**
 * Reads an environment, and freezes what it says. An empty variable counts as absent, so that a line of `.env` can be left blank.
 * Throws a {@link ConfigError} that names every bad variable, and no value of any.
 */
export function checkedConfig<Values extends object>(
  given: Given,
  { schema, amiss, strangers, opening }: Checked<Values>,
): Values & { readonly engines: Engines } {
  const filled = filledIn(given);
  const parsed = schema.safeParse({ variables: filled, engines: settingsIn(filled) });
  // All that is wrong is named at once.
  const issues = [
    ...(parsed.error?.issues ?? []).map(atItsVariable),
    ...amiss(filled, parsed.data),
    ...(parsed.success ? unready(parsed.data.engines, filled) : []),
  ];
  if (parsed.success && issues.length === 0) return deepFreeze(parsed.data);
  const unknown = strangers(given).map((sentence) => `✖ ${sentence}`);
  const lines = [z.prettifyError(new z.ZodError(issues)), ...unknown].join('\n');
  throw new ConfigError(`${opening}:\n${lines}`);
}

/** The issue with the name of its variable in place of where that stands in the schema. */
function atItsVariable(issue: Issue): Issue {
  const [group, ...path] = issue.path;
  return { ...issue, path: group === 'engines' ? atVariable(path) : path };
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
