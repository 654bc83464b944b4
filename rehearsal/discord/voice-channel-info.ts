/** The statuses of voice channels, and the effects that people send in them (gateway events, "Voice"). */
import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';

import type { Backend } from './backend.ts';
import type { Session } from './gateway/session.ts';
import type { Channel } from './model.ts';
import type { World } from './world.ts';

/** An emoji that flies by (with its id where a server made it), or a sound of the soundboard. */
export type Effect =
  | { readonly emoji: string; readonly id?: string }
  | { readonly soundId: string; readonly volume?: number };

/** The bot is told, whoever set it. */
export function setVoiceStatus(
  { gateway, changes }: Pick<Backend, 'gateway' | 'changes'>,
  channel: Channel,
  status: string | undefined,
): void {
  channel.status = status === '' ? undefined : status;
  const { id, guildId } = channel;
  const data = { id, guild_id: guildId, status: channel.status ?? null };
  gateway.dispatch('VOICE_CHANNEL_STATUS_UPDATE', data, guildId);
  changes.announce();
}

const Request = z.object({
  guild_id: z.string(),
  fields: z.array(z.enum(['status', 'voice_start_time'])),
});

/** Op 43: nothing but this tells of a status that was set before the bot was there. */
export function answerInfoRequest(session: Session, data: unknown, world: World): void {
  const { data: request } = Request.safeParse(data);
  const guild = world.guilds.get(request?.guild_id ?? '');
  if (request === undefined || guild?.members.has(world.bot.id) !== true) return;
  const channels = world
    .channelsOf(guild.id)
    .filter(({ type }) => type === ChannelType.GuildVoice)
    .map(({ id, status = null }) => (request.fields.includes('status') ? { id, status } : { id }));
  session.dispatch('CHANNEL_INFO', { guild_id: guild.id, channels });
}

let effects = 0;

/** Somebody in a call sends an effect to it. Throws where Discord's client would not let them. */
export function sendEffect(
  { world, gateway }: Backend,
  channel: Channel,
  userId: string,
  effect: Effect,
): void {
  const guild = world.guild(channel.guildId ?? '');
  if (guild.voiceStates.get(userId)?.channelId !== channel.id)
    throw new Error('only somebody in the call sends effects to it');
  const isSound = 'soundId' in effect;
  const needed = isSound ? P.UseSoundboard | P.Speak : P.ViewChannel;
  if ((world.permissions(channel, userId) & needed) !== needed)
    throw new Error('they may not send that effect there');
  gateway.dispatch(
    'VOICE_CHANNEL_EFFECT_SEND',
    {
      channel_id: channel.id,
      guild_id: guild.id,
      user_id: userId,
      ...(isSound
        ? { sound_id: effect.soundId, sound_volume: effect.volume ?? 1 }
        : { emoji: { id: effect.id ?? null, name: effect.emoji } }),
      animation_type: 1,
      animation_id: (effects += 1),
    },
    guild.id,
  );
}
