import type { WebSocketManager } from '@discordjs/ws';

import type { FirstPacket } from '#call/first-packet.ts';
import { Announcements } from '#discord/announcements.ts';
import { channelStatuses } from '#discord/channel-statuses.ts';
import { connection } from '#discord/client.ts';
import { guildView } from '#discord/guild-view.ts';
import { identifyThrottle } from '#discord/identify-throttle.ts';
import type { IdentifyTurns } from '#discord/identify-turns.ts';
import { registered } from '#discord/registration.ts';
import type { Registration } from '#discord/registration.ts';
import type { DiscordRequests } from '#discord/requests.ts';
import { ResumingStrategy } from '#discord/resuming.ts';
import type { ResumingOptions } from '#discord/resuming.ts';
import { registeredInServer } from '#discord/server-registration.ts';
import type { ServerRegistration } from '#discord/server-registration.ts';
import { ReadingStatus } from '#features/attendance/reading-status.ts';
import { toldCalls } from '#features/calls/told-calls.ts';
import type { ToldCallsParts } from '#features/calls/told-calls.ts';
import { banText } from '#features/operating/ban-text.ts';
import { serverTranslations } from '#features/settings/server-translations.ts';
import type { Text } from '#i18n/text.ts';
import type { Texts } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import { haveIn } from '#ops/shards.ts';
import type { Store } from '#store/store.ts';

import type { Config } from './config.ts';
import { leaseTableIn } from './lease-table.ts';

/** The parts of the bot's place on Discord. */
export interface OnDiscordParts {
  readonly config: Pick<
    Config,
    'discord' | 'owners' | 'callsPerProcess' | 'leaveAfterMs' | 'voiceNodes' | 'databaseUrl'
  >;
  /** That of the processes in which calls are held. */
  readonly environment: ToldCallsParts['environment'];
  readonly requests: Pick<DiscordRequests, 'makeRequest'>;
  /** Whether Discord gives the bot the content of every message. */
  readonly seesContent: boolean;
  /** Those that people find in Discord's menus. */
  readonly commands: Registration['commands'];
  /** Those of whoever runs the bot: in direct messages, and in their server. */
  readonly ownerCommands: ServerRegistration['commands'];
  readonly texts: Texts;
  /** Remembers what Discord has of the commands. */
  readonly memo: Memo;
  readonly store: Pick<Store, 'serverSettings' | 'people' | 'members' | 'bans'>;
  /** The places of calls, which the next start comes back to. */
  readonly memory: ToldCallsParts['memory'] & Pick<ResumingOptions, 'sessions'>;
  readonly onFirstPacket: (packet: FirstPacket) => void;
  /** The turns of shards that identify. */
  readonly turns: IdentifyTurns;
  readonly goesOn: ResumingOptions['goesOn'];
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

/**
 * The bot's place on Discord before anybody logs in: the connection, its commands there, what it tells a server unasked
 * and in which language, and the calls, which take their status away before they end.
 */
export async function onDiscord(parts: OnDiscordParts) {
  const { config, requests, seesContent, texts, memo, store, closing, log } = parts;
  const { apiUrl, tellsOfTyping: seesTyping, shards } = config.discord;
  const staysAway = (guildId: string): Text | undefined => {
    const ban = store.bans.of({ guildId });
    return ban && banText(ban);
  };
  const { sessions } = parts.memory;
  const resuming = { sessions, goesOn: parts.goesOn, client: () => discord.client, log };
  const ws = {
    buildIdentifyThrottler: identifyThrottle(parts.turns, log),
    buildStrategy: (manager: WebSocketManager) => new ResumingStrategy(manager, resuming),
  };
  const further = { seesContent, seesTyping, shards, ws, staysAway };
  const discord = connection(apiUrl, requests, further);
  const { client, whereabouts } = discord;
  const commandIds = registered(
    client,
    { apiUrl, commands: parts.commands, words: texts, memo, puts: haveIn(shards, undefined) },
    { log, signal: closing },
  );
  const { guildId } = config.owners;
  if (haveIn(shards, guildId))
    registeredInServer(client, { commands: parts.ownerCommands, guildId, words: texts, memo }, log);
  const translations = texts.translations(commandIds);
  const view = guildView(client);
  const inLanguageOf = serverTranslations({ ...store, view, translations, log });
  const announcements = new Announcements(client, { translations, inLanguageOf }, log);
  const statuses = channelStatuses(client);
  const aboutReading = { statuses, whereabouts, view, ...store, inLanguageOf, log };
  const readingStatus = new ReadingStatus(aboutReading);
  const workers = await nodesOf(parts);
  const calls = toldCalls({
    client,
    whereabouts,
    announcements,
    parting: readingStatus,
    memory: parts.memory,
    onFirstPacket: parts.onFirstPacket,
    ...store,
    environment: parts.environment,
    workerLimits: { maxCalls: config.callsPerProcess },
    ...(workers && { workers }),
    leaveAfterMs: config.leaveAfterMs,
    log,
  });
  return { discord, commandIds, translations, inLanguageOf, announcements, readingStatus, calls };
}

/** Nodes are loaded where a bot has some: one machine needs none. */
async function nodesOf({ config, goesOn, log }: OnDiscordParts) {
  const { voiceNodes, databaseUrl } = config;
  if (!voiceNodes) return undefined;
  const { Nodes } = await import('#nodes/nodes.ts');
  const table = await leaseTableIn(databaseUrl);
  return new Nodes({ ...voiceNodes, ...(table && { table }), goesOn, log });
}
