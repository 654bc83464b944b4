import { everyone, privately } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';
import { usageReaders } from '#features/settings/rights.ts';

import { subcommand } from './option-data.ts';

const subcommands = ['me', 'server', 'bot'] as const;

export default {
  data: {
    name: 'usage',
    ...usableAnywhere,
    options: subcommands.map((name) => subcommand(name)),
  },

  subcommands: {
    me: privately(everyone, ({ asker, services }) => services.usage.ofPerson(asker)),
    server: privately(usageReaders, ({ asker, services }) => services.usage.ofServer(asker)),
    // Discord has to be asked who owns the bot: the service does.
    bot: privately(everyone, ({ asker, services }) => services.usage.ofBot(asker)),
  },
} satisfies Command;
