import { z } from 'zod';

import { ConfigError } from './errors.ts';
import { filledIn } from './filled-variables.ts';
import { commonVariables, missingForRole, roleVariables } from './role-variables.ts';

const environment = z.object({ ...commonVariables, ...roleVariables }).transform((values) => ({
  listen: values.VOICE_NODE_LISTEN,
  secret: values.VOICE_NODE_SECRET ?? '',
  callsPerProcess: values.CALLS_PER_PROCESS,
  log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
}));

/** Reads the environment of a voice node. Throws a {@link ConfigError} that names every bad variable, and no value. */
export function loadNodeConfig(given: NodeJS.ProcessEnv) {
  const filled = filledIn(given);
  const parsed = environment.safeParse(filled);
  const issues = [...(parsed.error?.issues ?? []), ...missingForRole(filled)];
  if (parsed.success && issues.length === 0) return parsed.data;
  const lines = z.prettifyError(new z.ZodError(issues));
  throw new ConfigError(`This voice node can't start with this configuration:\n${lines}`);
}
