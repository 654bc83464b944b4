import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

import { flag, somebody } from './option-data.ts';

export default {
  data: {
    name: 'follow',
    ...usableInServers,
    options: [somebody(), flag('end')],
  },
  may: everyone,
  answers: 'openly',
  when: 'later',
  async run({ asker, options, services: { following } }) {
    if (options.boolean('end') === true) {
      const person = `<@${following.end(asker)}>`;
      return line(asker.t(($) => $.calls.follow.ended, { person }));
    }
    const userId = options.user('person')?.id ?? asker.id;
    await following.follow(asker, userId);
    return line(asker.t(($) => $.calls.follow.begun, { person: `<@${userId}>` }));
  },
} satisfies Command;
