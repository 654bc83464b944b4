import { askerOf } from '#discord/asker.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

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
