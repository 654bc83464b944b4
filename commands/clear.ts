import { everyone } from '#discord/command.ts';
import type { Right } from '#discord/command.ts';
import type { Options } from '#discord/options.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import { callModerators } from '#features/calls/presence.ts';
import type { Whose } from '#features/calls/waiting.ts';
import type { Asked, Command } from '#features/services.ts';

import { oneOf } from './option-data.ts';

/** Everybody may take their own lines out; those of others, who may skip any. */
const clearers: Right<Asked & { readonly options: Options }> = (asked) =>
  whoseOf(asked.options) === 'all' ? callModerators(asked) : everyone(asked);

export default {
  data: {
    name: 'clear',
    ...usableInServers,
    options: [oneOf('whose', ['mine', 'all'])],
  },
  may: clearers,
  // People whose lines are gone shall see who took them out.
  answers: (options) => (whoseOf(options) === 'all' ? 'openly' : 'privately'),
  when: 'now',
  run({ asker, options, services }) {
    const whose = whoseOf(options);
    const count = services.waiting.clear(asker, whose);
    return line(asker.t(($) => $.calls.cleared[whose], { count }));
  },
} satisfies Command;

function whoseOf(options: Options): Whose {
  return options.string('whose') === 'all' ? 'all' : 'mine';
}
