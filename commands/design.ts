import { everyone, inPlace, now } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { maxDescriptionChars } from '#features/own-voices/voice-name.ts';
import type { Command } from '#features/services.ts';

import { voiceNameOption } from './clone/voice-name-option.ts';
import { completed, written } from './option-data.ts';

export default {
  data: {
    name: 'design',
    ...usableAnywhere,
    options: [
      written('description', maxDescriptionChars, { required: true }),
      voiceNameOption,
      completed('language'),
    ],
  },
  may: everyone,
  answers: 'privately',
  when: 'later',

  run({ asker, options, services, reply }) {
    const design = {
      name: options.string('name', true),
      description: options.string('description', true),
      language: options.string('language'),
    };
    return services.clones.designs.make(asker, design, reply);
  },

  complete: ({ asker, typed, services }) => services.clones.designs.languages(typed.value, asker),

  buttons: {
    keep: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.designs.keep(asker, subject, reply),
    ),
    again: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.designs.again(asker, subject, reply),
    ),
    edit: now.inPlace(everyone, ({ asker, subject, services }) =>
      services.clones.designs.form(asker, subject),
    ),
    hear: now.inPlace(everyone, ({ asker, subject, services }) =>
      services.clones.designs.hear(asker, subject),
    ),
    discard: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.designs.discard(asker, subject, reply),
    ),
  },

  forms: {
    edit: inPlace(everyone, ({ asker, subject, field, services, reply }) => {
      const changes = { name: field('name'), description: field('description') };
      return services.clones.designs.change(asker, subject, changes, reply);
    }),
  },
} satisfies Command;
