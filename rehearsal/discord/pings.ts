/** Everybody whom a message would notify: mentions in its text, narrowed by allowed_mentions as Discord documents it. */
import { PermissionFlagsBits } from 'discord-api-types/v10';

import type { AllowedMentions } from './forms/message-form.ts';
import type { Channel, Message, Pings, User } from './model.ts';
import type { World } from './world.ts';

export const NO_PINGS: Pings = { everyone: false, userIds: [], roleIds: [] };

interface Written {
  readonly text: string;
  readonly author: User;
  readonly channel: Channel;
  /** Absent: everything written pings, Discord's default. */
  readonly allowed: AllowedMentions | null | undefined;
  readonly replyTo: Message | undefined;
}

export function pingsOf({ text, author, channel, allowed, replyTo }: Written, world: World): Pings {
  const mayPing = (kind: 'users' | 'roles', id: string): boolean =>
    !allowed || allowed.parse?.includes(kind) === true || allowed[kind]?.includes(id) === true;
  const userIds = idsIn(text, /<@!?(\d+)>/gu).filter(
    (id) => world.users.has(id) && mayPing('users', id),
  );
  const roles = channel.guildId === undefined ? undefined : world.guild(channel.guildId).roles;
  const roleIds = idsIn(text, /<@&(\d+)>/gu).filter(
    (id) => roles?.has(id) === true && mayPing('roles', id),
  );
  const everyone =
    roles !== undefined &&
    /@(?:everyone|here)\b/u.test(text) &&
    (!allowed || allowed.parse?.includes('everyone') === true) &&
    (world.permissions(channel, author.id) & PermissionFlagsBits.MentionEveryone) !== 0n;
  const replied = allowed === undefined || allowed === null ? true : allowed.replied_user === true;
  if (replyTo !== undefined && replied) userIds.push(replyTo.author.id);
  return { everyone, userIds: [...new Set(userIds)], roleIds: [...new Set(roleIds)] };
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
