import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { WorkSlice } from '#audio/work-slice.ts';
import { proposalOf } from '#features/phrases/proposal.ts';
import { writtenFile } from '#features/phrases/written-file.ts';
import type { FileFormat } from '#features/phrases/written-file.ts';
import { emptyBook } from '#store/phrases.ts';
import type { Phrase, PhraseBook } from '#store/phrases.ts';
import { readPhrases } from '#text/boards/read-phrases.ts';

import { bounds, bytesOf, mainBoard, packed, soundBytes } from '../../text/boards/boards.ts';

// Files that come in and go out again, without the store in between.

const clip: Clip = { bytes: soundBytes, format: 'ogg', durationMs: 400 };
const slice = new WorkSlice();

/** A book with everything of a file, added to what there was. */
async function imported(bytes: Uint8Array, before: PhraseBook = emptyBook) {
  const file = readPhrases(bytes, { ...bounds, locale: 'es-ES' });
  if ('kind' in file) throw new Error(file.kind);
  const phrases = file.phrases.map(({ sound, ...phrase }) => ({
    ...phrase,
    ...(sound && { clip }),
  }));
  const options = {
    owner: { of: 'person', userId: '1' },
    folder: '',
    nowMs: 1_000,
    slice,
  } as const;
  const proposal = await proposalOf({ ...file, phrases, bad: [] }, before, options);
  const facts = { hash: 'c'.repeat(64), format: 'ogg', durationMs: 400, sizeBytes: 7 } as const;
  const stored = proposal.phrases.map(({ spoken, ...phrase }): Phrase => {
    return {
      ...phrase,
      spoken: spoken.as === 'recording' ? { as: 'recording', clip: facts } : spoken,
    };
  });
  const replaced = new Set([...proposal.phrases, ...proposal.folders].map(({ id }) => id));
  const book: PhraseBook = {
    phrases: [...before.phrases.filter(({ id }) => !replaced.has(id)), ...stored],
    folders: [...before.folders.filter(({ id }) => !replaced.has(id)), ...proposal.folders],
    uses: new Map(),
  };
  return { proposal, book };
}

async function exported(
  format: FileFormat,
  book: PhraseBook,
  folder?: string,
): Promise<Uint8Array> {
  const only = book.folders.find(({ name }) => name === folder);
  const options = { read: async () => clip, maxBytes: 8 * 2 ** 20, slice, title: 'Your phrases' };
  return (await writtenFile(format, book, only, options)).file.data;
}

interface Board {
  readonly buttons: readonly Readonly<Record<string, unknown>>[];
  readonly [name: string]: unknown;
}

const boardIn = (bytes: Uint8Array): Board => JSON.parse(strFromU8(bytes)) as Board;

test('a board that comes in and goes out has all fields of what was taken over, in its place', async () => {
  const { book } = await imported(bytesOf(mainBoard));
  const board = boardIn(await exported('obf', book, 'Main board'));
  const { buttons, grid, images, sounds, ...fields } = board;
  const { buttons: given, grid: _, images: givenImages, sounds: __, ...givenFields } = mainBoard;
  expect(fields).toEqual({ ...givenFields, id: '1' });
  for (const button of buttons) {
    const before: object = given.find(({ id }) => String(id) === button['id']) ?? {};
    const { ext_crier_language: ___, image_id: ____, sound_id: _____, ...rest } = button;
    const { image_id: image, sound_id: sound, ...known } = before as Record<string, unknown>;
    expect(rest).toEqual({ ...known, id: button['id'] });
    expect([image !== undefined, sound !== undefined]).toEqual([
      button['image_id'] !== undefined,
      button['sound_id'] !== undefined,
    ]);
  }
  expect(grid).toEqual({
    rows: 3,
    columns: 4,
    order: [
      ['1', '2', '11', '3'],
      [null, null, null, null],
      [null, '9', '10', '1'],
    ],
  });
  expect(images).toContainEqual({ ...givenImages[0], id: '11' });
  expect(JSON.stringify(images)).not.toContain('base64');
  expect(sounds).toContainEqual(
    expect.objectContaining({ id: '22', url: 'http://cdn.example/far.mp3' }),
  );
  expect(JSON.stringify(sounds)).toContain(Buffer.from(soundBytes).toString('base64'));
});

test('a package that comes in and goes out has each board, with a list of them', async () => {
  const { book } = await imported(packed());
  const files = unzipSync(await exported('obz', book));
  const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as {
    readonly format: string;
    readonly root: string;
    readonly paths: Readonly<
      Record<'boards' | 'images' | 'sounds', Readonly<Record<string, string>>>
    >;
  };
  expect(manifest.format).toBe('open-board-0.1');
  const boards = Object.entries(manifest.paths.boards).map(([id, path]) => {
    const board = boardIn(files[path]!);
    expect(board['id']).toBe(id);
    return board;
  });
  expect(new Set(boards.map(({ name }) => name))).toEqual(
    new Set(['Drinks', 'Hot drinks', 'Main board', 'Nobody leads here']),
  );
  const root = boardIn(files[manifest.root]!);
  expect(root['ext_speakify_theme']).toEqual({ dark: true });
  const links = root.buttons.flatMap(({ load_board: link }) =>
    link ? [(link as { readonly path: string }).path] : [],
  );
  expect(links).toHaveLength(3);
  for (const path of links) expect(Object.keys(files)).toContain(path);
  for (const path of Object.values(manifest.paths.sounds)) expect(files[path]).toEqual(soundBytes);
});

test.each(['obz', 'json', 'csv'] as const)(
  'what leaves as %s and comes back changes nothing',
  async (format) => {
    const { book } = await imported(packed());
    const words = { ...book, phrases: book.phrases.filter(({ spoken }) => spoken.as === 'words') };
    const { proposal } = await imported(await exported(format, words), words);
    expect(proposal.changed).toEqual([]);
    expect(proposal.added).toBe(0);
    expect(proposal.same).toBe(words.phrases.length);
  },
);

test('a phrase that was changed since leaves as it is now', async () => {
  const { book } = await imported(bytesOf(mainBoard));
  const phrases = book.phrases.map((phrase): Phrase =>
    phrase.label === 'contento'
      ? { ...phrase, label: 'feliz', spoken: { as: 'words', words: 'Soy feliz.' } }
      : phrase,
  );
  const { buttons } = boardIn(await exported('obf', { ...book, phrases }, 'Main board'));
  expect(buttons[0]).toMatchObject({ id: '1', label: 'feliz', vocalization: 'Soy feliz.' });
});

test('no cell of a table is a formula, and it is the same again when it comes back', async () => {
  const evil: Phrase = {
    id: 'a'.repeat(24),
    label: '=1+1',
    spoken: { as: 'words', words: '@SUM(A1)' },
    place: 0,
  };
  const book = { ...emptyBook, phrases: [evil] };
  const csv = await exported('csv', book);
  expect(strFromU8(csv)).not.toMatch(/(^|,)"?[=@]/m);
  expect((await imported(csv, book)).proposal.same).toBe(1);
});

test('phrases beyond as many as one may have are named, and not added', async () => {
  const rows = Array.from({ length: 2_010 }, (_, at) => ({ words: `Phrase ${at}` }));
  const full = {
    ...emptyBook,
    phrases: [{ id: 'a'.repeat(24), label: 'x', spoken: { as: 'words', words: 'x' }, place: 0 }],
  } as const;
  const { proposal } = await imported(bytesOf(rows), full);
  expect(proposal.added).toBe(1_999);
  expect(proposal.left.map(({ kind, count }) => [kind, count])).toEqual([
    ['many', 10],
    ['many', 1],
  ]);
});
