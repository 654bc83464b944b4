/** Everything that happens in voice channels: people come to listen and to speak, moderators move, mute and kick. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';

import { hum } from '#sound/hum.ts';

import type { Backend } from '../backend.ts';
import type { Guild, VoiceState } from '../model.ts';
import { sendEffect, setVoiceStatus } from '../voice-channel-info.ts';
import type { Effect } from '../voice-channel-info.ts';
import type { Listener } from '../voice-port.ts';
import type { JoinPackets } from '../voice-states.ts';
import type { Ref } from './guilds.ts';

const JOIN_TIMEOUT_MS = 10_000;
const KICKED = 4014;

export interface CallActions {
  /** How op 4 of the bot is answered; the switches can be set at any time. `resetJoinPackets` takes all back. */
  readonly joinPackets: JoinPackets;
  resetJoinPackets(): void;
  /** How often the bot asked to join a channel (op 4). */
  readonly joinsAsked: number;
  /** A person joins and hears everything, end-to-end encrypted. Their `leave()` takes them out again. */
  listen(call: Ref, by: Ref, options?: { readonly neverCommit?: boolean }): Promise<Listener>;
  /** A person joins without being able to hear: the bot sees their voice state alone. */
  join(call: Ref, by: Ref): void;
  /**
   * A listener speaks in their call: for so long, or these Opus packets of 20 ms. Resolves when they have ended. Throws where
   * Discord would send nothing of it.
   */
  speak(guild: Ref, who: Ref, what: number | readonly Uint8Array[]): Promise<void>;
  /** The person leaves the call they are in, in that server. */
  leave(guild: Ref, who: Ref): Promise<void>;
  /** A moderator drags somebody, or the bot, into another channel. A listener becomes a new one there. */
  move(who: Ref, call: Ref): Promise<Listener | undefined>;
  /** A moderator disconnects the bot, or somebody. */
  kick(guild: Ref, who: Ref): Promise<void>;
  /** Server mute, server deafen, and the audience of a Stage (`suppress`). */
  setVoiceState(
    guild: Ref,
    who: Ref,
    change: Partial<Pick<VoiceState, 'mute' | 'deaf' | 'suppress'>>,
  ): void;
  /** Discord moves the bot's call to another voice server. */
  changeVoiceServer(guild: Ref): void;
  /** The voice state as it is; undefined for somebody in no call. */
  voiceState(guild: Ref, who: Ref): Readonly<VoiceState> | undefined;
  /** Somebody sets the status of a voice channel; an empty one takes it away. Throws without the right. */
  setVoiceStatus(call: Ref, by: Ref, status: string): void;
  /** The status, read under the channel's name. */
  voiceStatus(call: Ref): string | undefined;
  /** Somebody in the call sends an effect: an emoji, or a sound of the soundboard. */
  sendEffect(call: Ref, by: Ref, effect: Effect): void;
  /** Resolves when the bot is in that voice channel, or, without one, in no call of that server. */
  botIn(guild: Ref, call: Ref | undefined, timeoutMs?: number): Promise<void>;
}

