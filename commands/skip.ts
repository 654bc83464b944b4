import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10';

import { askerOf } from '../src/discord/asker.ts';
import type { Command } from '../src/discord/command.ts';
import { line } from '../src/discord/view.ts';

export default {
  data: {
    name: 'skip',
    description: 'Ends what is being spoken',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild],
  },
  async execute(interaction, { presence }, reply) {
    presence.skip(askerOf(interaction));
    await reply.finish(line('Skipped.'));
  },
} satisfies Command;
