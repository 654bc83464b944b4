import { clipChecker } from '#audio/clip/clip-checker.ts';
import type { ClipChecker } from '#audio/clip/clip-checker.ts';
import { Readers } from '#audio/clip/readers.ts';
import { attachments } from '#discord/attachments.ts';
import type { TableBounds, TableReading } from '#text/dictionary/table.ts';

import { fileBounds, Intake } from './intake.ts';

/** Reads a table of words. Rejects with a `UserError` when it can't be read, or with the signal's reason. */
type ReadTable = (
  bytes: Uint8Array,
  bounds: TableBounds,
  signal: AbortSignal,
) => Promise<TableReading>;

/** Files of people: the way in, and what looks into them. */
export interface FileIntake {
  readonly intake: Intake;
  readonly checker: ClipChecker;
  readonly readTable: ReadTable;
  close(): void;
}

/** `cdnHosts`: where files of people are fetched from; `closing` is aborted when the bot stops. */
export function fileIntake(cdnHosts: readonly string[], closing: AbortSignal): FileIntake {
  const readers = new Readers();
  return {
    intake: new Intake({
      attachments: attachments({ hosts: cdnHosts }),
      onTurn: () => readers.warm(),
      closing,
    }),
    checker: clipChecker(readers, fileBounds.clip.maxBytes),
    readTable: (bytes, bounds, signal) => readers.read({ kind: 'table', bounds }, bytes, signal),
    close: () => readers.close(),
  };
}
