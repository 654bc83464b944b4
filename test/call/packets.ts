import type { VoiceServerPacket, VoiceStatePacket } from '#call/gateway.ts';

/** The bot's own voice state, as the gateway sends it: in a channel, or (null) in none. */
export function voiceStateIn(
  channelId: string | null,
  changes: Partial<VoiceStatePacket> = {},
): VoiceStatePacket {
  return {
    guild_id: 'guild',
    channel_id: channelId,
    user_id: 'bot',
    session_id: 'session',
    deaf: false,
    mute: false,
    self_deaf: true,
    self_mute: false,
    self_video: false,
    suppress: false,
    request_to_speak_timestamp: null,
    ...changes,
  };
}

export function voiceServerAt(endpoint: string | null): VoiceServerPacket {
  return { guild_id: 'guild', token: 'token', endpoint };
}
