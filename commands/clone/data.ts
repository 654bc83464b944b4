import type { CommandData } from '#discord/command-words.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { maxReasonChars } from '#features/oversight/report-form.ts';
import { maxTranscriptChars } from '#features/own-voices/heard-words.ts';
import { maxVoiceNameChars } from '#features/own-voices/voice-name.ts';

import { attached, completed, flag, subcommand, written } from '../option-data.ts';
import { voiceNameOption } from './voice-name-option.ts';

/** Recordings of which the best is taken: one for each sentence that is there to be read. */
export const clipOptions = ['clip', 'clip2', 'clip3', 'clip4', 'clip5'] as const;

const ownVoice = completed('voice', 100, true);

/** `/clone`, as Discord registers it. */
export const cloneCommand: CommandData = {
  name: 'clone',
  ...usableAnywhere,
  options: [
    subcommand('make', [
      ...clipOptions.map((name) => attached(name)),
      written('name', maxVoiceNameChars, { min_length: 1 }),
      written('transcript', maxTranscriptChars),
    ]),
    subcommand('list'),
    subcommand('share', [ownVoice]),
    subcommand('ask', [ownVoice]),
    subcommand('unshare', [ownVoice, flag('everywhere')]),
    subcommand('rename', [ownVoice, voiceNameOption]),
    subcommand('delete', [ownVoice]),
    subcommand('report', [ownVoice, written('reason', maxReasonChars, { required: true })]),
    subcommand('requests'),
  ],
};
