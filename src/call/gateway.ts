import type {
  GatewayVoiceServerUpdateDispatchData,
  GatewayVoiceStateUpdateDispatchData,
} from 'discord-api-types/v10';

/** The bot's own VOICE_STATE_UPDATE. */
export type VoiceStatePacket = GatewayVoiceStateUpdateDispatchData;

/** VOICE_SERVER_UPDATE: where the call's sound goes. */
export type VoiceServerPacket = GatewayVoiceServerUpdateDispatchData;

/** A call, which the gateway tells these things. It has the library methods of `guild.voiceAdapterCreator`. */
export interface GatewayListener {
  onVoiceStateUpdate(packet: VoiceStatePacket): void;
  onVoiceServerUpdate(packet: VoiceServerPacket): void;
  /** The shard is gone for good; packets need a new `attach`. */
  destroy(): void;
  /** Discord has begun a new session: what belonged to the one before is lost, voice states and calls among it. */
  onNewSession(): void;
  /** Discord has an outage of the server, or no longer. */
  onOutage(over: boolean): void;
}

/** A call's line to the gateway. */
export interface GatewayLink {
  /** Sends a gateway packet; false when the shard can't send now. */
  sendPayload(payload: unknown): boolean;
  destroy(): void;
}

/** The bot in a voice channel, as Discord knows of it. */
export type OwnVoiceState = Pick<VoiceStatePacket, 'session_id' | 'mute' | 'deaf' | 'suppress'> & {
  readonly channel_id: string;
};

/** The part of Discord's main gateway that calls need. */
export interface VoiceGateway {
  attach(guildId: string, listener: GatewayListener): GatewayLink;
  /** Whether the guild's shard can send. */
  ready(guildId: string): boolean;
  /** Where Discord has the bot itself, and in which session of the gateway; undefined where that is in no channel. */
  ownState?(guildId: string): OwnVoiceState | undefined;
  /** People (no bots) in a voice channel who hear what is said there. */
  whoListens(guildId: string, channelId: string): number;
  /** People of those whom others hear when they speak: nobody has muted them, nor have they themselves. */
  whoSpeaks?(guildId: string, channelId: string): number;
  /** Whether the server is there, has an outage, or the bot was taken out of it. Tells a kick from both. */
  serverIs?(guildId: string): 'here' | 'away' | 'gone';
  /** Tells a kick from a deleted channel. */
  channelExists?(guildId: string, channelId: string): boolean;
  /** Stage: becomes a speaker, or asks to be one, which is false. Its effect arrives as a voice state. */
  unsuppress?(guildId: string, channelId: string): Promise<boolean>;
}
