import { everyone, inPlace, soon } from '#discord/command.ts';
import { tellOf } from '#discord/turn-taking.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { maxFolderChars, maxLabelChars } from '#features/phrases/changing.ts';
import type { Command } from '#features/services.ts';

import { attached, oneOf, written } from './option-data.ts';

export default {
  data: {
    name: 'phrases',
    ...usableAnywhere,
    options: [
      oneOf('for', ['me', 'server']),
      attached('recording'),
      written('label', maxLabelChars),
      written('folder', maxFolderChars),
    ],
  },
  may: everyone,
  // A board that only its owner sees is gone with the next start of their Discord: where nobody else reads, it stays.
  answers: (_, { isWithBot }) => (isWithBot ? 'openly' : 'privately'),
  when: 'soon',
  async run({ asker, options, services: { boards }, reply }) {
    const of = options.string('for') === 'server' ? 'server' : 'me';
    const file = options.attachment('recording');
    if (!file) return boards.open(asker, of);
    const label = options.string('label') ?? file.name.replace(/\.[^.]*$/, '');
    const folder = options.string('folder') ?? '';
    const given = { file, tell: tellOf(asker, reply) };
    return boards.saveRecording(asker, of, { label, folder }, given);
  },

  buttons: {
    speak: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.phrases.press(asker, subject, reply),
    ),
    show: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.show(asker, subject),
    ),
    new: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.form(asker, subject),
    ),
    start: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.start(asker, subject),
    ),
    change: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.form(asker, subject),
    ),
    move: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.moveUp(asker, subject),
    ),
    remove: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.askToRemove(asker, subject),
    ),
    delete: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.remove(asker, subject),
    ),
    tap: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.taps.show(asker, subject),
    ),
    'tap-send': inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.taps.send(asker, subject, reply),
    ),
    'tap-type': soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.taps.form(asker, subject),
    ),
    'tap-remove': soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.taps.remove(asker, subject),
    ),
    'folder-change': soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.folderForm(asker, subject),
    ),
    'folder-move': soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.moveFolderUp(asker, subject),
    ),
    'folder-remove': soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.askToRemoveFolder(asker, subject),
    ),
    'folder-delete': soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.boards.removeFolder(asker, subject),
    ),
  },

  selects: {
    more: soon.inPlace(everyone, ({ asker, subject, values, services }) =>
      services.boards.choose(asker, subject, values),
    ),
  },

  forms: {
    save: soon.inPlace(everyone, ({ asker, subject, field, services }) =>
      services.boards.save(asker, subject, {
        words: field('words'),
        label: field('label').trim(),
        folder: field('folder').trim(),
        voice: field('voice').trim(),
        style: field('style').trim(),
      }),
    ),
    tap: soon.inPlace(everyone, ({ asker, subject, field, services }) =>
      services.taps.type(asker, subject, field('tap')),
    ),
    rename: soon.inPlace(everyone, ({ asker, subject, field, services }) =>
      services.boards.renameFolder(asker, subject, field('folder')),
    ),
  },
} satisfies Command;
