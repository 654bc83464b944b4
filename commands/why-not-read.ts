import { ApplicationCommandType } from 'discord-api-types/v10';

import { askerOf } from '../src/discord/asker.ts';
import type { MessageCommand } from '../src/discord/command.ts';
import { usableInServers } from '../src/discord/usable.ts';
import { line } from '../src/discord/view.ts';

export default {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Why was this not read?',
    ...usableInServers,
  },
  async execute(interaction, { why }, reply) {
    await reply.finish(line(await why.message(askerOf(interaction), interaction.targetId)));
  },
} satisfies MessageCommand;
