import { clipChecker } from '#audio/clip/clip-checker.ts';
import type { Clip } from '#audio/clip/clip.ts';
import type { PackedSoundTask } from '#audio/clip/reader-orders.ts';
import { Readers } from '#audio/clip/readers.ts';
import { attachments } from '#discord/attachments.ts';
import type { FileBounds } from '#text/boards/phrase-file.ts';
import type { TableBounds } from '#text/dictionary/table.ts';

import { fileBounds, Intake } from './intake.ts';

/** Files of people: the way in, and what looks into them. */
export type FileIntake = ReturnType<typeof fileIntake>;

/** How much of files is in memory, and how many processes read them. */
export interface FileCaps {
  readonly filesBytes: number;
  readonly readers: number;
}

/** `cdnHosts`: where files of people are fetched from; `closing` is aborted when the bot stops. */
export function fileIntake(cdnHosts: readonly string[], caps: FileCaps, closing: AbortSignal) {
  const readers = new Readers({ maxReaders: caps.readers });
  return {
    intake: new Intake({
      attachments: attachments({ hosts: cdnHosts }),
      onTurn: () => readers.warm(),
      maxBytesAtWork: caps.filesBytes,
      closing,
    }),
    checker: clipChecker(readers, fileBounds.clip.maxBytes),
    /** Reads a table of words. Rejects with a `UserError` when it can't be read, or with the signal's reason. */
    readTable: (bytes: Uint8Array, bounds: TableBounds, signal: AbortSignal) =>
      readers.read({ kind: 'table', bounds }, bytes, signal),
    /** Reads a file with phrases. Rejects as `readTable` does; resolves with why where it holds nothing that is read here. */
    readPhrases: (bytes: Uint8Array, bounds: FileBounds, signal: AbortSignal) =>
      readers.read({ kind: 'phrases', bounds }, bytes, signal),
    /** A sound in such a file as it is spoken, or the hash of the recording that it is. Rejects as `checker.sound` does. */
    async packedSound(
      bytes: Uint8Array,
      sound: Omit<PackedSoundTask, 'kind'>,
      signal: AbortSignal,
    ): Promise<Clip | { readonly known: string }> {
      const made = await readers.read({ kind: 'packed-sound', ...sound }, bytes, signal);
      return 'known' in made ? made : { format: 'ogg', ...made };
    },
    close: () => readers.close(),
  };
}
