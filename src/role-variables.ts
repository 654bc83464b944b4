import { z } from 'zod';

import { hosts, listenAddress, sharedSecret } from '#ops/variables.ts';

import { issueOf } from './filled-variables.ts';
import type { Given, Issue } from './filled-variables.ts';

/** The variables that say which part of the bot a process is. */
export const roleVariables = {
  CRIER_ROLE: z.enum(['all', 'gateway', 'voice', 'speech']).default('all'),
  VOICE_NODES: hosts
    .refine(
      (all) => all.every((host) => /:\d{1,5}$/.test(host)),
      'expected host:port, separated by commas',
    )
    .optional(),
  VOICE_NODE_SECRET: sharedSecret.optional(),
  VOICE_NODE_LISTEN: listenAddress.default({ host: '127.0.0.1', port: 8_790 }),
};

/** Those of every role. */
export const commonVariables = {
  CALLS_PER_PROCESS: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, 'expected a number from 1 to 100')
    .default('100')
    .transform(Number),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty']).optional(),
};

const roles = z.object(roleVariables);
type RoleValues = z.infer<typeof roles>;

/** The nodes that hold the voice connections of a gateway; undefined for a process that does so by itself. */
export function voiceNodes(values: Omit<RoleValues, 'VOICE_NODE_LISTEN'>) {
  const { CRIER_ROLE: role, VOICE_NODES: places = [], VOICE_NODE_SECRET: key = '' } = values;
  if (role !== 'gateway') return undefined;
  return { places: places.map((address) => ({ address })), secret: key };
}

const needs: Readonly<Record<string, readonly string[]>> = {
  gateway: ['VOICE_NODES', 'VOICE_NODE_SECRET'],
  voice: ['VOICE_NODE_SECRET'],
  speech: ['DATABASE_URL', 'CRIER_SECRET'],
};

/** Names what a role can't do without and was not given. */
export function missingForRole(filled: Given): readonly Issue[] {
  const { CRIER_ROLE: role = '' } = filled;
  const needed = Object.hasOwn(needs, role) ? (needs[role] ?? []) : [];
  return needed
    .filter((name) => filled[name] === undefined)
    .map((name) => issueOf(name, `is missing, and CRIER_ROLE=${role} needs it`));
}
