/** Everybody's place in the voice channels, and the packets about it: op 4 of the bot, and what moderators do. */
import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';

import type { Changes } from './changes.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Session } from './gateway/session.ts';
import { later } from './later.ts';
import type { Channel, Guild, VoiceState } from './model.ts';
import { isVoice, voiceStateJson } from './payloads.ts';
import type { VoiceServer } from './voice-port.ts';
import type { World } from './world.ts';

/** How the two packets that answer a join are sent. Discord promises neither their order nor their spacing. */
export interface JoinPackets {
  order: 'state first' | 'server first';
  gapMs: number;
  /** Before the first of them. */
  delayMs: number;
  sendState: boolean;
  sendServer: boolean;
  /** A server packet whose endpoint is null comes before the real one, as while a voice server is being found. */
  nullEndpointFirst: boolean;
  /** A repeated op 4 for the same channel brings a server packet too; Discord usually sends the state alone. */
  serverOnRepeat: boolean;
}

const DEFAULT_PACKETS: JoinPackets = {
  order: 'state first',
  gapMs: 0,
  delayMs: 0,
  sendState: true,
  sendServer: true,
  nullEndpointFirst: false,
  serverOnRepeat: false,
};

/** Discord's voice close event codes: "kicked, the main gateway session was dropped, etc." */
const DISCONNECTED = 4014;

const Request = z.object({
  guild_id: z.string(),
  channel_id: z.string().nullable(),
  self_mute: z.boolean(),
  self_deaf: z.boolean(),
});

interface Parts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly changes: Changes;
  readonly server: () => VoiceServer | undefined;
}

