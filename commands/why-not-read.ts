import { ApplicationCommandType } from 'discord-api-types/v10';

import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { MessageCommand } from '#features/services.ts';

export default {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Why was this not read?',
    ...usableInServers,
  },
  may: everyone,
  answers: 'privately',
  when: 'later',
  async run({ asker, message, services }) {
    return line(await services.why.message(asker, message.id));
  },
} satisfies MessageCommand;
