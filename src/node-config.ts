import { z } from 'zod';

import { databaseUrl, given, passwordsIn } from '#ops/variables.ts';

import { ConfigError } from './errors.ts';
import { filledIn } from './filled-variables.ts';
import { commonVariables, missingForRole, roleVariables } from './role-variables.ts';

const variables = {
  DATABASE_URL: databaseUrl.optional(),
  CRIER_DATA: z.string().optional(),
  ...commonVariables,
  ...roleVariables,
};

const environment = z.object(variables).transform((values) => ({
  listen: values.VOICE_NODE_LISTEN,
  /** As gateways reach it. */
  address: written(values.VOICE_NODE_ADDRESS ?? values.VOICE_NODE_LISTEN),
  secret: values.VOICE_NODE_SECRET ?? '',
  weight: values.VOICE_NODE_WEIGHT,
  maxCalls: values.VOICE_NODE_CALLS ?? Infinity,
  /** The database in which it renews its lease; undefined: it has none. */
  databaseUrl: values.DATABASE_URL,
  /** Where it shows that it is well, in a container; undefined: nowhere. */
  folder: values.CRIER_DATA,
  callsPerProcess: values.CALLS_PER_PROCESS,
  log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
  /** None of these may appear in the log. */
  secrets: [...given(values.VOICE_NODE_SECRET), ...passwordsIn(values.DATABASE_URL)],
}));

function written({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Reads the environment of a voice node. Throws a {@link ConfigError} that names every bad variable, and no value. */
export function loadNodeConfig(environmentGiven: NodeJS.ProcessEnv) {
  const filled = filledIn(environmentGiven);
  const parsed = environment.safeParse(filled);
  const issues = [...(parsed.error?.issues ?? []), ...missingForRole(filled)];
  if (parsed.success && issues.length === 0) return parsed.data;
  const lines = z.prettifyError(new z.ZodError(issues));
  throw new ConfigError(`This voice node can't start with this configuration:\n${lines}`);
}