export class VoiceStates {
  readonly packets: JoinPackets = { ...DEFAULT_PACKETS };
  /** Joins that the bot asked for: op 4 with a channel. */
  joinsAsked = 0;
  /** Guilds whose voice was switched to plain for a Stage. */
  readonly #plainGuilds = new Set<string>();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  resetPackets(): void {
    Object.assign(this.packets, DEFAULT_PACKETS);
  }

  channelOfBot(guildId: string | undefined): string | undefined {
    if (guildId === undefined) return undefined;
    return this.#parts.world.guild(guildId).voiceStates.get(this.#parts.world.bot.id)?.channelId;
  }

  /** Op 4. A request that may not be is answered with silence, as Discord does. */
  ask(session: Session, data: unknown): void {
    const { data: request } = Request.safeParse(data);
    const bot = this.#parts.world.bot.id;
    const guild = this.#parts.world.guilds.get(request?.guild_id ?? '');
    if (request === undefined || guild?.members.has(bot) !== true) return;
    if (request.channel_id === null) {
      this.leave(guild, bot, DISCONNECTED);
      return;
    }
    this.joinsAsked += 1;
    this.#parts.changes.announce();
    const channel = this.#parts.world.channels.get(request.channel_id);
    if (channel?.guildId !== guild.id || !isVoice(channel)) return;
    const flags = {
      selfMute: request.self_mute,
      selfDeaf: request.self_deaf,
      sessionId: session.id,
    };
    this.#enter(guild, channel, flags);
  }

  #enter(guild: Guild, channel: Channel, flags: Partial<VoiceState> & { sessionId: string }): void {
    const bot = this.#parts.world.bot.id;
    const before = guild.voiceStates.get(bot);
    if (before?.channelId === channel.id && before.sessionId === flags.sessionId) {
      this.#update(before, flags);
      if (this.packets.serverOnRepeat) this.#sendServer(before);
      return;
    }
    if (!this.#mayJoin(guild, channel, bot)) return;
    if (before !== undefined) this.#parts.server()?.dismiss(guild.id, bot, DISCONNECTED);
    this.#admitBot(guild, channel, flags);
  }

  /** A person joins; the bot is told. Throws when Discord's client would not let them in. */
  join(guild: Guild, channel: Channel, userId: string): void {
    if (!isVoice(channel)) throw new Error(`${channel.name} is no voice channel`);
    if (!this.#mayJoin(guild, channel, userId)) {
      throw new Error(
        `${this.#parts.world.user(userId).displayName} can't join ${channel.name}: no right, or it is full`,
      );
    }
    this.#put(guild, channel, userId, { sessionId: this.#parts.world.ids.next() });
  }

  /** Out of the call; does nothing for somebody who isn't in one. */
  leave(guild: Guild, userId: string, closeCode: number): void {
    const state = guild.voiceStates.get(userId);
    if (state === undefined) return;
    guild.voiceStates.delete(userId);
    this.#tell(state, null);
    if (userId === this.#parts.world.bot.id)
      this.#parts.server()?.dismiss(guild.id, userId, closeCode);
    this.#parts.changes.announce();
  }

  /** A moderator drags somebody elsewhere. */
  move(guild: Guild, channel: Channel, userId: string): void {
    const state = guild.voiceStates.get(userId);
    if (state === undefined) throw new Error('only somebody in a call can be moved');
    if (userId !== this.#parts.world.bot.id) {
      this.#put(guild, channel, userId, state);
      return;
    }
    this.#parts.server()?.dismiss(guild.id, userId, DISCONNECTED);
    this.#admitBot(guild, channel, state);
  }

  change(
    guild: Guild,
    userId: string,
    change: Partial<Pick<VoiceState, 'mute' | 'deaf' | 'suppress' | 'requestToSpeakTimestamp'>>,
  ): void {
    const state = guild.voiceStates.get(userId);
    if (state === undefined) throw new Error('only the state of somebody in a call can be changed');
    this.#update(state, change);
  }

  /** A new voice server for the call the bot is in: a region change, or Discord's own reasons. */
  changeServer(guild: Guild): void {
    const state = guild.voiceStates.get(this.#parts.world.bot.id);
    if (state === undefined) throw new Error('the bot is in no call');
    this.#sendServer(state);
  }

  /** The gateway session is gone for good, and the bot's calls with it. */
  endSession(session: Session): void {
    for (const guild of this.#parts.world.guilds.values()) {
      const state = guild.voiceStates.get(this.#parts.world.bot.id);
      if (state?.sessionId === session.id) this.leave(guild, state.userId, DISCONNECTED);
    }
  }

  #mayJoin(guild: Guild, channel: Channel, userId: string): boolean {
    const permissions = this.#parts.world.permissions(channel, userId);
    if ((permissions & P.ViewChannel) === 0n || (permissions & P.Connect) === 0n) return false;
    const present = guild.voiceStates
      .values()
      .filter(({ channelId }) => channelId === channel.id)
      .toArray();
    const full = channel.userLimit > 0 && present.length >= channel.userLimit;
    return !full || (permissions & P.MoveMembers) !== 0n;
  }

  #admitBot(
    guild: Guild,
    channel: Channel,
    flags: Partial<VoiceState> & { sessionId: string },
  ): void {
    const { packets } = this;
    const bot = this.#parts.world.bot.id;
    const state = this.#stateFor(guild, channel, bot, flags);
    guild.voiceStates.set(bot, state);
    const steps: (() => void)[] = [];
    const sendState = (): void => {
      if (packets.sendState) this.#tell(state, state.channelId);
    };
    const sendServer = (): void => {
      if (packets.sendServer) this.#sendServer(state);
    };
    steps.push(
      ...(packets.order === 'state first' ? [sendState, sendServer] : [sendServer, sendState]),
    );
    for (const [index, step] of steps.entries())
      later(packets.delayMs + index * packets.gapMs, step);
    this.#parts.changes.announce();
  }

  #sendServer(state: VoiceState): void {
    const { gateway, server } = this.#parts;
    const voice = server();
    if (voice === undefined) return;
    this.#chooseDave(state, voice);
    const { guildId, channelId, userId, sessionId } = state;
    const { token, endpoint } = voice.admit({ guildId, channelId, userId, sessionId });
    if (this.packets.nullEndpointFirst) {
      gateway.dispatch(
        'VOICE_SERVER_UPDATE',
        { token, guild_id: guildId, endpoint: null },
        guildId,
      );
    }
    gateway.dispatch('VOICE_SERVER_UPDATE', { token, guild_id: guildId, endpoint }, guildId);
  }

  /** A Stage has no end-to-end encryption. Other channels keep what a test has set for them. */
  #chooseDave({ guildId, channelId }: VoiceState, voice: VoiceServer): void {
    const { faults } = voice.guild(guildId);
    if (this.#parts.world.channel(channelId).type === ChannelType.GuildStageVoice) {
      if (faults.daveVersion !== 0) this.#plainGuilds.add(guildId);
      faults.daveVersion = 0;
    } else if (this.#plainGuilds.delete(guildId)) {
      faults.daveVersion = 1;
    }
  }

  #put(
    guild: Guild,
    channel: Channel,
    userId: string,
    flags: Partial<VoiceState> & { sessionId: string },
  ): void {
    const state = this.#stateFor(guild, channel, userId, flags);
    guild.voiceStates.set(userId, state);
    this.#tell(state, channel.id);
    this.#parts.changes.announce();
  }

  #stateFor(
    guild: Guild,
    channel: Channel,
    userId: string,
    flags: Partial<VoiceState> & { sessionId: string },
  ): VoiceState {
    return {
      selfMute: false,
      selfDeaf: false,
      mute: false,
      deaf: false,
      ...flags,
      userId,
      guildId: guild.id,
      channelId: channel.id,
      // Everybody comes to a Stage as audience.
      suppress:
        channel.type === ChannelType.GuildStageVoice ||
        (this.#parts.world.permissions(channel, userId) & P.Speak) === 0n,
      requestToSpeakTimestamp: null,
    };
  }

  #update(state: VoiceState, change: Partial<VoiceState>): void {
    Object.assign(state, change);
    this.#tell(state, state.channelId);
    this.#parts.changes.announce();
  }

  #tell(state: VoiceState, channelId: string | null): void {
    const guild = this.#parts.world.guild(state.guildId);
    this.#parts.server()?.setDeaf(guild.id, state.userId, state.selfDeaf || state.deaf);
    const json = voiceStateJson(state, guild.members.get(state.userId), channelId);
    this.#parts.gateway.dispatch('VOICE_STATE_UPDATE', json, guild.id);
  }
}
