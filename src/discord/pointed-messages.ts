import {
  ApplicationCommandType,
  GatewayDispatchEvents,
  InteractionType,
} from 'discord-api-types/v10';
import type { APIMessage, GatewayInteractionCreateDispatchData } from 'discord-api-types/v10';
import type { Client } from 'discord.js';
import { LRUCache } from 'lru-cache';

import { atMost } from '#ops/at-most.ts';

/** Each is asked for within the turn of its interaction, if it is at all. */
const keptMs = 60_000;
const maxKept = 500;

/** The message that somebody pointed at, by the interaction. Throws for an interaction that pointed at none. */
export type PointedAt = (interactionId: string) => APIMessage;

/**
 * Keeps the messages whose menu is used as the gateway tells of them, until they are asked for: the library makes of
 * them a thing of its own, which lacks parts that are read.
 */
export function pointedMessages(client: Client): PointedAt {
  const kept = new LRUCache<string, APIMessage>({
    ...atMost(maxKept),
    ttl: keptMs,
    ttlAutopurge: true,
  });
  client.ws.on(
    GatewayDispatchEvents.InteractionCreate,
    (packet: GatewayInteractionCreateDispatchData) => {
      const message = messageOf(packet);
      if (message) kept.set(packet.id, message);
    },
  );
  return (interactionId) => {
    const message = kept.get(interactionId);
    if (!message) throw new Error('it is not known which message was pointed at');
    kept.delete(interactionId);
    return message;
  };
}

function messageOf({ type, data }: GatewayInteractionCreateDispatchData): APIMessage | undefined {
  if (type !== InteractionType.ApplicationCommand) return undefined;
  if (data.type !== ApplicationCommandType.Message) return undefined;
  return data.resolved.messages[data.target_id];
}
