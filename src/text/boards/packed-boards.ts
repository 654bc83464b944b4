import { isRecord } from '#json.ts';

import { entryName, folderOf, phrasesOf } from './board-phrases.ts';
import type { PlacedBoard } from './board-phrases.ts';
import type { Fields, KeptBoard } from './kept.ts';
import { idOf, isOpenBoard, openBoard, textOf, translated } from './open-board.ts';
import type { OpenBoard } from './open-board.ts';
import type { Package } from './package.ts';
import { Leftovers } from './phrase-file.ts';
import type { FileBounds, FileFolder, PhraseFile } from './phrase-file.ts';

interface Manifest {
  readonly root?: string;
  /** By the ids of boards. */
  readonly paths: Fields;
}

type Link = Parameters<typeof folderOf>[2];
/** A board by its entry in the package. */
type Boards = ReadonlyMap<string, OpenBoard>;

/** The boards of a package (.obz) as phrases, each board but the first a folder; undefined where it has none. */
export function packedBoards(file: Package, bounds: FileBounds): PhraseFile | undefined {
  const left = new Leftovers();
  const boards = boardsIn(file, left);
  const manifest = manifestIn(file);
  const first = boards.has(manifest.root ?? '') ? manifest.root : [...boards.keys()][0];
  const root = boards.get(first ?? '');
  if (first === undefined || !root) return undefined;
  const placing = new Placing(boards, manifest, bounds, left);
  placing.reach(first);
  // Boards that no button leads to are somebody's work, too.
  for (const entry of boards.keys()) placing.add(entry, undefined);
  const phrases = placing.placed.flatMap((placed) => phrasesOf(placed, bounds, left));
  return { folders: placing.folders, phrases, left: left.list };
}

/** Finds a folder for each board, those first that are nearest to the first one. */
class Placing {
  readonly placed: PlacedBoard[] = [];
  readonly folders: FileFolder[] = [];
  readonly #names = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #boards: Boards;
  readonly #manifest: Manifest;
  readonly #bounds: FileBounds;
  readonly #left: Leftovers;

  constructor(boards: Boards, manifest: Manifest, bounds: FileBounds, left: Leftovers) {
    this.#boards = boards;
    this.#manifest = manifest;
    this.#bounds = bounds;
    this.#left = left;
  }

  reach(first: string): void {
    this.#seen.add(first);
    const board = this.#boards.get(first);
    if (!board) return;
    const keptOnFolder = board.buttons.some(({ fields }) => this.#linked(fields) !== undefined);
    const root: KeptBoard = board.kept;
    this.placed.push({ board, entry: first, ...(!keptOnFolder && { root }) });
    this.#follow(board, '', keptOnFolder ? root : undefined);
  }

  /** `link`: the button that leads to it, if any. */
  add(entry: string, link: Link, within = ''): void {
    const board = this.#boards.get(entry);
    if (!board || this.#seen.has(entry)) return;
    this.#seen.add(entry);
    const name = this.#nameFor(board, entry, link, within);
    if (this.folders.length >= this.#bounds.maxFolders) {
      this.#left.add('folders', name);
      this.placed.push({ board, entry });
    } else {
      this.placed.push({ board, entry, folder: this.folders.length });
      this.folders.push(folderOf(name, board, link, this.#left));
    }
    this.#follow(board, name);
  }

  #follow(on: OpenBoard, within: string, kept?: KeptBoard): void {
    let root = kept;
    for (const button of on.buttons) {
      if (!('load_board' in button.fields)) continue;
      const entry = this.#linked(button.fields);
      if (entry === undefined || this.#seen.has(entry)) {
        const label = textOf(button.fields['label']);
        this.#left.add(entry === undefined ? 'links' : 'ways', label);
        continue;
      }
      this.add(entry, { button, on, root }, within);
      root = undefined;
    }
  }

  /** The entry of the board that a button leads to. */
  #linked({ load_board: link }: Fields): string | undefined {
    if (!isRecord(link)) return undefined;
    const byPath = entryName(textOf(link['path']));
    if (this.#boards.has(byPath)) return byPath;
    const id = idOf(link['id']);
    const listed = entryName(textOf(this.#manifest.paths[id]));
    if (this.#boards.has(listed)) return listed;
    return [...this.#boards].find(([, board]) => id !== '' && board.id === id)?.[0];
  }

  /** A folder within a folder is named with it, and no two are called the same. */
  #nameFor(board: OpenBoard, entry: string, link: Link, within: string): string {
    const { label, load_board: to } = link?.button.fields ?? {};
    const linkName = isRecord(to) ? textOf(to['name']) : '';
    const shown = link && translated(textOf(label), link.on, this.#bounds.locale).text;
    const own = shown || linkName || board.name || entry.replace(/^.*\/|\.obf$/g, '');
    const name = (within === '' ? own : `${within}: ${own}`).trim().slice(0, maxNameChars);
    let free = name;
    for (let number = 2; this.#names.has(free.toLowerCase()); number += 1)
      free = `${name.slice(0, maxNameChars - 5)} (${number})`;
    this.#names.add(free.toLowerCase());
    return free;
  }
}

const maxNameChars = 60;

function boardsIn(file: Package, left: Leftovers): Boards {
  const boards = new Map<string, OpenBoard>();
  for (const name of file.names) {
    if (!name.toLowerCase().endsWith('.obf')) continue;
    const json = jsonIn(file.text(name));
    if (isOpenBoard(json)) boards.set(name, openBoard(json));
    else left.add('damaged', name);
  }
  return boards;
}

function manifestIn(file: Package): Manifest {
  const json = jsonIn(file.text('manifest.json'));
  if (!isRecord(json)) return { paths: {} };
  const { root, paths } = json;
  const boards = isRecord(paths) ? paths['boards'] : undefined;
  return { root: entryName(textOf(root)), paths: isRecord(boards) ? boards : {} };
}

/** Undefined for what is none. */
export function jsonIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
