import { Client, GatewayIntentBits, Options, REST } from 'discord.js';
import type { ClientOptions } from 'discord.js';

import { shardIdsOf } from '#ops/shards.ts';
import type { Shards } from '#ops/shards.ts';

import { acknowledger } from './acknowledge.ts';
import type { AnswerClients } from './answers.ts';
import { InCalls } from './in-calls.ts';
import type { DiscordRequests } from './requests.ts';
import { whereabouts } from './whereabouts.ts';
import type { StaysAway } from './whereabouts.ts';

/** Discord, as the bot sees it. */
export type Connection = ReturnType<typeof connection>;

type Reaching = Pick<DiscordRequests, 'makeRequest'>;

/** Each with its reason; only what people write is privileged. */
const usualIntents = [
  // Servers, their channels and roles: where the bot may speak.
  GatewayIntentBits.Guilds,
  // The states of people in calls; without them no voice connection ever gets its packets.
  GatewayIntentBits.GuildVoiceStates,
  // Messages of channels that are read, their changes and their end.
  GatewayIntentBits.GuildMessages,
];

/** The intents that not every bot has or wants, and the part of Discord that it is told of. */
export interface FurtherOptions {
  /** Discord gives the bot what people write; it would close the connection of one that wants it and may not have it. */
  readonly seesContent: boolean;
  /** Discord tells when somebody types. It does for all channels that the bot sees, whether they are read or not. */
  readonly seesTyping: boolean;
  readonly shards?: Shards;
  /** How shards connect; as the library does it when left out. */
  readonly ws?: NonNullable<ClientOptions['ws']>;
}

/** Discord's measure for an IP ban is 10,000 refused requests in ten minutes. */
const invalidRequestWarningInterval = 500;
const maxMembersKept = 50;

/** Not logged in yet. */
export function connection(
  apiUrl: string,
  requests: Reaching,
  { staysAway, ...further }: FurtherOptions & { readonly staysAway?: StaysAway },
) {
  const inCalls = new InCalls();
  const client = discordClient(apiUrl, requests, further, inCalls);
  // From before it is connected.
  inCalls.listen(client);
  return {
    client,
    /** Answer interactions, which wait for no limit of other requests. */
    answering: answerClients(apiUrl, requests),
    whereabouts: whereabouts(client, inCalls, staysAway),
  };
}

/** It remembers only what speaking needs: channels, roles, voice states, and the members in calls. */
function discordClient(
  apiUrl: string,
  { makeRequest }: Reaching,
  { seesContent, seesTyping, shards = 'auto', ws = {} }: FurtherOptions,
  inCalls: InCalls,
): Client {
  return new Client({
    intents: [
      ...usualIntents,
      ...(seesContent ? [GatewayIntentBits.MessageContent] : []),
      ...(seesTyping ? [GatewayIntentBits.GuildMessageTyping] : []),
    ],
    // As many as Discord wants, unless it is said which: above 2,500 servers one alone is refused.
    ...(shards === 'auto' ? { shards } : { shards: shardIdsOf(shards), shardCount: shards.count }),
    ws,
    allowedMentions: { parse: [] },
    rest: { api: apiUrl, makeRequest, timeout: 10_000, retries: 2, invalidRequestWarningInterval },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildForumThreadManager: 0,
      GuildInviteManager: 0,
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      GuildTextThreadManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      GuildMemberManager: {
        maxSize: maxMembersKept,
        // The library acts on voice states of the bot alone if it has its membership; people in calls are called by name.
        keepOverLimit: ({ id, guild }) =>
          id === guild.client.user.id || inCalls.channelOf(guild.id, id) !== undefined,
      },
      UserManager: {
        maxSize: 1_000,
        keepOverLimit: (user) => user.id === user.client.user?.id,
      },
    }),
  });
}

/** For answers to interactions, which don't count among a bot's 50 requests a second (Discord's documentation, rate limits). */
export function answerClients(apiUrl: string, { makeRequest }: Reaching): AnswerClients {
  const options = { api: apiUrl, makeRequest, invalidRequestWarningInterval };
  return {
    // A callback is lost after 3 s; a caller that tries again has to know that the first may have arrived.
    callbacks: new REST({ ...options, timeout: 2_500, retries: 0 }),
    acknowledge: acknowledger(),
    // If they were counted in, the edits of two hundred people who speak at once would take four seconds.
    replies: new REST({
      ...options,
      timeout: 10_000,
      retries: 2,
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    }),
  };
}
