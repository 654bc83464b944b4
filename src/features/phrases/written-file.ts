import type { Clip } from '#audio/clip/clip.ts';
import type { WorkSlice } from '#audio/work-slice.ts';
import type { OutgoingFile } from '#discord/view.ts';
import { slicedJson } from '#features/files/sliced-json.ts';
import { ZipFile } from '#features/files/zip-file.ts';
import type { Phrase, PhraseBook, PhraseFolder } from '#store/phrases.ts';
import { keptIn } from '#text/boards/kept.ts';
import { openBoardFormat } from '#text/boards/open-board.ts';
import { csvOf } from '#text/boards/rows.ts';
import type { PhraseRow } from '#text/boards/rows.ts';
import { Resources, WrittenBoard } from '#text/boards/write-board.ts';

/** The kinds of files in which phrases leave. */
export const fileFormats = ['csv', 'json', 'obf', 'obz'] as const;
export type FileFormat = (typeof fileFormats)[number];

export interface WritingOptions {
  /** Undefined for a recording that has gone meanwhile. */
  readonly read: (hash: string) => Promise<Clip | undefined>;
  readonly maxBytes: number;
  readonly slice: WorkSlice;
  /** The name of the board that is opened first. */
  readonly title: string;
}

export interface WrittenFile {
  readonly file: OutgoingFile;
  /** Recordings that are not in it. */
  readonly missing: number;
}

/** For what is beside the recordings. */
const reservedBytes = 1024 * 1024;
const rowsPerSlice = 50;

const contentTypes = {
  csv: 'text/csv',
  json: 'application/json',
  obf: 'application/json',
  obz: 'application/zip',
} as const satisfies Record<FileFormat, string>;

/** Phrases as a file. `only`: one folder of them. Made in slices, between which others have their turn. */
export async function writtenFile(
  format: FileFormat,
  book: PhraseBook,
  only: PhraseFolder | undefined,
  options: WritingOptions,
): Promise<WrittenFile> {
  const phrases = only ? book.phrases.filter(({ folderId }) => folderId === only.id) : book.phrases;
  const folders = only ? [only] : book.folders;
  const some: PhraseBook = { ...book, phrases, folders };
  const { data, missing } = await writers[format](some, only, options);
  return { file: { name: `phrases.${format}`, data, contentType: contentTypes[format] }, missing };
}

type Written = Promise<{ readonly data: Uint8Array; readonly missing: number }>;
type Writer = (
  book: PhraseBook,
  only: PhraseFolder | undefined,
  options: WritingOptions,
) => Written;

const writers: Readonly<Record<FileFormat, Writer>> = {
  async csv(book, _, { slice }) {
    const rows = rowsOf(book);
    const pieces: Buffer[] = [];
    for (let from = 0; from === 0 || from < rows.length; from += rowsPerSlice) {
      pieces.push(Buffer.from(csvOf(rows.slice(from, from + rowsPerSlice), from === 0)));
      await slice.breathe();
    }
    return { data: Buffer.concat(pieces), missing: book.phrases.length - rows.length };
  },
  async json(book, _, { slice }) {
    const folders = book.folders.map(({ name, extra }) => ({
      name,
      ...(extra !== undefined && { extra }),
    }));
    const phrases = rowsOf(book);
    const json = await slicedJson({ crier: 'phrases', version: 1, folders, phrases }, slice);
    return { data: Buffer.concat(json), missing: book.phrases.length - phrases.length };
  },
  async obf(book, only, options) {
    const recordings = new Recordings(options, 4 / 3);
    const name = only?.name ?? options.title;
    const known = only && keptIn(only.extra).board;
    const kept = known && { ...known, fields: { ...known.fields, name } };
    const board = new WrittenBoard({ id: only?.id ?? 'root', name, kept }, new Resources());
    for (const phrase of book.phrases) {
      const clip = await recordings.take(phrase);
      const data = clip && `data:audio/ogg;base64,${Buffer.from(clip.bytes).toString('base64')}`;
      board.add(itemOf(phrase, data === undefined ? undefined : { data }));
      await options.slice.breathe();
    }
    return {
      data: Buffer.concat(await slicedJson(board.json, options.slice)),
      missing: recordings.missing,
    };
  },
  obz: (book, only, options) => packageOf(book, only, options),
};

