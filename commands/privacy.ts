import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import { inPlace, privately } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

const subcommands = [
  ['show', 'Shows what I hold about you'],
  ['export', 'Gives you everything I hold about you as a file'],
  ['delete', 'Deletes everything I hold about you'],
  ['opt-out', 'Refuses to be read aloud, in every server'],
  ['opt-in', 'Lets your messages be read again'],
] as const;

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

  subcommands: {
    show: privately(({ asker, services }) => services.privacy.show(asker)),
    export: privately(({ asker, services, reply }) => services.privacy.export(asker, reply)),
    delete: privately(({ asker, services }) => services.privacy.confirm(asker)),
    'opt-out': privately(({ asker, services }) => services.privacy.refuse(asker, true)),
    'opt-in': privately(({ asker, services }) => services.privacy.refuse(asker, false)),
  },

  buttons: {
    export: privately(({ asker, services, reply }) => services.privacy.export(asker, reply)),
    text: privately(({ services }) => services.privacy.text()),
    ask: inPlace(({ asker, services }) => services.privacy.confirm(asker)),
    delete: inPlace(({ asker, subject, services }) => services.privacy.delete(asker, subject)),
    keep: inPlace(() => line('Nothing was deleted.')),
    out: inPlace(({ asker, services }) => services.privacy.refuse(asker, true)),
    in: inPlace(({ asker, services }) => services.privacy.refuse(asker, false)),
  },
} satisfies Command;
