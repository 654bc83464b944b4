import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import { askerOf } from '#discord/asker.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { UserError } from '#errors.ts';
import { maxTranscriptChars } from '#features/own-voices/transcript.ts';
import type { SpeakAs } from '#features/say/place.ts';
import type { Command } from '#features/services.ts';
import { speakerOf } from '#voices/speaker.ts';

const ways: readonly SpeakAs[] = ['speak', 'voice message', 'file'];

export default {
  data: {
    name: 'say',
    description: 'Speaks for you in your voice channel, or posts the speech',
    ...usableAnywhere,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'text',
        description: 'What to say',
        required: true,
        max_length: 4000,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'voice',
        description: 'Who says it: type to search',
        autocomplete: true,
        max_length: 100,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'language',
        description: 'The language of the text: type to search',
        autocomplete: true,
        max_length: 100,
      },
      {
        type: ApplicationCommandOptionType.Number,
        name: 'speed',
        description: '1 is the usual speed, 2 twice as fast; not every voice can',
        min_value: 0.25,
        max_value: 4,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'style',
        description: 'How to say it, such as “whispering, sad”; not every voice can',
        max_length: 300,
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'clip',
        description:
          'Says it once in the voice of this recording: mp3, wav, flac, ogg or m4a, at most 10 MB',
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'transcript',
        description: 'The exact words of the clip: the voice becomes better with them',
        max_length: maxTranscriptChars,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'as',
        description: 'How it reaches people; otherwise it is spoken',
        choices: ways.map((way) => ({ name: way, value: way })),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'format',
        description: 'The audio format of a file',
        autocomplete: true,
        max_length: 20,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'private',
        description: 'Only you see the answer',
      },
    ],
  },
  // Of a recording, what it is asked about and why it won't do is its owner's alone; what is said in it is posted apart.
  private: (options) =>
    options.getAttachment('clip') !== null || options.getBoolean('private') === true,

  async execute(interaction, { speaking, clones: { once } }, reply) {
    const { options } = interaction;
    const voice = options.getString('voice');
    const language = options.getString('language');
    const speed = options.getNumber('speed');
    const style = options.getString('style');
    const format = options.getString('format');
    const choice = {
      ...(voice !== null && { voice }),
      ...(language !== null && { language }),
      ...(speed !== null && { speed }),
      ...(style !== null && { style }),
      ...(format !== null && { format }),
    };
    const as = ways.find((way) => way === options.getString('as')) ?? 'speak';
    const ask = { text: options.getString('text', true), choice, as };
    const file = options.getAttachment('clip');
    const transcript = options.getString('transcript') ?? undefined;
    const isPrivate = options.getBoolean('private') === true;
    if (file) return once.say(askerOf(interaction), { ask, file, transcript, isPrivate }, reply);
    if (transcript !== undefined)
      throw new UserError('A transcript is of a clip: give the clip, too, or leave it out.');
    return speaking.say(askerOf(interaction), ask, reply);
  },

  complete(interaction, { voices }) {
    const { name, value } = interaction.options.getFocused(true);
    switch (name) {
      case 'voice':
        return voices.voices(
          value,
          speakerOf(askerOf(interaction)),
          interaction.options.getString('language') ?? undefined,
        );
      case 'language':
        return voices.languages(value);
      case 'format':
        return voices.formats(value, interaction.options.getString('voice') ?? undefined);
      default:
        return [];
    }
  },

  buttons: {
    own: {
      answers: 'same',
      press: (asker, draftId, { clones: { once } }, reply) =>
        once.consent(asker, draftId, 'own', reply),
    },
    permitted: {
      answers: 'same',
      press: (asker, draftId, { clones: { once } }, reply) =>
        once.consent(asker, draftId, 'permitted', reply),
    },
    again: {
      answers: 'same',
      press: (asker, draftId, { clones: { once } }, reply) => once.again(asker, draftId, reply),
    },
    cancel: {
      answers: 'same',
      press: (asker, draftId, { clones: { once } }, reply) => once.cancel(asker, draftId, reply),
    },
    skip: {
      answers: 'same',
      async press(asker, sayingId, { speaking }) {
        speaking.skip(asker, sayingId);
      },
    },
    replay: {
      answers: 'same',
      async press(asker, sayingId, { speaking }, reply) {
        await speaking.replay(asker, sayingId, reply);
      },
    },
    post: {
      answers: 'new',
      async press(asker, sayingId, { speaking }, reply) {
        await speaking.post(asker, sayingId, reply);
      },
    },
  },
} satisfies Command;
