import { askerOf } from '../src/discord/asker.ts';
import type { Command } from '../src/discord/command.ts';
import { usableInServers } from '../src/discord/usable.ts';
import { line } from '../src/discord/view.ts';

export default {
  data: {
    name: 'skip',
    description: 'Ends what is being spoken',
    ...usableInServers,
  },
  async execute(interaction, { presence }, reply) {
    presence.skip(askerOf(interaction));
    await reply.finish(line('Skipped.'));
  },
} satisfies Command;
