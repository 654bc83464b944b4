import { privately, soon } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { numberIn, pageOfMenu } from '#features/configuring/list-pages.ts';
import type { Asked, Command } from '#features/services.ts';
import { managers, moderators } from '#features/settings/rights.ts';

import { filterLine } from './autoread/filter-line.ts';

export default {
  data: { name: 'moderation', ...usableInServers },

  ...soon.privately<Asked>(moderators, ({ asker, services }) => services.moderating.show(asker)),

  buttons: {
    page: soon.inPlace(moderators, ({ asker, subject, services }) =>
      services.moderating.show(asker, numberIn(subject)),
    ),
    filter: soon.privately(moderators, async ({ asker, services }) =>
      filterLine(await services.serverPeople.filter(asker, {}), asker.t),
    ),
    requests: privately(managers, ({ asker, services }) =>
      services.clones.oversight.pending(asker),
    ),
  },

  selects: {
    unmute: soon.inPlace(moderators, ({ asker, subject, values, services }) =>
      services.moderating.unmute(asker, values, pageOfMenu(subject)),
    ),
  },
} satisfies Command;
