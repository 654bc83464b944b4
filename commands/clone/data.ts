import type { CommandData } from '#discord/command-words.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { maxReasonChars } from '#features/oversight/report-form.ts';
import { maxTranscriptChars } from '#features/own-voices/heard-words.ts';

import { attached, completed, flag, subcommand, written } from '../option-data.ts';
import { voiceNameOption } from './voice-name-option.ts';

const ownVoice = completed('voice', 100, true);

/** `/clone`, as Discord registers it. */
export const cloneCommand: CommandData = {
  name: 'clone',
  ...usableAnywhere,
  options: [
    subcommand('make', [
      attached('clip', true),
      voiceNameOption,
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
