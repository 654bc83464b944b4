import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import { maxVoiceNameChars } from '#features/own-voices/voice-name.ts';

/** The option of a command that makes a voice. */
export const voiceNameOption = {
  type: ApplicationCommandOptionType.String,
  name: 'name',
  required: true,
  min_length: 1,
  max_length: maxVoiceNameChars,
} as const;
