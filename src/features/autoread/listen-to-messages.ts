import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type {
  GatewayChannelDeleteDispatchData,
  GatewayMessageDeleteBulkDispatchData,
  GatewayMessageDeleteDispatchData,
  GatewayThreadDeleteDispatchData,
} from 'discord-api-types/v10';
import type { Client } from 'discord.js';

import { guarded } from '#discord/listen.ts';
import type { Returning } from '#features/calls/returning.ts';
import type { Log } from '#ops/log.ts';
import { asUtterance, oneThread } from '#ops/utterance.ts';

import type { AutoReader } from './auto-reader.ts';
import type { MessagePacket } from './packet-text.ts';

interface Packets {
  [GatewayDispatchEvents.MessageCreate]: MessagePacket;
  [GatewayDispatchEvents.MessageUpdate]: MessagePacket;
  [GatewayDispatchEvents.MessageDelete]: GatewayMessageDeleteDispatchData;
  [GatewayDispatchEvents.MessageDeleteBulk]: GatewayMessageDeleteBulkDispatchData;
  [GatewayDispatchEvents.ChannelDelete]: GatewayChannelDeleteDispatchData;
  [GatewayDispatchEvents.ThreadDelete]: GatewayThreadDeleteDispatchData;
}

/**
 * Brings the gateway's messages to the reader, as they come: the library tells only of changes to messages that it
 * keeps, and none are kept. What comes before the bot is back in its calls waits for that, each server's in its order.
 */
export function listenToMessages(
  client: Client,
  log: Log,
  reader: Pick<AutoReader, 'written' | 'edited' | 'deleted' | 'channelDeleted'>,
  returning: Pick<Returning, 'until'>,
): void {
  const on = <Event extends keyof Packets>(
    event: Event,
    handle: (packet: Packets[Event]) => void | Promise<void>,
  ): void => {
    client.ws.on(event, (packet: Packets[Event]) => {
      const handled = async (): Promise<void> => {
        const back = packet.guild_id === undefined ? undefined : returning.until(packet.guild_id);
        if (back) await back;
        await handle(packet);
      };
      void oneThread(() => guarded(event, log, handled));
    });
  };
  on(GatewayDispatchEvents.MessageCreate, (packet) => asUtterance(() => reader.written(packet)));
  on(GatewayDispatchEvents.MessageUpdate, (packet) => reader.edited(packet));
  on(GatewayDispatchEvents.MessageDelete, async ({ guild_id: guildId, id }) => {
    if (guildId !== undefined) await reader.deleted(guildId, [id]);
  });
  on(GatewayDispatchEvents.MessageDeleteBulk, async ({ guild_id: guildId, ids }) => {
    if (guildId !== undefined) await reader.deleted(guildId, ids);
  });
  on(GatewayDispatchEvents.ChannelDelete, ({ guild_id: guildId, id }) =>
    reader.channelDeleted(guildId, id),
  );
  on(GatewayDispatchEvents.ThreadDelete, ({ guild_id: guildId, id }) =>
    reader.channelDeleted(guildId, id),
  );
}
