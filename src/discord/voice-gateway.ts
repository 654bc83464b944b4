import { Routes } from 'discord-api-types/v10';
import { Events, Status } from 'discord.js';
import type { Client } from 'discord.js';

import type { GatewayListener, VoiceGateway } from '../call/gateway.ts';
import type { Whereabouts } from './whereabouts.ts';

/** The calls' line to Discord's gateway, through the client's own shards. */
export function voiceGateway(
  client: Client,
  { people }: Pick<Whereabouts, 'people'>,
): VoiceGateway {
  const listeners = new Map<string, GatewayListener>();
  client.on(Events.GuildUnavailable, ({ id }) => listeners.get(id)?.onOutage(false));
  client.on(Events.GuildAvailable, ({ id }) => listeners.get(id)?.onOutage(true));
  return {
    attach(guildId, listener) {
      const guild = client.guilds.cache.get(guildId);
      if (!guild) return { sendPayload: () => false, destroy() {} };
      const adapter = guild.voiceAdapterCreator(listener);
      listeners.set(guildId, listener);
      return {
        sendPayload: (payload) => adapter.sendPayload(payload),
        destroy() {
          if (listeners.get(guildId) === listener) listeners.delete(guildId);
          adapter.destroy();
        },
      };
    },
    ready: (guildId) => client.guilds.cache.get(guildId)?.shard.status === Status.Ready,
    whoListens: people,
    serverIs(guildId) {
      const guild = client.guilds.cache.get(guildId);
      if (!guild) return 'gone';
      return guild.available ? 'here' : 'away';
    },
    channelExists: (guildId, channelId) =>
      client.guilds.cache.get(guildId)?.channels.cache.has(channelId) ?? false,
    async unsuppress(guildId, channelId) {
      const route = Routes.guildVoiceState(guildId, '@me');
      try {
        await client.rest.patch(route, { body: { channel_id: channelId, suppress: false } });
      } catch {
        // Without the right to invite oneself, one can still ask.
        const asked = new Date().toISOString();
        await client.rest.patch(route, {
          body: { channel_id: channelId, request_to_speak_timestamp: asked },
        });
      }
    },
  };
}
