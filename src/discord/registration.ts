import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { Routes } from 'discord-api-types/v10';
import { Events } from 'discord.js';
import type { Client, REST } from 'discord.js';
import { z } from 'zod';

import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';

import { wordedAll } from './command-words.ts';
import type { CommandData, CommandWords, MenuCommandData } from './command-words.ts';
import { listen } from './listen.ts';

export interface Registration {
  readonly rest: REST;
  readonly apiUrl: string;
  readonly applicationId: string;
  readonly commands: readonly { readonly data: CommandData | MenuCommandData }[];
  readonly words: CommandWords;
  /** Remembers what was last registered. */
  readonly memo: Memo;
}

/** Discord's id of each command, by name: what a link to it needs. */
type CommandIds = ReadonlyMap<string, string>;

const memoName = 'commands';
const kept = z.object({ hash: z.string(), ids: z.record(z.string(), z.string()) });
const answer = z.array(z.object({ id: z.string(), name: z.string() }));

const pausesMs = [2_000, 10_000, 60_000] as const;

/**
 * Has the commands at Discord from when the client is ready on, again and again until Discord took them: without them
 * nobody can use the bot. Returns what gives their ids, as far as they are known.
 */
export function registered(
  client: Client,
  about: Omit<Registration, 'rest' | 'applicationId'> & {
    /** Another process of this bot puts them otherwise, and here only their ids are asked for. */
    readonly puts: boolean;
  },
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): () => CommandIds {
  let ids: CommandIds = new Map();
  listen(client, Events.ClientReady, log, async ({ application, rest }) => {
    const registration = { ...about, rest, applicationId: application.id };
    for (let attempt = 0; ; attempt += 1) {
      try {
        ids = await (about.puts ? registerChanged(registration) : idsThere(registration));
        return;
      } catch (error) {
        if (about.puts) log.warn({ error }, 'the commands could not be put to Discord');
        else log.warn({ error }, 'the commands were not found at Discord');
      }
      await delay(pausesMs[attempt] ?? pausesMs[2], undefined, { signal });
    }
  });
  return () => ids;
}

/** Puts the commands to Discord when they aren't what was last put there. */
async function registerChanged(registration: Registration): Promise<CommandIds> {
  const body = wordedAll(registration.commands, registration.words);
  const known = kept.safeParse(await registration.memo.get(memoName));
  if (known.success && known.data.hash === hashOf(registration, body))
    return new Map(Object.entries(known.data.ids));
  return register(registration, body);
}

/** The ids of what another process has put; rejects while one is missing. */
async function idsThere({ rest, applicationId, commands }: Registration): Promise<CommandIds> {
  const there = answer.parse(await rest.get(Routes.applicationCommands(applicationId)));
  const ids = new Map(there.map(({ id, name }) => [name, id]));
  const missing = commands.filter(({ data }) => !ids.has(data.name)).length;
  if (missing > 0) throw new Error(`${missing} are missing: the process with shard 0 puts them`);
  return ids;
}

/** Puts the commands to Discord, in place of all it had. */
export async function register(
  registration: Registration,
  body = wordedAll(registration.commands, registration.words),
): Promise<CommandIds> {
  const { rest, applicationId, memo } = registration;
  const there = answer.parse(await rest.put(Routes.applicationCommands(applicationId), { body }));
  const ids = new Map(there.map(({ id, name }) => [name, id]));
  await memo.put(memoName, { hash: hashOf(registration, body), ids: Object.fromEntries(ids) });
  return ids;
}

/** Another application or another Discord doesn't have them yet. */
function hashOf({ apiUrl, applicationId }: Registration, body: unknown): string {
  const content = JSON.stringify([apiUrl, applicationId, body]);
  return createHash('sha256').update(content).digest('hex');
}
