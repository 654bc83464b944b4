import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'help',
    description: 'Shows what I can do',
    ...usableAnywhere,
  },
  private: true,
  async execute(_interaction, { help }, reply) {
    await reply.finish(help());
  },
} satisfies Command;
