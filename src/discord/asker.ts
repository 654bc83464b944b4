import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { BaseInteraction, GuildMember } from 'discord.js';

import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { English, Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

type RightForFiles = Extract<
  keyof English['permissions'],
  'SendMessages' | 'SendMessagesInThreads' | 'AttachFiles'
>;

/** The person behind an interaction, and what Discord says that they and the bot may do there. All from the packet: nothing is looked up. */
export interface Asker {
  readonly id: string;
  /** The person who acts for them, with their leave; absent where they do so themselves. */
  readonly helperId?: string;
  /** As people see it, unescaped. */
  readonly name: string;
  /** The server, when the bot is a member of it; absent in direct messages and where only the person installed the bot. */
  readonly guildId: string | undefined;
  /** Where it was asked; of a thread the channel that it belongs to. */
  readonly channelId: string | undefined;
  /** May end other people's speech and move the bot. */
  readonly moderates: boolean;
  /** May decide for the whole server. */
  readonly managesServer: boolean;
  /** May decide for the channels of the server. */
  readonly managesChannels: boolean;
  /** In a server that allows it; in direct messages Discord doesn't say, so it is tried. */
  readonly mayGetVoiceMessages: boolean;
  /** The right that the bot lacks to post files there, by the name of its flag; absent when it may. */
  readonly missingForFiles?: RightForFiles | undefined;
  readonly uploadLimitBytes: number;
  /** BCP 47: of their own Discord. */
  readonly locale?: string;
  /** When they did, by this process's `performance.now()`; absent for what an earlier process was asked. */
  readonly askedAtMs?: number;
  /** Says texts in their language. */
  readonly t: Translate;
}

export function askerOf(interaction: BaseInteraction, t: Translate): Asker {
  const { user, member, memberPermissions, appPermissions, guildId, attachmentSizeLimit } =
    interaction;
  const displayName = interaction.inCachedGuild() ? (member as GuildMember).displayName : undefined;
  return {
    id: user.id,
    name: displayName ?? user.displayName,
    guildId: interaction.inCachedGuild() ? (guildId ?? undefined) : undefined,
    channelId: settledChannelOf(interaction),
    moderates:
      memberPermissions?.any([PermissionFlagsBits.MuteMembers, PermissionFlagsBits.MoveMembers]) ??
      false,
    managesServer: memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    managesChannels: memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false,
    mayGetVoiceMessages:
      guildId === null || appPermissions.has(PermissionFlagsBits.SendVoiceMessages),
    missingForFiles: guildId === null ? undefined : missingForFiles(interaction),
    uploadLimitBytes: attachmentSizeLimit,
    locale: interaction.locale,
    askedAtMs: performance.now(),
    t,
  };
}

/** Discord takes the right to post files away along with the right to write there: the one that was denied is named. */
function missingForFiles({ channel, appPermissions }: BaseInteraction): RightForFiles | undefined {
  if (appPermissions.has(PermissionFlagsBits.AttachFiles)) return undefined;
  if (channel?.isThread())
    return appPermissions.has(PermissionFlagsBits.SendMessagesInThreads)
      ? 'AttachFiles'
      : 'SendMessagesInThreads';
  return appPermissions.has(PermissionFlagsBits.SendMessages) ? 'AttachFiles' : 'SendMessages';
}

function settledChannelOf({ channel, channelId }: BaseInteraction): string | undefined {
  return (channel?.isThread() ? channel.parentId : channelId) ?? undefined;
}

/** The person who does what is asked: the helper, where one acts for somebody. */
export function actorOf({ id, helperId = id }: Pick<Asker, 'id' | 'helperId'>): string {
  return helperId;
}

/** Whether the person decides what is read. */
export function managesReading({ managesServer, managesChannels }: Asker): boolean {
  return managesServer || managesChannels;
}

/** Whether the person decides who and which words are heard: those who decide what is read do, and moderators of calls. */
export function moderatesReading(asker: Asker): boolean {
  return asker.moderates || managesReading(asker);
}

/** The text for people who ask where the bot is a member of no server. */
export const onlyInServers = text(($) => $.discord.onlyInServers);

/** The server in which this person asks. Throws a `UserError` that says why not where the bot is a member of none. */
export function serverOf({ guildId }: Asker, whyNot: Text = onlyInServers): string {
  if (guildId === undefined) throw new UserError(whyNot);
  return guildId;
}

/** The right that the bot lacks to post files there, as the asker's Discord calls it; undefined when it may. */
export function rightForFiles({
  missingForFiles: right,
}: Pick<Asker, 'missingForFiles'>): Text | undefined {
  return right && text(($) => $.permissions[right]);
}
