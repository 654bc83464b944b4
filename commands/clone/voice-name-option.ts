import { maxVoiceNameChars } from '#features/own-voices/voice-name.ts';

import { written } from '../option-data.ts';

/** The option of a command that makes a voice. */
export const voiceNameOption = written('name', maxVoiceNameChars, {
  required: true,
  min_length: 1,
});
