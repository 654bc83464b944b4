import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import type { APIApplicationCommandOption } from 'discord-api-types/v10';

import { UserError } from '#errors.ts';

import type { Choice, Command } from './command.ts';
import { panel } from './panel.ts';
import type { View } from './view.ts';

/** Tells people what the commands say of themselves. */
export interface Help {
  /** Shows all commands, or one with what each of its subcommands does. */
  show(name?: string): View;
  /** Suggests commands whose names hold what was typed. */
  like(typed: string): readonly Choice[];
}

type Told = Pick<Command<unknown>, 'data'>;
type Row = Pick<APIApplicationCommandOption, 'name' | 'description'>;

/**
 * Help from what Discord is told of the commands, with links that put them into the message box once their ids are
 * known. `ids` maps a command's name to its id.
 */
export function helpOf(commands: readonly Told[], ids: () => ReadonlyMap<string, string>): Help {
  return {
    show(name) {
      if (name === undefined) return overview(commands, ids());
      const command = commands.find(({ data }) => data.name === nameIn(name));
      if (!command)
        throw new UserError(
          'There is no such command. Choose one from the list that appears while you type.',
        );
      return details(command, ids());
    },
    like: (typed) =>
      commands
        .map(({ data }) => data.name)
        .filter((name) => name.includes(nameIn(typed)))
        .map((name) => ({ name: `/${name}`, value: name })),
  };
}

/** Gives a command with subcommands their names alone: a message has no room for all that they do. */
function overview(commands: readonly Told[], ids: ReadonlyMap<string, string>): View {
  const lines = commands.flatMap(({ data }) => {
    const subcommands = subcommandsOf(data.options).map(({ name }) => `\`${name}\``);
    return [
      `**${link(data.name, data.name, ids)}** ${data.description}`,
      ...(subcommands.length > 0 ? [`-# ${subcommands.join(' ')}`] : optionLines(data.options)),
    ];
  });
  return panel(['## I read aloud what you type', ...lines].join('\n'), []);
}

function details({ data }: Told, ids: ReadonlyMap<string, string>): View {
  const subcommands = subcommandsOf(data.options).map(
    ({ name, description }) => `${link(`${data.name} ${name}`, data.name, ids)} ${description}`,
  );
  const lines = [
    `**${link(data.name, data.name, ids)}** ${data.description}`,
    ...(subcommands.length > 0 ? subcommands : optionLines(data.options)),
  ];
  return panel(lines.join('\n'), []);
}

function link(path: string, name: string, ids: ReadonlyMap<string, string>): string {
  const id = ids.get(name);
  return id === undefined ? `\`/${path}\`` : `</${path}:${id}>`;
}

/** With a group's name before each. */
function subcommandsOf(options: readonly APIApplicationCommandOption[] = []): readonly Row[] {
  return options.flatMap((option): readonly Row[] => {
    if (option.type === T.Subcommand) return [option];
    if (option.type !== T.SubcommandGroup) return [];
    return (option.options ?? []).map(({ name, description }) => ({
      name: `${option.name} ${name}`,
      description,
    }));
  });
}

function optionLines(options: readonly Row[] = []): readonly string[] {
  return options.map(({ name, description }) => `-# \`${name}\` ${description}`);
}

function nameIn(typed: string): string {
  return typed.trim().toLowerCase().replace(/^\//, '');
}
