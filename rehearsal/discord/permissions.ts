/** The permissions of each person in each place, computed as Discord documents it (topics/permissions). */
import { PermissionFlagsBits } from 'discord-api-types/v10';

import type { Channel, Guild } from './model.ts';

export type PermissionName = keyof typeof PermissionFlagsBits;

const P = PermissionFlagsBits;

export const ALL_PERMISSIONS = Object.values(P).reduce((all, bit) => all | bit, 0n);

export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | P[name], 0n);
}

/** The permissions of a new server's @everyone. */
export const EVERYONE_PERMISSIONS = permissionBits([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'MentionEveryone',
  'ReadMessageHistory',
  'SendVoiceMessages',
  'UseApplicationCommands',
  'UseExternalApps',
  'Connect',
  'Speak',
  'UseVAD',
  'Stream',
  'RequestToSpeak',
  'UseSoundboard',
  'ChangeNickname',
]);

/** The permissions of an app in a direct message, or in a server that only a person brought it to. */
export const UNINSTALLED_APP_PERMISSIONS = permissionBits([
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'MentionEveryone',
  'UseExternalEmojis',
  'SendVoiceMessages',
]);

export function permissionsInGuild(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return ALL_PERMISSIONS;
  let bits = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const roleId of member.roleIds) bits |= guild.roles.get(roleId)?.permissions ?? 0n;
  return (bits & P.Administrator) === 0n ? bits : ALL_PERMISSIONS;
}

/** The rights that are left to somebody who is timed out; owners and administrators can't be. */
const TIMED_OUT_PERMISSIONS = permissionBits(['ViewChannel', 'ReadMessageHistory']);

/** In a thread, `channel` is the channel it hangs in: threads have no overwrites of their own. */
export function permissionsInChannel(guild: Guild, channel: Channel, userId: string): bigint {
  const base = permissionsInGuild(guild, userId);
  if (base === ALL_PERMISSIONS) return base;
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  const { overwrites } = channel;
  const roles = [...member.roleIds].flatMap((id) => overwrites.get(id) ?? []);
  const together = {
    allow: roles.reduce((bits, { allow }) => bits | allow, 0n),
    deny: roles.reduce((bits, { deny }) => bits | deny, 0n),
  };
  const bits = [overwrites.get(guild.id), together, overwrites.get(userId)]
    .filter((overwrite) => overwrite !== undefined)
    .reduce((before, { allow, deny }) => (before & ~deny) | allow, base);
  const isTimedOut = Date.parse(member.timedOutUntil ?? '') > Date.now();
  return withoutImplied(isTimedOut ? bits & TIMED_OUT_PERMISSIONS : bits);
}

/** Some permissions mean nothing without another one. */
function withoutImplied(bits: bigint): bigint {
  if ((bits & P.ViewChannel) === 0n) return 0n;
  if ((bits & P.SendMessages) !== 0n) return bits;
  return (
    bits &
    ~(P.MentionEveryone | P.SendTTSMessages | P.AttachFiles | P.EmbedLinks | P.SendVoiceMessages)
  );
}
