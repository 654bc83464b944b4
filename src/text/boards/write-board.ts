import { isRecord } from '#json.ts';

import { keptIn } from './kept.ts';
import type { Cell, Fields, KeptBoard, KeptButton } from './kept.ts';
import { idOf, openBoardFormat, textOf } from './open-board.ts';

/** A phrase or a folder as a button of a board that is being written. */
export interface WrittenItem {
  readonly id: string;
  readonly label: string;
  /** Undefined for a recording and for a folder. */
  readonly words?: string | undefined;
  readonly extra?: string | undefined;
  /** Fields of ours: its voice, its style and its language. */
  readonly own?: Fields;
  /** Where a recording of it is: a path in the package or a data address. */
  readonly sound?: Fields | undefined;
  readonly opens?: { readonly name: string; readonly path: string; readonly id: string };
}

/** Pictures and sounds of all boards of a package, under ids that are its own. */
export class Resources {
  readonly #ids = new Map<string, string>();

  /** The id under which it is listed: its own, unless something else has it already. */
  idFor(kind: 'image' | 'sound', wanted: string, record: string): string {
    for (let number = 1; ; number += 1) {
      const id = number === 1 ? wanted : `${wanted}_${number}`;
      const key = `${kind} ${id}`;
      const known = this.#ids.get(key);
      if (known !== undefined && known !== record) continue;
      this.#ids.set(key, record);
      return id;
    }
  }
}

/** A board that grows by a button at a time, so that others have their turn in between. */
export class WrittenBoard {
  readonly #id: string;
  readonly #name: string;
  readonly #resources: Resources;
  readonly #buttons: Fields[] = [];
  readonly #images = new Map<string, Fields>();
  readonly #sounds = new Map<string, Fields>();
  readonly #placed: { readonly id: string; readonly at: readonly Cell[] }[] = [];
  readonly #used = new Set<string>();
  #kept: KeptBoard | undefined;
  #locale: unknown;

  constructor(
    board: { readonly id: string; readonly name: string; readonly kept?: KeptBoard | undefined },
    resources: Resources,
  ) {
    this.#id = board.id;
    this.#name = board.name;
    this.#kept = board.kept;
    this.#resources = resources;
  }

  add(item: WrittenItem): void {
    const { button = {}, at = [], image, root, ...kept } = keptIn(item.extra);
    if (root && !item.opens) this.#kept ??= root;
    else if (root) this.#kept = root;
    const wanted = idOf(button['id']);
    const id = wanted === '' || this.#used.has(wanted) ? item.id : wanted;
    this.#used.add(id);
    const sound = item.sound && { ...kept.sound, ...item.sound };
    const record = sound ?? (item.words === undefined ? undefined : kept.sound);
    this.#buttons.push({
      ...button,
      id,
      ...textsOf(item, kept, button),
      ...item.own,
      ...this.#listed('image', image, this.#images),
      ...this.#listed('sound', record, this.#sounds),
    });
    this.#placed.push({ id, at });
    this.#locale ??= item.own?.['ext_crier_language'];
  }

  get id(): string {
    return idOf(this.#kept?.fields['id']) || this.#id;
  }

  /** The whole board as JSON has it. */
  get json(): Readonly<Record<string, unknown>> {
    const { fields = {}, rows = 0, columns = 0 } = this.#kept ?? {};
    return {
      ...(this.#locale !== undefined && { locale: this.#locale }),
      ...fields,
      format: openBoardFormat,
      id: this.id,
      name: textOf(fields['name']) || this.#name,
      buttons: this.#buttons,
      grid: gridOf(this.#placed, rows, columns),
      images: [...this.#images.values()],
      sounds: [...this.#sounds.values()],
    };
  }

  /** The id of a picture or a sound that a button has. */
  #listed(kind: 'image' | 'sound', record: Fields | undefined, list: Map<string, Fields>): Fields {
    if (!record) return {};
    const id = this.#resources.idFor(kind, idOf(record['id']) || kind, JSON.stringify(record));
    list.set(id, { ...record, id });
    return { [`${kind}_id`]: id };
  }
}

/** The label and the words of a button, or where it leads to. */
function textsOf({ label, words, opens }: WrittenItem, kept: KeptButton, button: Fields): Fields {
  if (opens) {
    const link = button['load_board'];
    return { label, load_board: { ...(isRecord(link) && link), ...opens } };
  }
  const name = writtenOr(label, 'label', kept);
  const spoken = words ?? kept.said?.written.words;
  const said = spoken === undefined ? undefined : writtenOr(spoken, 'words', kept);
  const isNeeded = kept.speaks === true || (words !== undefined && said !== name);
  return { label: name, ...(isNeeded && said !== undefined && { vocalization: said }) };
}

/** A text as it was written, where nobody has changed it since. */
function writtenOr(now: string, which: 'label' | 'words', { said }: KeptButton): string {
  return said && isSame(now, said.shown[which]) ? said.written[which] : now;
}

/** Labels were put into one line, and both lost the spaces around them. */
function isSame(now: string, before: string): boolean {
  return now === before.trim() || now === before.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

const usualColumns = 5;
const mostCells = 200;

/** Everything in its place where that is free, and the rest in the free places behind each other. */
function gridOf(
  placed: readonly { readonly id: string; readonly at: readonly Cell[] }[],
  keptRows: number,
  keptColumns: number,
): Fields {
  const columns = Math.min(Math.max(keptColumns || usualColumns, 1), mostCells);
  const order = Array.from({ length: Math.min(keptRows, mostCells) }, () => emptyRow(columns));
  const homeless: string[] = [];
  for (const { id, at } of placed) {
    const free = at.filter(([row, column]) => order[row]?.[column] === null);
    for (const [row, column] of free) order[row]?.splice(column, 1, id);
    if (free.length === 0) homeless.push(id);
  }
  let [row, column] = [0, 0];
  for (const id of homeless) {
    while (order[row]?.[column] !== null) {
      if (order[row] === undefined) order.push(emptyRow(columns));
      else if (column + 1 < columns) column += 1;
      else [row, column] = [row + 1, 0];
    }
    order[row]?.splice(column, 1, id);
  }
  return { rows: order.length, columns, order };
}

function emptyRow(columns: number): (string | null)[] {
  return Array.from({ length: columns }, () => null);
}
