import { isRecord } from '#json.ts';

/** Fields of a file, none of which means anything here. */
export type Fields = Readonly<Record<string, unknown>>;
/** A place in the grid of a board: row and column, from 0 on. */
export type Cell = readonly [row: number, column: number];

export interface Texts {
  readonly label: string;
  readonly words: string;
}

/** Everything that is kept of a button of a board beside what became its phrase, so that it goes back into a file. */
export interface KeptButton {
  /** But for its label and what it says. */
  readonly button?: Fields;
  /** It has a vocalization beside its label. */
  readonly speaks?: boolean;
  /** Its label and words as they were written, and as they were taken over, where that isn't the same. */
  readonly said?: { readonly written: Texts; readonly shown: Texts };
  readonly at?: readonly Cell[];
  /** Without their bytes. */
  readonly image?: Fields;
  readonly sound?: Fields;
  /** The board that leads to all others, kept on the first thing that lies on it: it has no folder. */
  readonly root?: KeptBoard;
}

/** The fields of a board but for its buttons, its pictures and its sounds. */
export interface KeptBoard {
  readonly fields: Fields;
  readonly rows: number;
  readonly columns: number;
}

/** Everything that is kept of a board that became a folder, and of the button that leads to it. */
export interface KeptFolder extends KeptButton {
  readonly board?: KeptBoard;
}

/** More of one isn't kept. */
const maxKeptChars = 4_000;

/** As it is stored; undefined for what is too large. */
export function written(kept: KeptFolder): string | undefined {
  const json = JSON.stringify(kept);
  return json.length > maxKeptChars ? undefined : json;
}

/** Reads what was stored, or nothing: an operator may have had their hands in it. */
export function keptIn(extra: string | undefined): KeptFolder {
  try {
    const kept: unknown = JSON.parse(extra ?? '{}');
    return isRecord(kept) ? kept : {};
  } catch {
    return {};
  }
}
