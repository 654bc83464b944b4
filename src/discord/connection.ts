import type { Client } from 'discord.js';

import type { Log } from '#ops/log.ts';

import { Announcements } from './announcements.ts';
import type { AnswerClients } from './answers.ts';
import { answerClients, discordClient } from './client.ts';
import { InCalls } from './in-calls.ts';
import type { DiscordRequests } from './requests.ts';
import { whereabouts } from './whereabouts.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Discord, as the bot sees it. */
export interface Connection {
  readonly client: Client;
  /** Answer interactions, which wait for no limit of other requests. */
  readonly answering: AnswerClients;
  readonly announcements: Announcements;
  readonly whereabouts: Whereabouts;
}

/** Not logged in yet. `seesContent`: Discord gives the bot what people write. */
export function connection(
  apiUrl: string,
  requests: DiscordRequests,
  seesContent: boolean,
  log: Log,
): Connection {
  const inCalls = new InCalls();
  const client = discordClient(apiUrl, requests, seesContent, inCalls);
  return {
    client,
    answering: answerClients(apiUrl, requests),
    announcements: new Announcements(client, log),
    whereabouts: whereabouts(client, inCalls),
  };
}
