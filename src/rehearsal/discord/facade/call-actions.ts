/** What happens in voice channels: people come to listen, moderators move, mute and kick. */
import type { Backend } from '../backend.ts';
import type { Guild, VoiceState } from '../model.ts';
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
  /** Resolves when the bot is in that voice channel, or, without one, in no call of that server. */
  botIn(guild: Ref, call: Ref | undefined, timeoutMs?: number): Promise<void>;
}

export function callActions(backend: Backend): CallActions {
  const { world, voice, changes, voiceServer } = backend;
  const listeners = new Map<string, Listener>();
  const keyOf = (guild: Guild, id: string): string => `${guild.id} ${id}`;
  const guildOfCall = (call: Ref): Guild => world.guild(world.channel(call.id).guildId ?? '');

  async function hear(
    guild: Guild,
    call: Ref,
    id: string,
    options?: { neverCommit?: boolean },
  ): Promise<Listener> {
    if (voiceServer === undefined)
      throw new Error('this Discord was started without a voice server');
    const listener = await voiceServer.listen(guild.id, call.id, id, options);
    const leaveCall = listener.leave.bind(listener);
    const key = keyOf(guild, id);
    listeners.set(key, listener);
    // Leaving is one thing to whoever holds the listener: out of the encrypted group, and out of the channel.
    listener.leave = async () => {
      if (listeners.get(key) !== listener) return;
      listeners.delete(key);
      voice.leave(guild, id, KICKED);
      await leaveCall();
    };
    return listener;
  }

  async function takeOut(guild: Guild, id: string): Promise<void> {
    const listener = listeners.get(keyOf(guild, id));
    if (listener === undefined) voice.leave(guild, id, KICKED);
    else await listener.leave();
  }

  return {
    joinPackets: voice.packets,
    resetJoinPackets: () => voice.resetPackets(),
    get joinsAsked() {
      return voice.joinsAsked;
    },
    async listen(call, by, options) {
      const guild = guildOfCall(call);
      voice.join(guild, world.channel(call.id), by.id);
      return hear(guild, call, by.id, options);
    },
    join: (call, by) => voice.join(guildOfCall(call), world.channel(call.id), by.id),
    leave: async (guild, who) => takeOut(world.guild(guild.id), who.id),
    async move(who, call) {
      const guild = guildOfCall(call);
      const listener = listeners.get(keyOf(guild, who.id));
      if (listener === undefined) {
        voice.move(guild, world.channel(call.id), who.id);
        return undefined;
      }
      await listener.leave();
      voice.join(guild, world.channel(call.id), who.id);
      return hear(guild, call, who.id);
    },
    kick: async (guild, who) => takeOut(world.guild(guild.id), who.id),
    setVoiceState: (guild, who, change) => voice.change(world.guild(guild.id), who.id, change),
    changeVoiceServer: (guild) => voice.changeServer(world.guild(guild.id)),
    voiceState: (guild, who) => world.guild(guild.id).voiceStates.get(who.id),
    async botIn(guild, call, timeoutMs = JOIN_TIMEOUT_MS) {
      const { voiceStates } = world.guild(guild.id);
      const where = (): string | undefined => voiceStates.get(world.bot.id)?.channelId;
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
    },
  };
}