async function packageOf(
  { phrases, folders }: PhraseBook,
  only: PhraseFolder | undefined,
  options: WritingOptions,
): Written {
  const { slice, title } = options;
  const recordings = new Recordings(options, 1);
  const zip = new ZipFile(slice);
  const resources = new Resources();
  const paths: { boards: Record<string, string>; images: object; sounds: Record<string, string> } =
    { boards: {}, images: {}, sounds: {} };
  const write = async (path: string, id: string, board: WrittenBoard): Promise<void> => {
    paths.boards[id] = path;
    await zip.add(path, await slicedJson(board.json, slice));
  };
  const fill = async (board: WrittenBoard, folderId: string | undefined): Promise<void> => {
    for (const phrase of phrases.filter((each) => each.folderId === folderId)) {
      const clip = await recordings.take(phrase);
      const path = clip && `sounds/${clipName(phrase)}.${clip.format}`;
      if (clip && path !== undefined && paths.sounds[clipName(phrase)] === undefined) {
        paths.sounds[clipName(phrase)] = path;
        await zip.add(path, [clip.bytes]);
      }
      const sound =
        path === undefined ? undefined : { id: clipName(phrase), path, content_type: 'audio/ogg' };
      board.add(itemOf(phrase, sound));
      await slice.breathe();
    }
  };
  const root = new WrittenBoard({ id: 'root', name: title }, resources);
  for (const folder of folders) {
    const { id, name, extra } = folder;
    const path = `boards/${id}.obf`;
    const board = new WrittenBoard({ id, name, kept: keptIn(extra).board }, resources);
    await fill(board, id);
    await write(path, board.id, board);
    root.add({ id, label: name, extra, opens: { name, path, id: board.id } });
  }
  if (!only) await fill(root, undefined);
  await write('boards/root.obf', root.id, root);
  const manifest = { format: openBoardFormat, root: 'boards/root.obf', paths };
  await zip.add('manifest.json', [Buffer.from(JSON.stringify(manifest, undefined, 2))]);
  return { data: zip.end(), missing: recordings.missing };
}

/** Recordings in order, as many as a file has room for. */
class Recordings {
  missing = 0;
  readonly #options: WritingOptions;
  readonly #perByte: number;
  #room: number;

  constructor(options: WritingOptions, perByte: number) {
    this.#options = options;
    this.#perByte = perByte;
    this.#room = options.maxBytes - reservedBytes;
  }

  async take({ spoken }: Phrase): Promise<Clip | undefined> {
    if (spoken.as === 'words') return undefined;
    const bytes = spoken.clip.sizeBytes * this.#perByte;
    const clip = bytes <= this.#room ? await this.#options.read(spoken.clip.hash) : undefined;
    if (!clip) this.missing += 1;
    else this.#room -= bytes;
    return clip;
  }
}

function itemOf(phrase: Phrase, sound: Readonly<Record<string, unknown>> | undefined) {
  const { id, label, spoken, extra, voice, style, language } = phrase;
  const own = {
    ...(voice !== undefined && { ext_crier_voice: voice }),
    ...(style !== undefined && { ext_crier_style: style }),
    ...(language !== undefined && { ext_crier_language: language }),
  };
  const words = spoken.as === 'words' ? spoken.words : undefined;
  return { id, label, words, extra, own, sound };
}

function clipName({ spoken }: Phrase): string {
  return spoken.as === 'recording' ? spoken.clip.hash.slice(0, 24) : '';
}

/** Without recordings, which a table can't have. */
function rowsOf({ phrases, folders }: PhraseBook): readonly PhraseRow[] {
  const names = new Map(folders.map(({ id, name }) => [id, name]));
  return phrases.flatMap(({ label, spoken, folderId = '', voice, style, language, extra }) =>
    spoken.as === 'recording'
      ? []
      : [
          {
            label,
            words: spoken.words,
            folder: names.get(folderId) ?? '',
            voice: voice ?? '',
            style: style ?? '',
            language: language ?? '',
            ...(extra !== undefined && { extra }),
          },
        ],
  );
}
