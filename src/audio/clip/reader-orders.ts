import type { FileBounds, FileRefusal, PhraseFile, SoundPlace } from '#text/boards/phrase-file.ts';
import type { TableBounds, TableReading } from '#text/dictionary/table.ts';

import type { Flaw } from '../flaw.ts';
import type { ClipLimits, ClipReport, Stretch } from './clip-report.ts';

/** An order of the bot's process to one that reads people's files. The file's bytes follow on standard input. */
export interface ReaderOrder {
  readonly sizeBytes: number;
  readonly task: ReaderTask;
}

export type ReaderTask =
  | { readonly kind: 'check'; readonly limits: ClipLimits }
  | { readonly kind: 'prepare'; readonly stretch: Stretch }
  /** A sound that is heard in the place of a word. */
  | { readonly kind: 'sound'; readonly limits: ClipLimits }
  /** A table of words and how they are said. */
  | { readonly kind: 'table'; readonly bounds: TableBounds }
  /** A table, a board or a package with somebody's phrases. */
  | { readonly kind: 'phrases'; readonly bounds: FileBounds }
  | PackedSoundTask;

/** One of the sounds in a file with phrases, as it is spoken. */
export interface PackedSoundTask {
  readonly kind: 'packed-sound';
  readonly place: SoundPlace;
  readonly limits: ClipLimits;
  /** The hashes of recordings that are kept already: one of those stays as it is. */
  readonly known: readonly string[];
}

export interface MadeSound {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly durationMs: number;
}

/** The result of each kind of task. */
export interface ReaderResults {
  readonly check: ClipReport;
  readonly prepare: MadeSound;
  readonly sound: MadeSound;
  readonly table: TableReading;
  readonly phrases: PhraseFile | FileRefusal;
  readonly 'packed-sound': MadeSound | { readonly known: string };
}

export type ReaderAnswer =
  | { readonly kind: 'read'; readonly result: ReaderResults[ReaderTask['kind']] }
  /** The file is not what it should be. */
  | { readonly kind: 'refused'; readonly flaw: Flaw }
  /** A bug, in its own words. */
  | { readonly kind: 'failed'; readonly reason: string };

/** When an answer comes, every byte of its file has been taken off standard input. */
export type FromReader =
  | { readonly kind: 'ready'; readonly rssBytes: number }
  | { readonly kind: 'answer'; readonly answer: ReaderAnswer }
  /** It has tidied up after an answer; what it holds now, it keeps. */
  | { readonly kind: 'rested'; readonly rssBytes: number };
