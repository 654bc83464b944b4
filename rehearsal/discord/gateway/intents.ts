/** Which events need which intent, and what MESSAGE_CONTENT hides (Discord's gateway page, "List of intents"). */
import { GatewayIntentBits as I } from 'discord-api-types/v10';

import type { Json } from '../payloads.ts';

export const PRIVILEGED_INTENTS = I.GuildMembers | I.GuildPresences | I.MessageContent;

export const ALL_INTENTS = Object.values(I)
  .filter((bit) => typeof bit === 'number')
  .reduce((all, bit) => all | bit, 0);

/** For events of a guild; the same message event in a direct message needs another bit. */
const INTENT_OF_EVENT: Readonly<Record<string, number>> = {
  GUILD_CREATE: I.Guilds,
  GUILD_UPDATE: I.Guilds,
  GUILD_DELETE: I.Guilds,
  GUILD_ROLE_CREATE: I.Guilds,
  GUILD_ROLE_UPDATE: I.Guilds,
  GUILD_ROLE_DELETE: I.Guilds,
  CHANNEL_CREATE: I.Guilds,
  CHANNEL_UPDATE: I.Guilds,
  CHANNEL_DELETE: I.Guilds,
  THREAD_CREATE: I.Guilds,
  THREAD_DELETE: I.Guilds,
  VOICE_CHANNEL_STATUS_UPDATE: I.Guilds,
  GUILD_MEMBER_ADD: I.GuildMembers,
  GUILD_MEMBER_REMOVE: I.GuildMembers,
  VOICE_STATE_UPDATE: I.GuildVoiceStates,
  VOICE_CHANNEL_EFFECT_SEND: I.GuildVoiceStates,
  MESSAGE_CREATE: I.GuildMessages,
  MESSAGE_UPDATE: I.GuildMessages,
  MESSAGE_DELETE: I.GuildMessages,
  MESSAGE_DELETE_BULK: I.GuildMessages,
  MESSAGE_REACTION_ADD: I.GuildMessageReactions,
  TYPING_START: I.GuildMessageTyping,
};

const DIRECT_INTENT_OF_EVENT: Readonly<Record<string, number>> = {
  MESSAGE_CREATE: I.DirectMessages,
  MESSAGE_UPDATE: I.DirectMessages,
  MESSAGE_DELETE: I.DirectMessages,
  MESSAGE_REACTION_ADD: I.DirectMessageReactions,
  TYPING_START: I.DirectMessageTyping,
};

/** Whether a session with these intents gets the event. Those not listed (READY, INTERACTION_CREATE, VOICE_SERVER_UPDATE…) always come. */
export function isWanted(event: string, inGuild: boolean, intents: number): boolean {
  const needed = (inGuild ? INTENT_OF_EVENT : DIRECT_INTENT_OF_EVENT)[event];
  return needed === undefined || (intents & needed) !== 0;
}

const MESSAGE_EVENTS = new Set(['MESSAGE_CREATE', 'MESSAGE_UPDATE']);

/** Blanks what people wrote, unless it is a direct message, the bot's own or mentions the bot. */
export function withoutContent(event: string, data: Json, intents: number, botId: string): Json {
  if (!MESSAGE_EVENTS.has(event) || (intents & I.MessageContent) !== 0) return data;
  const author = data['author'] as { id: string } | undefined;
  const mentions = (data['mentions'] ?? []) as { id: string }[];
  const exempt =
    data['guild_id'] === undefined ||
    author?.id === botId ||
    mentions.some(({ id }) => id === botId);
  return exempt ? data : { ...data, content: '', attachments: [], embeds: [], components: [] };
}
