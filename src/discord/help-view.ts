import { ApplicationCommandOptionType, ComponentType } from 'discord-api-types/v10';

import type { Command } from './command.ts';
import type { View } from './view.ts';

/**
 * What the commands say of themselves, with links that put them into the message box once their ids are known.
 * `ids` maps a command's name to its id.
 */
export function helpView(
  commands: readonly Pick<Command<unknown>, 'data'>[],
  ids: ReadonlyMap<string, string>,
): View {
  const lines = commands.map(({ data }) => {
    const id = ids.get(data.name);
    const name = id === undefined ? `\`/${data.name}\`` : `</${data.name}:${id}>`;
    const options = (data.options ?? [])
      .filter((option) => option.type !== ApplicationCommandOptionType.Subcommand)
      .map((option) => `-# \`${option.name}\` ${option.description}`);
    return [`**${name}** ${data.description}`, ...options].join('\n');
  });
  const content = ['## I read aloud what you type', ...lines].join('\n');
  return {
    kind: 'panel',
    components: [
      { type: ComponentType.Container, components: [{ type: ComponentType.TextDisplay, content }] },
    ],
  };
}
