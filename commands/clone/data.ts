import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord-api-types/v10';

import { usableAnywhere } from '#discord/usable.ts';
import { maxReasonChars } from '#features/oversight/report-form.ts';
import { maxTranscriptChars } from '#features/own-voices/heard-words.ts';

import { voiceNameOption } from './voice-name-option.ts';

const ownVoice = {
  type: ApplicationCommandOptionType.String,
  name: 'voice',
  description: 'One of your voices: type to search',
  required: true,
  autocomplete: true,
  max_length: 100,
} as const;

/** `/clone`, as Discord registers it. */
export const cloneCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'clone',
  description: 'Makes a voice of a recording, and shares or deletes the voices that you keep',
  ...usableAnywhere,
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'make',
      description: 'Makes a voice of a few seconds of speech',
      options: [
        {
          type: ApplicationCommandOptionType.Attachment,
          name: 'clip',
          description: 'A recording of one person: mp3, wav, flac, ogg or m4a, at most 10 MB',
          required: true,
        },
        voiceNameOption,
        {
          type: ApplicationCommandOptionType.String,
          name: 'transcript',
          description: 'The exact words of the recording: the voice becomes better with them',
          max_length: maxTranscriptChars,
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
      description: 'Shows the voices that you keep, and who can use them',
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'share',
      description: 'Lets everybody in this server use one of your voices',
      options: [ownVoice],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'ask',
      description: 'Asks this server’s admins to let one of your voices speak here',
      options: [ownVoice],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'unshare',
      description: 'Takes one of your voices back from this server, or from all',
      options: [
        ownVoice,
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'everywhere',
          description: 'From every server, also those that you are no longer in',
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'rename',
      description: 'Gives one of your voices another name',
      options: [ownVoice, voiceNameOption],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'delete',
      description: 'Deletes one of your voices with its recording',
      options: [ownVoice],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'report',
      description: 'Tells this server’s admins of a voice that is shared here',
      options: [
        { ...ownVoice, description: 'A voice that is shared here: type to search' },
        {
          type: ApplicationCommandOptionType.String,
          name: 'reason',
          description: 'What is wrong with it',
          required: true,
          max_length: maxReasonChars,
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'requests',
      description:
        'For admins: voices that wait for approval or were reported, and what you decided',
    },
  ],
};
