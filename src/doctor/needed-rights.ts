import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { APIOverwrite } from 'discord-api-types/v10';

import { invitedRights } from '#discord/invite.ts';

type NeededRight = keyof typeof invitedRights;

/** The name of each right in Discord's settings of a server, and what goes without it. */
const needs: Readonly<Record<NeededRight, { readonly called: string; readonly without: string }>> =
  {
    ViewChannel: { called: 'View Channels', without: 'it sees no channel and no call' },
    SendMessages: { called: 'Send Messages', without: 'it posts neither speech nor news' },
    AttachFiles: { called: 'Attach Files', without: 'it can’t post speech' },
    ReadMessageHistory: {
      called: 'Read Message History',
      without: 'what waited to be read when it was restarted stays unread',
    },
    Connect: { called: 'Connect', without: 'it can’t come into a call' },
    Speak: { called: 'Speak', without: 'nobody hears it in a call' },
    SendVoiceMessages: {
      called: 'Send Voice Messages',
      without: 'it posts speech as files, and not as voice messages',
    },
  };

const ofPosts = [
  'ViewChannel',
  'SendMessages',
  'AttachFiles',
  'ReadMessageHistory',
  'SendVoiceMessages',
] as const satisfies readonly NeededRight[];

/** The rights that it needs in a channel of each kind that it uses. On a stage nobody has Speak; whoever is invited to it speaks. */
const neededIn: Readonly<Partial<Record<ChannelType, readonly NeededRight[]>>> = {
  [ChannelType.GuildText]: ofPosts,
  [ChannelType.GuildAnnouncement]: ofPosts,
  [ChannelType.GuildVoice]: ['ViewChannel', 'Connect', 'Speak'],
  [ChannelType.GuildStageVoice]: ['ViewChannel', 'Connect'],
};

/** A right that is missing, and what goes without it. */
export interface MissingRight {
  readonly called: string;
  readonly without: string;
}

/** The rights that it lacks in all of a server, by what its roles give it there together. */
export function missingIn(rights: bigint): readonly MissingRight[] {
  return lacking(Object.keys(invitedRights) as NeededRight[], rights);
}

/** Somebody in a server. */
export interface Membership {
  readonly guildId: string;
  readonly userId: string;
  readonly roleIds: readonly string[];
  /** The rights that their roles give them together. */
  readonly rights: bigint;
}

interface Place {
  readonly type: ChannelType;
  readonly permission_overwrites?: readonly APIOverwrite[];
}

/** The rights that it has in the server, needs in this channel, and lacks there. */
export function takenIn(place: Place, member: Membership): readonly MissingRight[] {
  const here = rightsIn(place.permission_overwrites ?? [], member);
  const given = (neededIn[place.type] ?? []).filter((right) => has(member.rights, right));
  // Without a look at it, nothing else counts.
  return has(here, 'ViewChannel') ? lacking(given, here) : lacking(['ViewChannel'], here);
}

function lacking(needed: readonly NeededRight[], rights: bigint): readonly MissingRight[] {
  return needed.filter((right) => !has(rights, right)).map((right) => needs[right]);
}

function has(rights: bigint, right: NeededRight): boolean {
  return (rights & (PermissionFlagsBits.Administrator | invitedRights[right])) !== 0n;
}

/** https://docs.discord.com/developers/topics/permissions#permission-overwrites */
function rightsIn(
  overwrites: readonly APIOverwrite[],
  { guildId, userId, roleIds, rights }: Membership,
): bigint {
  if ((rights & PermissionFlagsBits.Administrator) !== 0n) return rights;
  const ofRoles = overwrites.filter(({ id }) => roleIds.includes(id));
  const steps = [
    overwrites.filter(({ id }) => id === guildId),
    ofRoles,
    overwrites.filter(({ id }) => id === userId),
  ];
  return steps.reduce(
    (before, step) => (before & ~together(step, 'deny')) | together(step, 'allow'),
    rights,
  );
}

function together(overwrites: readonly APIOverwrite[], which: 'allow' | 'deny'): bigint {
  return overwrites.reduce((bits, overwrite) => bits | BigInt(overwrite[which]), 0n);
}
