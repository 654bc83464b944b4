import { ApplicationCommandType } from 'discord-api-types/v10';

import { everyone } from '#discord/command.ts';
import { shorten } from '#discord/shown-text.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { UserError } from '#errors.ts';
import { maxVoiceNameChars } from '#features/own-voices/voice-name.ts';
import type { MessageCommand } from '#features/services.ts';
import { text } from '#i18n/text.ts';

import { clipOptions } from './clone/data.ts';

export default {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Clone from this clip',
    ...usableAnywhere,
  },
  may: everyone,
  answers: 'privately',
  when: 'later',

  async run({ asker, message, services, reply }) {
    const { author, attachments, createdAt } = message;
    if (author.id !== asker.id) throw new UserError(text(($) => $.ownVoices.fromMessage.notYours));
    // The content itself tells what the file is; this only passes over the pictures beside it.
    const files = [...attachments.values()]
      .filter(({ contentType }) => !/^(image|text)\//.test(contentType ?? ''))
      .slice(0, clipOptions.length);
    if (files.length === 0) throw new UserError(text(($) => $.ownVoices.fromMessage.noRecording));
    // Until it is renamed: a menu has no room to ask.
    const name = asker.t(($) => $.ownVoices.fromMessage.name, { when: createdAt });
    // An operator's own text may be longer.
    const fitting = shorten(name, maxVoiceNameChars);
    const clone = { files, name: fitting, isNameMadeUp: true, transcript: undefined };
    await services.clones.cloning.make(asker, clone, reply);
  },
} satisfies MessageCommand;
