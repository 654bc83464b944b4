import type { Command } from '../src/discord/command.ts';
import { usableAnywhere } from '../src/discord/usable.ts';

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
