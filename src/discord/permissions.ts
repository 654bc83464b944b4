import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { GuildMember, VoiceBasedChannel } from 'discord.js';

const neededRights = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.Connect, 'Connect'],
  [PermissionFlagsBits.Speak, 'Speak'],
] as const;

/** The places of a channel that are taken; bots take one too. */
interface Occupation {
  readonly takenBy: number;
  /** The bot has its place already. */
  readonly isInside: boolean;
}

/**
 * Why the bot can't be heard in a channel, as a sentence; undefined when it can. Asked before joining, since Discord
 * answers nothing at all to a join that it doesn't allow.
 */
export function obstacleTo(
  channel: VoiceBasedChannel,
  me: GuildMember,
  { takenBy, isInside }: Occupation,
): string | undefined {
  const rights = channel.permissionsFor(me);
  const missing = neededRights
    // Nobody on a stage has Speak; whoever is invited to it speaks.
    .filter(
      ([right]) =>
        !(channel.type === ChannelType.GuildStageVoice && right === PermissionFlagsBits.Speak),
    )
    .filter(([right]) => !rights.has(right))
    .map(([, name]) => name);
  if (missing.length > 0) {
    const names = new Intl.ListFormat('en').format(missing.map((name) => `**${name}**`));
    return `I'm not allowed to speak in <#${channel.id}>: I need the right${missing.length > 1 ? 's' : ''} ${names} there.`;
  }
  const isFull = channel.userLimit > 0 && takenBy >= channel.userLimit;
  if (isFull && !isInside && !rights.has(PermissionFlagsBits.MoveMembers))
    return `<#${channel.id}> is full (at most ${channel.userLimit}).`;
  if (
    channel.type === ChannelType.GuildStageVoice &&
    !rights.any([PermissionFlagsBits.MuteMembers, PermissionFlagsBits.RequestToSpeak])
  )
    return `<#${channel.id}> is a stage: I need the right **Mute Members** or **Request to Speak** to speak there.`;
  if (me.isCommunicationDisabled())
    return "I was timed out in this server, so I can't join a voice channel until that ends.";
  return undefined;
}
