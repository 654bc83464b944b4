import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import { askerOf } from '#discord/asker.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { maxDescriptionChars } from '#features/own-voices/description.ts';
import type { Command } from '#features/services.ts';

import { voiceNameOption } from './clone/voice-name-option.ts';

export default {
  data: {
    name: 'design',
    description: 'Makes a voice of a description: hear some takes, and keep one',
    ...usableAnywhere,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'description',
        description: 'What the voice is like: “a warm female voice with a British accent”',
        required: true,
        max_length: maxDescriptionChars,
      },
      voiceNameOption,
      {
        type: ApplicationCommandOptionType.String,
        name: 'language',
        description: 'The language to hear it in; yours when you leave it out',
        autocomplete: true,
        max_length: 100,
      },
    ],
  },
  private: true,

  execute(interaction, { clones: { designs } }, reply) {
    const { options, locale } = interaction;
    const design = {
      name: options.getString('name', true),
      description: options.getString('description', true),
      language: options.getString('language') ?? undefined,
      locale,
    };
    return designs.make(askerOf(interaction), design, reply);
  },

  complete: ({ options }, { clones: { designs } }) => designs.languages(options.getFocused()),

  buttons: {
    keep: {
      answers: 'same',
      private: true,
      press: (asker, takeId, { clones: { designs } }, reply) => designs.keep(asker, takeId, reply),
    },
    again: {
      answers: 'same',
      private: true,
      press: (asker, draftId, { clones: { designs } }, reply) =>
        designs.again(asker, draftId, reply),
    },
    edit: {
      answers: 'same',
      private: true,
      async press(asker, draftId, { clones: { designs } }, reply) {
        designs.openForm(asker, draftId, reply);
      },
    },
    hear: {
      answers: 'same',
      private: true,
      async press(asker, draftId, { clones: { designs } }) {
        designs.hear(asker, draftId);
      },
    },
    discard: {
      answers: 'same',
      private: true,
      press: (asker, draftId, { clones: { designs } }, reply) =>
        designs.discard(asker, draftId, reply),
    },
  },

  forms: {
    edit: {
      answers: 'same',
      private: true,
      submit: (asker, draftId, field, { clones: { designs } }, reply) =>
        designs.change(
          asker,
          draftId,
          { name: field('name'), description: field('description') },
          reply,
        ),
    },
  },
} satisfies Command;
