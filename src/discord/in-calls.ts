import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type {
  GatewayGuildCreateDispatchData,
  GatewayGuildDeleteDispatchData,
  GatewayVoiceStateUpdateDispatchData,
} from 'discord-api-types/v10';
import type { Client } from 'discord.js';

interface Presence {
  readonly channelId: string;
  readonly isBot: boolean;
  /** Nobody would hear them, were they to speak. */
  readonly isMuted: boolean;
}

/**
 * Tells who is in which voice channel, and who of them is a bot, from the gateway's packets themselves. The library knows
 * a bot by its membership alone, keeps a limited number of those, and learns of a server's members before it learns which
 * of them are in calls: in a server with many people in calls it has dropped some by then.
 */
export class InCalls {
  readonly #servers = new Map<string, Map<string, Presence>>();

  /** Listens from before the client is connected. */
  listen(client: Client): void {
    client.ws.on(GatewayDispatchEvents.GuildCreate, (packet: GatewayGuildCreateDispatchData) => {
      this.begin(packet);
    });
    client.ws.on(GatewayDispatchEvents.GuildDelete, ({ id }: GatewayGuildDeleteDispatchData) => {
      this.#servers.delete(id);
    });
    client.ws.on(
      GatewayDispatchEvents.VoiceStateUpdate,
      (packet: GatewayVoiceStateUpdateDispatchData) => this.change(packet),
    );
  }

  /** A server as it is: what was known of it before counts no more. */
  begin({ id, members, voice_states: states }: GatewayGuildCreateDispatchData): void {
    const bots = new Set(members.filter(({ user }) => user.bot).map(({ user }) => user.id));
    const present = new Map<string, Presence>();
    for (const { user_id: userId, channel_id: channelId, ...state } of states)
      if (channelId)
        present.set(userId, { channelId, isBot: bots.has(userId), isMuted: isMuted(state) });
    this.#servers.set(id, present);
  }

  /** Somebody came, went, or was moved. */
  change(packet: GatewayVoiceStateUpdateDispatchData): void {
    const { guild_id: guildId, user_id: userId, channel_id: channelId, member } = packet;
    const present = this.#servers.get(guildId ?? '');
    if (!present) return;
    // A member that Discord has not told of counts as a person.
    const isBot = member?.user?.bot ?? present.get(userId)?.isBot ?? false;
    if (channelId) present.set(userId, { channelId, isBot, isMuted: isMuted(packet) });
    else present.delete(userId);
  }

  channelOf(guildId: string, userId: string): string | undefined {
    return this.#servers.get(guildId)?.get(userId)?.channelId;
  }

  /** The server in whose calls somebody is: nobody is in two. */
  guildOf(userId: string): string | undefined {
    for (const [guildId, present] of this.#servers) if (present.has(userId)) return guildId;
    return undefined;
  }

  everybody(guildId: string, channelId: string): readonly string[] {
    return [...(this.#servers.get(guildId) ?? [])].flatMap(([userId, presence]) =>
      presence.channelId === channelId ? [userId] : [],
    );
  }

  /** How many people are in a voice channel, how many of them others could hear, and how many are there with the bots among them. */
  count(
    guildId: string,
    channelId: string,
  ): { readonly people: number; readonly speakers: number; readonly all: number } {
    const there = [...(this.#servers.get(guildId)?.values() ?? [])].filter(
      (presence) => presence.channelId === channelId,
    );
    const people = there.filter(({ isBot }) => !isBot);
    const speakers = people.filter((presence) => !presence.isMuted).length;
    return { people: people.length, speakers, all: there.length };
  }
}

type Mutings = Pick<GatewayVoiceStateUpdateDispatchData, 'mute' | 'self_mute' | 'suppress'>;

function isMuted({ mute, self_mute: selfMute, suppress }: Mutings): boolean {
  return mute || selfMute || suppress;
}
