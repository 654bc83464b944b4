import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { Routes } from 'discord-api-types/v10';
import type { REST } from 'discord.js';

import type { Command } from './command.ts';

export interface Registration {
  readonly rest: REST;
  readonly apiUrl: string;
  readonly applicationId: string;
  readonly commands: readonly Command[];
  /** Where the hash of what was last registered is kept. */
  readonly file: string;
}

/** Puts the commands to Discord when they aren't what was last put there. Resolves to whether it did. */
export async function registerChanged(registration: Registration): Promise<boolean> {
  const hash = hashOf(registration);
  const kept = await readFile(registration.file, 'utf8').catch(() => '');
  if (kept.trim() === hash) return false;
  await register(registration);
  return true;
}

/** Puts the commands to Discord, in place of all it had. */
export async function register(registration: Registration): Promise<void> {
  const { rest, applicationId, commands, file } = registration;
  await rest.put(Routes.applicationCommands(applicationId), {
    body: commands.map(({ data }) => data),
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${hashOf(registration)}\n`);
}

/** Another application or another Discord doesn't have them yet. */
function hashOf({ apiUrl, applicationId, commands }: Registration): string {
  const content = JSON.stringify([apiUrl, applicationId, commands.map(({ data }) => data)]);
  return createHash('sha256').update(content).digest('hex');
}
