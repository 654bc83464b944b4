import type { Asker } from '#discord/asker.ts';
import { everyone, inPlace, soon } from '#discord/command.ts';
import { tellOf } from '#discord/turn-taking.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Form, View } from '#discord/view.ts';
import { decodeState } from '#features/phrases/board-state.ts';
import { maxFolderChars, maxLabelChars } from '#features/phrases/changing.ts';
import { fileFormats } from '#features/phrases/written-file.ts';
import type { Asked, Command, Services } from '#features/services.ts';

import { attached, oneOf, somebody, written } from './option-data.ts';

export default {
  data: {
    name: 'phrases',
    ...usableAnywhere,
    options: [
      oneOf('for', ['me', 'server']),
      somebody(),
      attached('recording'),
      written('label', maxLabelChars),
      written('folder', maxFolderChars),
      attached('import'),
      oneOf('export', fileFormats),
    ],
  },
  may: everyone,
  // A board that only its owner sees is gone with the next start of their Discord: where nobody else reads, it stays.
  answers: (_, { isWithBot }) => (isWithBot ? 'openly' : 'privately'),
  when: 'soon',
  async run({ asker: by, options, services: { boards, helping, phraseFiles }, reply }) {
    const asker = await helping.acting(by, options.user('person')?.id);
    // A helper has to do with what is the person's own, wherever that person is.
    const of = options.string('for') === 'server' && asker.helperId === undefined ? 'server' : 'me';
    const folder = options.string('folder') ?? '';
    const tell = tellOf(asker, reply);
    const imported = options.attachment('import');
    if (imported) return phraseFiles.import(asker, of, folder, { file: imported, tell });
    const format = fileFormats.find((each) => each === options.string('export'));
    if (format) return phraseFiles.export(asker, of, { format, folder }, tell);
    const file = options.attachment('recording');
    if (!file) return boards.open(asker, of);
    const label = options.string('label') ?? file.name.replace(/\.[^.]*$/, '');
    const given = { file, tell };
    return boards.saveRecording(asker, of, { label, folder }, given);
  },

  buttons: {
    speak: inPlace(everyone, ({ asker, subject, services, reply }) =>
      services.phrases.press(asker, subject, reply),
    ),
    show: onBoard(({ asker, subject, services }) => services.boards.show(asker, subject)),
    new: onBoard(({ asker, subject, services }) => services.boards.form(asker, subject)),
    start: onBoard(({ asker, subject, services }) => services.boards.start(asker, subject)),
    change: onBoard(({ asker, subject, services }) => services.boards.form(asker, subject)),
    move: onBoard(({ asker, subject, services }) => services.boards.moveUp(asker, subject)),
    remove: onBoard(({ asker, subject, services }) => services.boards.askToRemove(asker, subject)),
    delete: onBoard(({ asker, subject, services }) => services.boards.remove(asker, subject)),
    tap: onBoard(({ asker, subject, services }) => services.taps.show(asker, subject)),
    'tap-send': inPlace(everyone, async ({ asker, subject, services, reply }) =>
      services.taps.send(await actingOn(asker, subject, services), subject, reply),
    ),
    apply: inPlace(everyone, async ({ asker, subject, services }) =>
      services.phraseFiles.apply(await actingOn(asker, subject, services), subject),
    ),
    'tap-type': onBoard(({ asker, subject, services }) => services.taps.form(asker, subject)),
    'tap-remove': onBoard(({ asker, subject, services }) => services.taps.remove(asker, subject)),
    'folder-change': onBoard(({ asker, subject, services }) =>
      services.boards.folderForm(asker, subject),
    ),
    'folder-move': onBoard(({ asker, subject, services }) =>
      services.boards.moveFolderUp(asker, subject),
    ),
    'folder-remove': onBoard(({ asker, subject, services }) =>
      services.boards.askToRemoveFolder(asker, subject),
    ),
    'folder-delete': onBoard(({ asker, subject, services }) =>
      services.boards.removeFolder(asker, subject),
    ),
  },

  selects: {
    more: soon.inPlace(everyone, async ({ asker, subject, values, services }) =>
      services.boards.choose(await actingOn(asker, subject, services), subject, values),
    ),
  },

  forms: {
    save: soon.inPlace(everyone, async ({ asker, subject, field, services }) =>
      services.boards.save(await actingOn(asker, subject, services), subject, {
        words: field('words'),
        label: field('label').trim(),
        folder: field('folder').trim(),
        voice: field('voice').trim(),
        style: field('style').trim(),
      }),
    ),
    tap: soon.inPlace(everyone, async ({ asker, subject, field, services }) =>
      services.taps.type(await actingOn(asker, subject, services), subject, field('tap')),
    ),
    rename: soon.inPlace(everyone, async ({ asker, subject, field, services }) =>
      services.boards.renameFolder(
        await actingOn(asker, subject, services),
        subject,
        field('folder'),
      ),
    ),
  },
} satisfies Command;

interface Pressed extends Omit<Asked, 'reply'> {
  readonly subject: string;
}

/** A button of a board, which is pressed by whoever owns the phrases, or by their helper. */
function onBoard(run: (pressed: Pressed) => Promise<View | Form | void>) {
  return soon.inPlace(everyone, async (pressed: Pressed) => {
    const { asker, subject, services } = pressed;
    return run({ ...pressed, asker: await actingOn(asker, subject, services) });
  });
}

/** The person as they act on that board. */
function actingOn(asker: Asker, subject: string, services: Services): Promise<Asker> {
  return services.helping.acting(asker, decodeState(subject).forId);
}
