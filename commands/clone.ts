import { inPlace, privately } from '#discord/command.ts';
import { line } from '#discord/view.ts';
import { reportForm } from '#features/oversight/report-form.ts';
import type { Command } from '#features/services.ts';
import { profileKey } from '#voices/profile-key.ts';
import { speakerOf } from '#voices/speaker.ts';

import { cloneCommand } from './clone/data.ts';

export default {
  data: cloneCommand,

  subcommands: {
    make: privately(({ asker, options, services, reply }) => {
      const clone = {
        file: options.attachment('clip', true),
        name: options.string('name', true),
        transcript: options.string('transcript'),
      };
      return services.clones.cloning.make(asker, clone, reply);
    }),
    list: privately(({ asker, services }) => services.clones.own.list(asker)),
    share: privately(({ asker, options, services }) =>
      services.clones.own.share(asker, options.string('voice', true)),
    ),
    ask: privately(({ asker, options, services }) =>
      services.clones.own.ask(asker, options.string('voice', true)),
    ),
    unshare: privately(({ asker, options, services }) => {
      const isEverywhere = options.boolean('everywhere') ?? false;
      return services.clones.own.unshare(asker, options.string('voice', true), isEverywhere);
    }),
    rename: privately(({ asker, options, services }) =>
      services.clones.own.rename(
        asker,
        options.string('voice', true),
        options.string('name', true),
      ),
    ),
    delete: privately(({ asker, options, services }) =>
      services.clones.own.confirmDelete(asker, options.string('voice', true)),
    ),
    report: privately(({ asker, options, services }) =>
      services.clones.oversight.report(
        asker,
        options.string('voice', true),
        options.string('reason', true),
      ),
    ),
    requests: privately(({ asker, services }) => services.clones.oversight.pending(asker)),
  },

  complete({ asker, options, typed, services: { voices } }) {
    const speaker = speakerOf(asker);
    return options.subcommand === 'report'
      ? voices.shared(typed.value, speaker)
      : voices.own(typed.value, speaker);
  },

  buttons: {
    trim: inPlace(({ asker, subject, services, reply }) =>
      services.clones.cloning.trim(asker, subject, reply),
    ),
    own: inPlace(({ asker, subject, services, reply }) =>
      services.clones.cloning.consent(asker, subject, 'own', reply),
    ),
    permitted: inPlace(({ asker, subject, services, reply }) =>
      services.clones.cloning.consent(asker, subject, 'permitted', reply),
    ),
    words: inPlace(({ asker, subject, services, reply }) =>
      services.clones.cloning.openWords(asker, subject, reply),
    ),
    keep: inPlace(({ asker, subject, services, reply }) =>
      services.clones.cloning.keep(asker, subject, reply),
    ),
    discard: inPlace(({ asker, subject, services, reply }) =>
      services.clones.cloning.discard(asker, subject, reply),
    ),
    use: privately(async ({ asker, subject, services }) => {
      const wanted = { voice: profileKey(subject) };
      const { notes } = await services.voicePanels.preferences.set(asker, wanted, false);
      const sentence = 'You speak with that voice now. `/voice reset` takes it back.';
      return line([sentence, ...notes].join(' '));
    }),
    manage: inPlace(({ asker, subject, services }) =>
      services.clones.own.manage(asker, profileKey(subject)),
    ),
    share: inPlace(({ asker, subject, services }) =>
      services.clones.own.share(asker, profileKey(subject)),
    ),
    unshare: inPlace(({ asker, subject, services }) =>
      services.clones.own.unshare(asker, profileKey(subject), false),
    ),
    remove: inPlace(({ asker, subject, services }) =>
      services.clones.own.confirmDelete(asker, profileKey(subject)),
    ),
    delete: inPlace(({ asker, subject, services }) => services.clones.own.delete(asker, subject)),
    approve: inPlace(({ asker, subject, services }) =>
      services.clones.oversight.decide(asker, subject, 'approved'),
    ),
    refuse: inPlace(({ asker, subject, services }) =>
      services.clones.oversight.decide(asker, subject, 'refused'),
    ),
    settle: inPlace(({ asker, subject, services }) =>
      services.clones.oversight.settle(asker, subject),
    ),
    ban: inPlace(({ asker, subject, services }) =>
      services.clones.oversight.ban(asker, subject, true),
    ),
    unban: inPlace(({ asker, subject, services }) =>
      services.clones.oversight.ban(asker, subject, false),
    ),
    report: privately(({ subject, reply }) => reply.open(reportForm(subject))),
    spare: inPlace(() => line('Nothing was deleted.')),
  },

  selects: {
    decided: inPlace(({ asker, values: [voiceId = ''], services }) =>
      services.clones.oversight.reconsider(asker, voiceId),
    ),
  },

  forms: {
    report: privately(({ asker, subject, field, services }) =>
      services.clones.oversight.report(asker, profileKey(subject), field('reason')),
    ),
    words: inPlace(({ asker, subject, field, services, reply }) =>
      services.clones.cloning.correct(asker, subject, field('words'), reply),
    ),
  },
} satisfies Command;
