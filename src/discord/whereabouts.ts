import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Client } from 'discord.js';

import type { InCalls } from './in-calls.ts';
import { obstacleTo } from './permissions.ts';

/** Tells who is in which voice channel, as Discord last said; from memory. */
export interface Whereabouts {
  channelOf(guildId: string, userId: string): string | undefined;
  /** People in a voice channel; bots don't count. */
  people(guildId: string, channelId: string): number;
  /** Whether the bot may see a channel; true for one that Discord has not told of, such as an old thread. */
  sees(guildId: string, channelId: string): boolean;
  /** Why the bot can't be heard there, as a sentence. */
  obstacle(guildId: string, channelId: string): string | undefined;
}

export function whereabouts(client: Client, inCalls: InCalls): Whereabouts {
  return {
    channelOf: (guildId, userId) => inCalls.channelOf(guildId, userId),
    people: (guildId, channelId) => inCalls.count(guildId, channelId).people,
    sees(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      const me = guild?.members.me;
      return !channel || !me || channel.permissionsFor(me).has(PermissionFlagsBits.ViewChannel);
    },
    obstacle(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      const me = guild?.members.me;
      if (!channel?.isVoiceBased() || !me)
        return "I can't see that voice channel: I need the right **View Channel** there.";
      const takenBy = inCalls.count(guildId, channelId).all;
      const isInside = inCalls.channelOf(guildId, me.id) === channelId;
      return obstacleTo(channel, me, { takenBy, isInside });
    },
  };
}
