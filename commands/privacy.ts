import { everyone, inPlace, now, privately } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

import { subcommand } from './option-data.ts';

const subcommands = ['show', 'export', 'delete', 'opt-out', 'opt-in'] as const;

export default {
  data: {
    name: 'privacy',
    ...usableAnywhere,
    options: subcommands.map((name) => subcommand(name)),
  },

  isForBanned: true,

  subcommands: {
    show: privately(everyone, ({ asker, services }) => services.privacy.show(asker)),
    export: privately(everyone, ({ asker, services, reply }) =>
      services.privacy.export(asker, reply),
    ),
    delete: privately(everyone, ({ asker, services }) => services.privacy.confirm(asker)),
    'opt-out': privately(everyone, ({ asker, services }) => services.privacy.refuse(asker, true)),
    'opt-in': privately(everyone, ({ asker, services }) => services.privacy.refuse(asker, false)),
  },

  buttons: {
    export: privately(everyone, ({ asker, services, reply }) =>
      services.privacy.export(asker, reply),
    ),
    text: privately(everyone, ({ asker, services }) => services.privacy.text(asker)),
    ask: inPlace(everyone, ({ asker, services }) => services.privacy.confirm(asker)),
    delete: inPlace(everyone, ({ asker, subject, services }) =>
      services.privacy.delete(asker, subject),
    ),
    keep: now.inPlace(everyone, ({ asker }) => line(asker.t(($) => $.privacy.kept))),
    out: inPlace(everyone, ({ asker, services }) => services.privacy.refuse(asker, true)),
    in: inPlace(everyone, ({ asker, services }) => services.privacy.refuse(asker, false)),
  },
} satisfies Command;
