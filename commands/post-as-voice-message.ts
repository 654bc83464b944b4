import { ApplicationCommandType } from 'discord-api-types/v10';

import { everyone } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { MessageCommand } from '#features/services.ts';

export default {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Post as voice message',
    ...usableAnywhere,
  },
  may: everyone,
  answers: 'openly',
  when: 'later',
  isAnswerKept: true,

  run({ asker, packet, services: { speaking, askedMessages }, reply }) {
    const message = packet();
    return speaking.quote(asker, () => askedMessages.words(asker, message), 'voice message', reply);
  },
} satisfies MessageCommand;
