import { ApplicationCommandType } from 'discord-api-types/v10';

import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { MessageCommand } from '#features/services.ts';

export default {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Why was this not read?',
    ...usableInServers,
  },
  answers: 'privately',
  async run({ asker, message, services }) {
    return line(await services.why.message(asker, message.id));
  },
} satisfies MessageCommand;
