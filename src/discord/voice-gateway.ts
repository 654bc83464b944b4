import { GatewayDispatchEvents, GatewayOpcodes, Routes } from 'discord-api-types/v10';
import type { GatewayVoiceStateUpdateData } from 'discord-api-types/v10';
import { Events, Status } from 'discord.js';
import type { Client, Guild } from 'discord.js';

import type { GatewayListener, OwnVoiceState, VoiceGateway } from '#call/gateway.ts';

import type { Whereabouts } from './whereabouts.ts';

/** Work to be done in a voice channel before the bot leaves it. */
export interface Parting {
  /** Undefined when it is nothing; never rejects, and is soon over. `nextId`: where the bot goes, null for nowhere. */
  before(guildId: string, nextId: string | null): Promise<void> | undefined;
}

/** The calls' line to Discord's gateway, through the client's own shards. */
export function voiceGateway(
  client: Client,
  { people, speakers }: Pick<Whereabouts, 'people' | 'speakers'>,
  parting?: Parting,
): VoiceGateway {
  const sends = new LastSends();
  const listeners = new Map<string, GatewayListener>();
  const pace = new JoinPace();
  const shardOf = (guildId: string): number | undefined =>
    client.guilds.cache.get(guildId)?.shardId;
  // Before the library takes it in: it tells of a session of its own alone, and not that it is another.
  client.ws.on(GatewayDispatchEvents.Ready, (_: unknown, shardId: number) => {
    const lost = [...listeners].filter(([guildId]) => shardOf(guildId) === shardId);
    for (const [, listener] of lost) listener.onNewSession();
  });
  client.on(Events.GuildUnavailable, ({ id }) => listeners.get(id)?.onOutage(false));
  client.on(Events.GuildAvailable, ({ id }) => listeners.get(id)?.onOutage(true));
  return {
    attach(guildId, listener) {
      const guild = client.guilds.cache.get(guildId);
      if (!guild) return { sendPayload: () => false, destroy() {} };
      const adapter = guild.voiceAdapterCreator(listener);
      listeners.set(guildId, listener);
      return {
        sendPayload(payload) {
          const { d } = payload as { readonly d: GatewayVoiceStateUpdateData };
          // Leaving is never put off.
          if (d.channel_id !== null && !pace.allows(guild.shardId)) return false;
          const send = (): void => guild.shard.send({ op: GatewayOpcodes.VoiceStateUpdate, d });
          sends.after(parting?.before(guildId, d.channel_id), guildId, send);
          return true;
        },
        destroy() {
          if (listeners.get(guildId) === listener) listeners.delete(guildId);
          adapter.destroy();
        },
      };
    },
    ready(guildId) {
      const guild = client.guilds.cache.get(guildId);
      return guild !== undefined && canSend(guild);
    },
    ownState: (guildId) => ownStateIn(client.guilds.cache.get(guildId)),
    whoListens: people,
    whoSpeaks: speakers,
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
        return true;
      } catch {
        // Without the right to invite oneself, one can still ask.
        const asked = new Date().toISOString();
        await client.rest.patch(route, {
          body: { channel_id: channelId, request_to_speak_timestamp: asked },
        });
        return false;
      }
    },
  };
}

/** Sends that wait for work in the channel that is left: of each server the last alone. */
class LastSends {
  readonly #waiting = new Map<string, () => void>();

  /** At once where there is nothing to wait for. */
  after(work: Promise<void> | undefined, guildId: string, send: () => void): void {
    this.#waiting.delete(guildId);
    if (!work) return send();
    this.#waiting.set(guildId, send);
    void work.then(() => this.#begin(guildId, send));
  }

  #begin(guildId: string, send: () => void): void {
    if (this.#waiting.get(guildId) !== send) return;
    this.#waiting.delete(guildId);
    send();
  }
}

function ownStateIn(guild: Guild | undefined): OwnVoiceState | undefined {
  const voice = guild?.members.me?.voice;
  if (!voice?.channelId || !voice.sessionId) return undefined;
  return {
    channel_id: voice.channelId,
    session_id: voice.sessionId,
    mute: voice.serverMute === true,
    deaf: voice.deaf === true,
    suppress: voice.suppress === true,
  };
}

/** The library's own adapter sends nothing until the last server of the shard is there; one in an outage costs 15 s. */
function canSend({ available, shard }: Guild): boolean {
  return available && (shard.status === Status.Ready || shard.status === Status.WaitingForGuilds);
}

const windowMs = 60_000;
/** Discord closes a connection that sends more than 120 messages a minute; leaving and whatever else is sent need room too. */
const maxJoins = 90;

/**
 * How many joins a shard may ask for. The library holds back what goes beyond Discord's limit, in order and without a
 * word: when many calls are lost at once, each further try would stand behind tries for which nobody waits any more.
 */
export class JoinPace {
  readonly #joinedAtMs = new Map<number, readonly number[]>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether one more may be asked for now; it counts then. */
  allows(shardId: number): boolean {
    const nowMs = this.#now();
    const recent = (this.#joinedAtMs.get(shardId) ?? []).filter((atMs) => atMs > nowMs - windowMs);
    if (recent.length >= maxJoins) return false;
    this.#joinedAtMs.set(shardId, [...recent, nowMs]);
    return true;
  }
}
