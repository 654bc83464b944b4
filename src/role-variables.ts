import { z } from 'zod';

import { usualWeight } from '#nodes/choice.ts';
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
  VOICE_NODE_ADDRESS: listenAddress.optional(),
  VOICE_NODE_WEIGHT: z
    .string()
    .regex(/^(?:[1-9]\d{0,2}|1000)$/, 'expected a whole number from 1 to 1000')
    .default(String(usualWeight))
    .transform(Number),
  VOICE_NODE_CALLS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'expected a whole number of calls, such as 200')
    .optional()
    .transform((text) => (text === undefined ? undefined : Number(text))),
};

/** Those that a node alone reads. */
export const variablesOfNodes = [
  'VOICE_NODE_LISTEN',
  'VOICE_NODE_ADDRESS',
  'VOICE_NODE_WEIGHT',
  'VOICE_NODE_CALLS',
] as const;

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
type RoleValues = Pick<z.infer<typeof roles>, 'CRIER_ROLE' | 'VOICE_NODES' | 'VOICE_NODE_SECRET'>;

/** The nodes that hold the voice connections of a gateway; undefined for a process that does so by itself. */
export function voiceNodes(values: RoleValues) {
  const { CRIER_ROLE: role, VOICE_NODES: places = [], VOICE_NODE_SECRET: key = '' } = values;
  if (role !== 'gateway') return undefined;
  return { places: places.map((address) => ({ address })), secret: key };
}

/** Names what a role can’t do without and was not given. */
export function missingForRole(filled: Given): readonly Issue[] {
  const { CRIER_ROLE: role = '', DATABASE_URL: database } = filled;
  const issues = neededBy(role, database !== undefined)
    .filter((name) => filled[name] === undefined)
    .map((name) => issueOf(name, `is missing, and CRIER_ROLE=${role} needs it`));
  return [...issues, ...(role === 'voice' ? addressless(filled) : [])];
}

const needs: Readonly<Record<string, readonly string[]>> = {
  gateway: ['VOICE_NODES', 'VOICE_NODE_SECRET'],
  voice: ['VOICE_NODE_SECRET'],
  speech: ['DATABASE_URL', 'CRIER_SECRET'],
};

/** With a database, a gateway finds its nodes there. */
function neededBy(role: string, hasDatabase: boolean): readonly string[] {
  const needed = Object.hasOwn(needs, role) ? (needs[role] ?? []) : [];
  return hasDatabase ? needed.filter((name) => name !== 'VOICE_NODES') : needed;
}

/** A node that listens everywhere on its machine doesn’t know by which of the addresses gateways reach it. */
function addressless(filled: Given): readonly Issue[] {
  const { DATABASE_URL: database, VOICE_NODE_ADDRESS: address, VOICE_NODE_LISTEN: listen } = filled;
  if (database === undefined || address !== undefined) return [];
  if (!/^(?:0\.0\.0\.0|\[::\]):/u.test(listen ?? '')) return [];
  return [
    issueOf(
      'VOICE_NODE_ADDRESS',
      'is missing: with DATABASE_URL, gateways look there for where this node is. Name it as host:port',
    ),
  ];
}
