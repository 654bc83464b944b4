import { everyone, now } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { callModerators } from '#features/calls/presence.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'queue',
    ...usableInServers,
  },
  may: everyone,
  answers: 'privately',
  when: 'now',
  run({ asker, services, reply }) {
    services.waiting.show(asker, reply);
  },

  buttons: {
    refresh: now.inPlace(everyone, ({ asker, services, reply }) =>
      services.waiting.refresh(asker, reply),
    ),
    pause: now.inPlace(everyone, ({ asker, services, reply }) => {
      services.pausing.pauseTelling(asker);
      services.waiting.refresh(asker, reply);
    }),
    resume: now.inPlace(everyone, ({ asker, services, reply }) => {
      services.pausing.resumeTelling(asker);
      services.waiting.refresh(asker, reply);
    }),
    mine: now.inPlace(everyone, ({ asker, services, reply }) =>
      services.waiting.clearShown(asker, 'mine', reply),
    ),
    all: now.inPlace(callModerators, ({ asker, services, reply }) =>
      services.waiting.clearShown(asker, 'all', reply),
    ),
  },

  selects: {
    skip: now.inPlace(everyone, ({ asker, values: [lineId], services, reply }) =>
      services.waiting.skip(asker, lineId, reply),
    ),
    front: now.inPlace(everyone, ({ asker, values: [lineId], services, reply }) =>
      services.waiting.toFront(asker, lineId, reply),
    ),
  },
} satisfies Command;
