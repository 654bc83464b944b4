import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import type { CommandData } from '#discord/command-words.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { maxReasonChars } from '#features/oversight/report-form.ts';
import { maxTranscriptChars } from '#features/own-voices/heard-words.ts';

import { voiceNameOption } from './voice-name-option.ts';

const ownVoice = {
  type: ApplicationCommandOptionType.String,
  name: 'voice',
  required: true,
  autocomplete: true,
  max_length: 100,
} as const;

/** `/clone`, as Discord registers it. */
export const cloneCommand: CommandData = {
  name: 'clone',
  ...usableAnywhere,
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'make',
      options: [
        {
          type: ApplicationCommandOptionType.Attachment,
          name: 'clip',
          required: true,
        },
        voiceNameOption,
        {
          type: ApplicationCommandOptionType.String,
          name: 'transcript',
          max_length: maxTranscriptChars,
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'share',
      options: [ownVoice],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'ask',
      options: [ownVoice],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'unshare',
      options: [
        ownVoice,
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'everywhere',
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'rename',
      options: [ownVoice, voiceNameOption],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'delete',
      options: [ownVoice],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'report',
      options: [
        ownVoice,
        {
          type: ApplicationCommandOptionType.String,
          name: 'reason',
          required: true,
          max_length: maxReasonChars,
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'requests',
    },
  ],
};
