import type { Client } from 'discord.js';

import { obstacleTo } from './permissions.ts';

/** Who is in which voice channel, as Discord last said; from memory. */
export interface Whereabouts {
  channelOf(guildId: string, userId: string): string | undefined;
  /** People in a voice channel; bots don't count. */
  people(guildId: string, channelId: string): number;
  /** Why the bot can't be heard there, as a sentence. */
  obstacle(guildId: string, channelId: string): string | undefined;
}

export function whereabouts(client: Client): Whereabouts {
  return {
    channelOf(guildId, userId) {
      const states = client.guilds.cache.get(guildId)?.voiceStates.cache;
      return states?.get(userId)?.channelId ?? undefined;
    },
    people(guildId, channelId) {
      const states = client.guilds.cache.get(guildId)?.voiceStates.cache;
      // A member that Discord has not told of counts as a person.
      return (
        states?.filter((state) => state.channelId === channelId && !state.member?.user.bot).size ??
        0
      );
    },
    obstacle(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      const me = guild?.members.me;
      if (!channel?.isVoiceBased() || !me)
        return "I can't see that voice channel: I need the right **View Channel** there.";
      return obstacleTo(channel, me);
    },
  };
}
