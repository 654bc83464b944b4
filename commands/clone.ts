import { everyone, inPlace, now, privately } from '#discord/command.ts';
import { line } from '#discord/view.ts';
import { reportForm } from '#features/oversight/report-form.ts';
import type { Command } from '#features/services.ts';
import { managers } from '#features/settings/rights.ts';
import { inARow, text } from '#i18n/text.ts';
import { profileKey } from '#voices/profile-key.ts';
import { speakerOf } from '#voices/speaker.ts';

import { clipOptions, cloneCommand } from './clone/data.ts';

export default {
  data: cloneCommand,

  subcommands: {
    make: privately(everyone, ({ asker, options, services, reply }) => {
      const files = clipOptions.flatMap((name) => options.attachment(name) ?? []);
      if (files.length === 0) return services.clones.cloning.guide(asker);
      const chosen = options.string('name');
      const clone = {
        files,
        name: chosen ?? asker.t(($) => $.ownVoices.best.name),
        isNameMadeUp: chosen === undefined,
        transcript: options.string('transcript'),
      };
      return services.clones.cloning.make(asker, clone, reply);
    }),
    list: privately(everyone, ({ asker, services }) => services.clones.own.list(asker)),
    share: privately(everyone, ({ asker, options, services }) =>
      services.clones.own.share(asker, options.string('voice', true)),
    ),
    ask: privately(everyone, ({ asker, options, services }) =>
      services.clones.own.ask(asker, options.string('voice', true)),
    ),
    unshare: privately(everyone, ({ asker, options, services }) => {
      const isEverywhere = options.boolean('everywhere') ?? false;
      return services.clones.own.unshare(asker, options.string('voice', true), isEverywhere);
    }),
    rename: privately(everyone, ({ asker, options, services }) =>
      services.clones.own.rename(
        asker,
        options.string('voice', true),
        options.string('name', true),
      ),
    ),
    delete: privately(everyone, ({ asker, options, services }) =>
      services.clones.own.confirmDelete(asker, options.string('voice', true)),
    ),
    report: privately(everyone, ({ asker, options, services }) =>
      services.clones.oversight.report(
        asker,
        options.string('voice', true),
        options.string('reason', true),
      ),
    ),
    requests: privately(managers, ({ asker, services }) =>
      services.clones.oversight.pending(asker),
    ),
  },

  complete({ asker, options, typed, services: { voices } }) {
    const speaker = speakerOf(asker);
    return options.subcommand === 'report'
      ? voices.shared(typed.value, speaker)
      : voices.own(typed.value, speaker);
  },

  buttons: {
    read: privately(everyone, ({ asker, services }) => services.clones.cloning.guide(asker)),
    trim: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.cloning.trim(asker, subject, reply),
    ),
    own: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.cloning.consent(asker, subject, 'own', reply),
    ),
    permitted: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.cloning.consent(asker, subject, 'permitted', reply),
    ),
    words: now.inPlace(everyone, ({ asker, subject, services }) =>
      services.clones.cloning.wordsForm(asker, subject),
    ),
    keep: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.cloning.keep(asker, subject, reply),
    ),
    discard: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.cloning.discard(asker, subject, reply),
    ),
    use: privately(everyone, async ({ asker, subject, services }) => {
      const wanted = { voice: profileKey(subject) };
      const { notes } = await services.voicePanels.preferences.set(asker, wanted, false);
      return line(
        asker.t(
          inARow(
            text(($) => $.ownVoices.kept.inUse),
            ...notes,
          ),
        ),
      );
    }),
    manage: inPlace(everyone, ({ asker, subject, services }) =>
      services.clones.own.manage(asker, profileKey(subject)),
    ),
    share: inPlace(everyone, ({ asker, subject, services }) =>
      services.clones.own.share(asker, profileKey(subject)),
    ),
    unshare: inPlace(everyone, ({ asker, subject, services }) =>
      services.clones.own.unshare(asker, profileKey(subject), false),
    ),
    remove: inPlace(everyone, ({ asker, subject, services }) =>
      services.clones.own.confirmDelete(asker, profileKey(subject)),
    ),
    delete: inPlace(everyone, ({ asker, subject, services }) =>
      services.clones.own.delete(asker, subject),
    ),
    approve: inPlace(managers, ({ asker, subject, services }) =>
      services.clones.oversight.decide(asker, subject, 'approved'),
    ),
    refuse: inPlace(managers, ({ asker, subject, services }) =>
      services.clones.oversight.decide(asker, subject, 'refused'),
    ),
    settle: inPlace(managers, ({ asker, subject, services }) =>
      services.clones.oversight.settle(asker, subject),
    ),
    ban: inPlace(managers, ({ asker, subject, services }) =>
      services.clones.oversight.ban(asker, subject, true),
    ),
    unban: inPlace(managers, ({ asker, subject, services }) =>
      services.clones.oversight.ban(asker, subject, false),
    ),
    report: now.privately(everyone, ({ asker, subject }) => reportForm(subject, asker.t)),
    spare: now.inPlace(everyone, ({ asker }) => line(asker.t(($) => $.ownVoices.kept.spared))),
  },

  selects: {
    decided: inPlace(managers, ({ asker, values: [voiceId = ''], services }) =>
      services.clones.oversight.reconsider(asker, voiceId),
    ),
  },

  forms: {
    report: privately(everyone, ({ asker, subject, field, services }) =>
      services.clones.oversight.report(asker, profileKey(subject), field('reason')),
    ),
    words: inPlace(everyone, ({ asker, subject, field, services, reply }) =>
      services.clones.cloning.correct(asker, subject, field('words'), reply),
    ),
  },
} satisfies Command;
