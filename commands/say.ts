import { ApplicationCommandOptionType } from 'discord-api-types/v10';

import { everyone, inPlace, now, openly } from '#discord/command.ts';
import type { Options } from '#discord/options.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { UserError } from '#errors.ts';
import { maxTranscriptChars } from '#features/own-voices/heard-words.ts';
import { maxDescriptionChars } from '#features/own-voices/voice-name.ts';
import type { SpeakAs } from '#features/say/place.ts';
import type { Asked, Command } from '#features/services.ts';
import { text } from '#i18n/text.ts';
import { speakerOf } from '#voices/speaker.ts';

import { attached, completed, flag, oneOf, written } from './option-data.ts';

const ways: readonly SpeakAs[] = ['speak', 'voice message', 'file'];

export default {
  data: {
    name: 'say',
    ...usableAnywhere,
    options: [
      written('text', 4_000, { required: true, autocomplete: true }),
      completed('voice'),
      completed('language'),
      { type: ApplicationCommandOptionType.Number, name: 'speed', min_value: 0.25, max_value: 4 },
      written('style', 300),
      attached('clip'),
      written('transcript', maxTranscriptChars),
      written('design', maxDescriptionChars),
      oneOf('as', ways),
      completed('format', 20),
      flag('private'),
    ],
  },
  may: everyone,
  // Questions about a recording and reasons why it won't do are its owner's alone; speech in its voice is posted apart.
  answers: (options) =>
    options.attachment('clip') || options.boolean('private') === true ? 'privately' : 'openly',
  when: 'later',
  isAnswerKept: true,

  run(used) {
    const { asker, options, services } = used;
    const typed = options.string('text', true);
    const chosen = services.lines.chosen(asker, typed);
    return chosen ? chosen.then((text) => say(text, used)) : say(typed, used);
  },

  complete({ asker, options, typed, services: { voices, lines } }) {
    switch (typed.name) {
      case 'text':
        return lines.suggestions(asker, typed.value);
      case 'voice':
        return voices.voices(typed.value, speakerOf(asker), options.string('language'));
      case 'language':
        return voices.languages(typed.value, asker.locale);
      case 'format':
        return voices.formats(typed.value, options.string('voice'));
      default:
        return [];
    }
  },

  buttons: {
    own: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.once.consent(asker, subject, 'own', reply),
    ),
    permitted: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.once.consent(asker, subject, 'permitted', reply),
    ),
    again: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.once.again(asker, subject, reply),
    ),
    cancel: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.clones.once.cancel(asker, subject, reply),
    ),
    skip: now.inPlace(everyone, ({ asker, subject, services }) =>
      services.speaking.skip(asker, subject),
    ),
    replay: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.speaking.replay(asker, subject, reply),
    ),
    post: openly(everyone, ({ asker, subject, services, reply }) =>
      services.speaking.post(asker, subject, reply),
    ),
  },
} satisfies Command;

/** Has the text said as the other options want it. */
function say(said: string, { asker, options, services, reply }: Used): Promise<void> {
  const { speaking, clones } = services;
  const voice = options.string('voice');
  const language = options.string('language');
  const speed = options.number('speed');
  const style = options.string('style');
  const format = options.string('format');
  const choice = {
    ...(voice !== undefined && { voice }),
    ...(language !== undefined && { language }),
    ...(speed !== undefined && { speed }),
    ...(style !== undefined && { style }),
    ...(format !== undefined && { format }),
  };
  const as = ways.find((way) => way === options.string('as')) ?? 'speak';
  const ask = { text: said, choice, as };
  const file = options.attachment('clip');
  const transcript = options.string('transcript');
  const isPrivate = options.boolean('private') === true;
  const design = options.string('design');
  if (design !== undefined && (file ?? voice) !== undefined)
    throw new UserError(text(($) => $.say.designAlone));
  if (file) return clones.once.say(asker, { ask, file, transcript, isPrivate }, reply);
  if (transcript !== undefined) throw new UserError(text(($) => $.say.transcriptAlone));
  if (design !== undefined) return clones.designedOnce(asker, design, ask, reply);
  return speaking.say(asker, ask, reply);
}

interface Used extends Asked {
  readonly options: Options;
}
