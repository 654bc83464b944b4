import { ApplicationCommandType } from 'discord-api-types/v10';

import { askerOf } from '#discord/asker.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { MessageCommand } from '#features/services.ts';

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