export function callActions(backend: Backend): CallActions {
  const { world, voice } = backend;
  const ears = new Ears(backend);
  const guildOfCall = (call: Ref): Guild => world.guild(world.channel(call.id).guildId ?? '');
  return {
    joinPackets: voice.packets,
    resetJoinPackets: () => voice.resetPackets(),
    get joinsAsked() {
      return voice.joinsAsked;
    },
    async listen(call, by, options) {
      const guild = guildOfCall(call);
      voice.join(guild, world.channel(call.id), by.id);
      return ears.open(guild, call.id, by.id, options);
    },
    join: (call, by) => voice.join(guildOfCall(call), world.channel(call.id), by.id),
    speak: async (guild, who, what) => ears.speak(world.guild(guild.id), who.id, what),
    leave: async (guild, who) => ears.takeOut(world.guild(guild.id), who.id),
    async move(who, call) {
      const guild = guildOfCall(call);
      if (!ears.has(guild, who.id)) {
        voice.move(guild, world.channel(call.id), who.id);
        return undefined;
      }
      // Discord tells of one who is dragged once: where they are now.
      await ears.deafen(guild, who.id);
      voice.move(guild, world.channel(call.id), who.id);
      return ears.open(guild, call.id, who.id);
    },
    kick: async (guild, who) => ears.takeOut(world.guild(guild.id), who.id),
    setVoiceState: (guild, who, change) => voice.change(world.guild(guild.id), who.id, change),
    changeVoiceServer: (guild) => voice.changeServer(world.guild(guild.id)),
    voiceState: (guild, who) => world.guild(guild.id).voiceStates.get(who.id),
    setVoiceStatus(call, by, status) {
      const channel = world.channel(call.id);
      if ((world.permissions(channel, by.id) & P.SetVoiceChannelStatus) === 0n)
        throw new Error('they may not set the status there');
      setVoiceStatus(backend, channel, status);
    },
    voiceStatus: (call) => world.channel(call.id).status,
    sendEffect: (call, by, effect) => sendEffect(backend, world.channel(call.id), by.id, effect),
    botIn: async (guild, call, timeoutMs = JOIN_TIMEOUT_MS) =>
      botIn(backend, world.guild(guild.id), call, timeoutMs),
  };
}

/** The listeners in all calls, so that leaving the channel and leaving the encrypted group are one thing. */
class Ears {
  readonly #backend: Backend;
  readonly #listeners = new Map<string, Listener>();
  readonly #leaveGroup = new Map<string, () => Promise<void>>();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  has(guild: Guild, userId: string): boolean {
    return this.#listeners.has(`${guild.id} ${userId}`);
  }

  async open(
    guild: Guild,
    channelId: string,
    userId: string,
    options?: { neverCommit?: boolean },
  ): Promise<Listener> {
    const { voiceServer, voice } = this.#backend;
    if (voiceServer === undefined)
      throw new Error('this Discord was started without a voice server');
    const listener = await voiceServer.listen(guild.id, channelId, userId, options);
    const leaveGroup = listener.leave.bind(listener);
    const key = `${guild.id} ${userId}`;
    this.#listeners.set(key, listener);
    this.#leaveGroup.set(key, leaveGroup);
    // The listener's own `leave` takes them out of the channel too, and not out of the group alone.
    listener.leave = async () => {
      if (this.#listeners.get(key) !== listener) return;
      this.#listeners.delete(key);
      this.#leaveGroup.delete(key);
      voice.leave(guild, userId, KICKED);
      await leaveGroup();
    };
    return listener;
  }

  async speak(guild: Guild, userId: string, what: number | readonly Uint8Array[]): Promise<void> {
    const listener = this.#listeners.get(`${guild.id} ${userId}`);
    const state = guild.voiceStates.get(userId);
    if (!listener || !state) throw new Error('only somebody who listens in a call speaks in it');
    if (state.mute || state.selfMute || state.suppress)
      throw new Error('nothing is sent of somebody who is muted, or may not speak there');
    await listener.speak(typeof what === 'number' ? hum(what) : what);
  }

  /** They hear nothing more there, and are still in the channel. */
  async deafen(guild: Guild, userId: string): Promise<void> {
    const key = `${guild.id} ${userId}`;
    await this.#leaveGroup.get(key)?.();
    this.#leaveGroup.delete(key);
    this.#listeners.delete(key);
  }

  async takeOut(guild: Guild, userId: string): Promise<void> {
    const listener = this.#listeners.get(`${guild.id} ${userId}`);
    if (listener === undefined) this.#backend.voice.leave(guild, userId, KICKED);
    else await listener.leave();
  }
}

async function botIn(
  { world, voice, changes }: Backend,
  guild: Guild,
  call: Ref | undefined,
  timeoutMs: number,
): Promise<void> {
  const where = (): string | undefined => guild.voiceStates.get(world.bot.id)?.channelId;
  await changes.until(
    call === undefined
      ? 'the bot to leave the call'
      : `the bot to join ${world.channel(call.id).name}`,
    () => (where() === call?.id ? true : undefined),
    {
      timeoutMs,
      sofar: () =>
        `it was in ${where() ?? 'no call'}, and asked ${voice.joinsAsked} times to join one`,
    },
  );
}
