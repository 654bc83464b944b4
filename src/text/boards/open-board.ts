import { isRecord } from '#json.ts';

import type { Cell, Fields, KeptBoard } from './kept.ts';

// Open Board Format 0.1, https://www.openboardformat.org/docs: a board is a JSON file, and a package a zip of boards.

/** The version of the format in all of its files. */
export const openBoardFormat = 'open-board-0.1';

/** A board of an Open Board file, with its buttons in the order in which they are read. */
export interface OpenBoard {
  readonly id: string;
  readonly name: string;
  readonly locale?: string;
  readonly strings: Fields;
  readonly buttons: readonly OpenButton[];
  readonly images: ReadonlyMap<string, Fields>;
  readonly sounds: ReadonlyMap<string, Fields>;
  readonly kept: KeptBoard;
}

export interface OpenButton {
  readonly fields: Fields;
  readonly at: readonly Cell[];
}

/** Whether this looks like a board at all. */
export function isOpenBoard(json: unknown): json is Fields {
  return (
    isRecord(json) &&
    (String(json['format']).startsWith('open-board-') ||
      (Array.isArray(json['buttons']) && isRecord(json['grid'])))
  );
}

/** A board as its file has it. Whatever isn't as it should be is as if it weren't there. */
export function openBoard(json: Fields): OpenBoard {
  const { buttons, images, sounds, grid, ...fields } = json;
  const cells = cellsOf(isRecord(grid) ? grid['order'] : undefined);
  const size = isRecord(grid) ? grid : {};
  return {
    id: idOf(json['id']),
    name: textOf(json['name']),
    ...(typeof json['locale'] === 'string' && { locale: json['locale'] }),
    strings: isRecord(json['strings']) ? json['strings'] : {},
    buttons: inOrder(recordsIn(buttons), cells),
    images: byId(images),
    sounds: byId(sounds),
    kept: { fields, rows: countOf(size['rows']), columns: countOf(size['columns']) },
  };
}

/** Ids should be texts, and are numbers in the files of some. */
export function idOf(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** All that a button does beside being spoken: spelling and the like. */
export function actionsOf({ action, actions }: Fields): readonly string[] {
  const all = [action, ...(Array.isArray(actions) ? (actions as unknown[]) : [])];
  return all.filter((each) => typeof each === 'string' && each !== '') as string[];
}

/**
 * A text of a button in a reader's language, where the board has it; as the board says it where it doesn't, and as it is written
 * where the board has no words for it.
 */
export function translated(
  written: string,
  { strings, locale = '' }: Pick<OpenBoard, 'strings' | 'locale'>,
  wanted = locale,
): { readonly text: string; readonly locale: string } {
  for (const tag of [wanted, wanted.split('-')[0] ?? '', locale]) {
    const list = Object.entries(strings).find(([key]) => isSameTag(key, tag))?.[1];
    const found = isRecord(list) && Object.hasOwn(list, written) ? list[written] : undefined;
    if (typeof found === 'string' && found !== '') return { text: found, locale: tag };
  }
  return { text: written, locale };
}

function isSameTag(one: string, other: string): boolean {
  return one.replaceAll('_', '-').toLowerCase() === other.replaceAll('_', '-').toLowerCase();
}

/** Those in the grid as it is read, and behind them those that are in no place of it. */
function inOrder(
  buttons: readonly Fields[],
  cells: ReadonlyMap<string, readonly Cell[]>,
): readonly OpenButton[] {
  const placed = buttons.map((fields) => ({ fields, at: cells.get(idOf(fields['id'])) ?? [] }));
  return placed.toSorted((one, other) => rankOf(one) - rankOf(other));
}

const maxColumns = 1_000;

function rankOf({ at: [first] }: OpenButton): number {
  return first
    ? first[0] * maxColumns + Math.min(first[1], maxColumns - 1)
    : Number.MAX_SAFE_INTEGER;
}

/** The places of each button, by its id. */
function cellsOf(order: unknown): ReadonlyMap<string, readonly Cell[]> {
  const cells = new Map<string, Cell[]>();
  if (!Array.isArray(order)) return cells;
  for (const [row, columns] of (order as unknown[]).entries()) {
    if (!Array.isArray(columns)) continue;
    for (const [column, cell] of (columns as unknown[]).entries()) {
      const id = idOf(cell);
      if (id === '') continue;
      const known = cells.get(id) ?? [];
      cells.set(id, known);
      known.push([row, column]);
    }
  }
  return cells;
}

function byId(list: unknown): ReadonlyMap<string, Fields> {
  return new Map(recordsIn(list).map((each) => [idOf(each['id']), each]));
}

function recordsIn(list: unknown): readonly Fields[] {
  return Array.isArray(list) ? (list as unknown[]).filter((each) => isRecord(each)) : [];
}

function countOf(value: unknown): number {
  return Number.isInteger(value) && Number(value) > 0 ? Number(value) : 0;
}
