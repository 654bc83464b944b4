import type { Command } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';

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
