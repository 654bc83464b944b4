import { createHash } from 'node:crypto';

import { Routes } from 'discord-api-types/v10';
import { Events } from 'discord.js';
import type { Client, REST } from 'discord.js';
import { z } from 'zod';

import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';

import { wordedAll } from './command-words.ts';
import type { CommandData, CommandWords } from './command-words.ts';
import { listen } from './listen.ts';

/** Commands that one server alone has. */
export interface ServerRegistration {
  readonly commands: readonly { readonly data: CommandData }[];
  /** Undefined where no server has them. */
  readonly guildId: string | undefined;
  readonly words: CommandWords;
  /** Remembers which server has which. */
  readonly memo: Memo;
}

interface Registered extends ServerRegistration {
  readonly rest: Pick<REST, 'put'>;
  readonly applicationId: string;
}

const memoName = 'server-commands';
const kept = z.object({ guildId: z.string(), hash: z.string() });

/**
 * Has the commands in that server, and in no other, from when the client is ready on. Only admins of the server see them there, and
 * those to whom they show them in its settings.
 */
export function registeredInServer(client: Client, about: ServerRegistration, log: Log): void {
  const { guildId } = about;
  const put = async (rest: REST, applicationId: string): Promise<void> => {
    try {
      await registerInServer({ ...about, rest, applicationId });
    } catch (error) {
      log.warn(
        { error, guildId },
        'the commands of OWNER_SERVER could not be put to Discord: look whether the bot is a member of that server. They are tried again when it joins it, and at the next start',
      );
    }
  };
  listen(client, Events.ClientReady, log, ({ rest, application }) => put(rest, application.id));
  listen(client, Events.GuildCreate, log, async ({ id }) => {
    if (id === guildId && client.application) await put(client.rest, client.application.id);
  });
}

/** Puts the commands there when they aren't what was last put, and takes them from the server that had them before. */
export async function registerInServer(registered: Registered): Promise<void> {
  const { rest, applicationId, guildId, memo } = registered;
  const before = kept.safeParse(await memo.get(memoName)).data;
  const body = wordedAll(registered.commands, registered.words).map(inServer);
  const hash = createHash('sha256')
    .update(JSON.stringify([applicationId, body]))
    .digest('hex');
  if (before?.guildId === guildId && (guildId === undefined || before?.hash === hash)) return;
  const put = (id: string, commands: readonly object[]): Promise<unknown> =>
    rest.put(Routes.applicationGuildCommands(applicationId, id), { body: commands });
  // The bot may have left that server: what it had there went with it.
  if (before && before.guildId !== guildId) await put(before.guildId, []).catch(() => undefined);
  if (guildId !== undefined) await put(guildId, body);
  await memo.put(memoName, guildId === undefined ? {} : { guildId, hash });
}

/** Where it is usable is said by the server that has it; `0` hides it there from all but admins. */
function inServer(command: ReturnType<typeof wordedAll>[number]): object {
  const { contexts: _, integration_types: __, ...rest } = command;
  return { ...rest, default_member_permissions: '0' };
}
