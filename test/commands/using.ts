import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import { commands, messageCommands, personCommands } from '#commands/index.ts';
import type { Services } from '#features/services.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { translations as shipped } from '../fakes/asker.ts';
import { fakeInteraction } from '../fakes/interaction.ts';
import type { FakeInteractionOptions } from '../fakes/interaction.ts';
import { interactionsWith } from '../fakes/interactions.ts';

/** The answer to a command, or the suggestions for one that is being typed. */
export async function ask(
  services: unknown,
  asked: Pick<FakeInteractionOptions, 'kind' | 'name'> & Partial<FakeInteractionOptions>,
  translations = shipped,
): Promise<FakeAnswers> {
  const answers = new FakeAnswers();
  const interactions = interactionsWith({
    translations,
    commands,
    messageCommands,
    personCommands,
    services: services as Services,
    answersTo: () => answers,
  });
  await interactions.run(fakeInteraction(asked));
  return answers;
}

/** Uses a command, with these options. */
export const use = async (
  name: string,
  services: unknown,
  options: Record<string, unknown> = {},
): Promise<FakeAnswers> => ask(services, { kind: 'command', name, options });

/** By what Discord is told, with a group's name before each. */
export function subcommandsOf(name: string): string[] {
  const { options = [] } = commands.find(({ data }) => data.name === name)!.data;
  return options.flatMap((option) => {
    if (option.type === T.Subcommand) return [option.name];
    if (option.type !== T.SubcommandGroup) return [];
    return (option.options ?? []).map((sub) => `${option.name} ${sub.name}`);
  });
}
