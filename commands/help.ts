import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10';

import type { Command } from '../src/discord/command.ts';

export default {
  data: {
    name: 'help',
    description: 'Shows what I can do',
    integration_types: [
      ApplicationIntegrationType.GuildInstall,
      ApplicationIntegrationType.UserInstall,
    ],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
  },
  private: true,
  async execute(_interaction, { help }, reply) {
    await reply.finish(help());
  },
} satisfies Command;
