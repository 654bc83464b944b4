/** Whether a person can use a command in a place, by what the bot registered. */
import {
  type ApplicationCommandType,
  ChannelType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';

import type { Backend } from '../backend.ts';
import type { RegisteredCommand } from '../command-registry.ts';
import type { Channel, User } from '../model.ts';
import type { World } from '../world.ts';
import { contextOf } from './interactions.ts';

export interface CommandUse {
  readonly type: ApplicationCommandType;
  readonly name: string;
  readonly channel: Channel;
  readonly user: User;
}

const PLACE_NAMES = ['a server', "the bot's direct messages", 'a private channel'] as const;

/** Throws a sentence when Discord's client would not offer the command. */
export function usableCommand({ world, commands }: Backend, use: CommandUse): RegisteredCommand {
  const { type, name, channel } = use;
  const offered = commands.usable(channel.guildId);
  const command = offered.find((each) => each.type === type && each.name === name);
  if (command === undefined) {
    const known = offered.filter((each) => each.type === type).map((each) => each.name);
    throw new Error(
      `the bot has registered no command "${name}" of type ${type} here, only ${known.join(', ') || 'none'}`,
    );
  }
  const context = contextOf(channel);
  if (command.contexts !== undefined && !command.contexts.includes(context)) {
    throw new Error(`"${name}" can't be used in ${PLACE_NAMES[context]}`);
  }
  const guild = channel.guildId === undefined ? undefined : world.guild(channel.guildId);
  const installed =
    guild === undefined ? channel.type === ChannelType.DM : guild.members.has(world.bot.id);
  if (!installed && !command.integrationTypes.includes(1)) {
    throw new Error(
      `"${name}" can't be used where the bot is not installed: it is not for user installs`,
    );
  }
  checkMayUse(command, use, world);
  return command;
}

/** The person's own rights, and those that the command asks for by default. */
function checkMayUse(
  command: RegisteredCommand,
  { channel, user }: CommandUse,
  world: World,
): void {
  const permissions = world.permissions(channel, user.id);
  if ((permissions & PermissionFlagsBits.UseApplicationCommands) === 0n) {
    throw new Error(`${user.displayName} may not use commands in ${channel.name}`);
  }
  const needed = command.defaultMemberPermissions;
  if (channel.guildId === undefined || needed === undefined) return;
  const isAdmin = (permissions & PermissionFlagsBits.Administrator) !== 0n;
  if (!isAdmin && (needed === 0n || (permissions & needed) !== needed)) {
    throw new Error(`${user.displayName} lacks the permissions that "${command.name}" asks for`);
  }
}
