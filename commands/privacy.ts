import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import { askerOf } from '#discord/asker.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { View } from '#discord/view.ts';
import { line } from '#discord/view.ts';
import type { Privacy } from '#features/privacy/privacy.ts';
import type { Button, Command } from '#features/services.ts';

const subcommands = [
  ['show', 'Shows what I hold about you'],
  ['export', 'Gives you everything I hold about you as a file'],
  ['delete', 'Deletes everything I hold about you'],
  ['opt-out', 'Refuses to be read aloud, in every server'],
  ['opt-in', 'Lets your messages be read again'],
] as const;

/** A button that shows something in place of the panel it is on. */
function shows(
  view: (privacy: Privacy, ...args: Parameters<Button['press']>) => Promise<View>,
): Button {
  return {
    answers: 'same',
    async press(asker, subject, services, reply) {
      await reply.finish(await view(services.privacy, asker, subject, services, reply));
    },
  };
}

export default {
  data: {
    name: 'privacy',
    description: 'Shows, exports and deletes what I hold about you',
    ...usableAnywhere,
    options: subcommands.map(([name, description]) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name,
      description,
    })),
  },
  private: true,

  async execute(interaction, { privacy }, reply) {
    const asker = askerOf(interaction);
    switch (interaction.options.getSubcommand()) {
      case 'export':
        return privacy.export(asker, reply);
      case 'delete':
        return reply.finish(await privacy.confirm(asker));
      case 'opt-out':
        return reply.finish(await privacy.refuse(asker, true));
      case 'opt-in':
        return reply.finish(await privacy.refuse(asker, false));
      default:
        return reply.finish(await privacy.show(asker));
    }
  },

  buttons: {
    export: {
      answers: 'new',
      private: true,
      press: (asker, _, { privacy }, reply) => privacy.export(asker, reply),
    },
    text: {
      answers: 'new',
      private: true,
      async press(_, __, { privacy }, reply) {
        await reply.finish(await privacy.text());
      },
    },
    ask: shows((privacy, asker) => privacy.confirm(asker)),
    delete: shows((privacy, asker, subject) => privacy.delete(asker, subject)),
    keep: shows(async () => line('Nothing was deleted.')),
    out: shows((privacy, asker) => privacy.refuse(asker, true)),
    in: shows((privacy, asker) => privacy.refuse(asker, false)),
  },
} satisfies Command;
