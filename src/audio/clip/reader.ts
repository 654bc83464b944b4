import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';

import type { FileBounds } from '#text/boards/phrase-file.ts';
import type { TableBounds, TableReading } from '#text/dictionary/table.ts';

import { AudioError } from '../audio-error.ts';
import { flacDecoder } from '../flac.ts';
import { mp3Decoder } from '../mp3.ts';
import { opusDecoding } from '../opus-decoding.ts';
import { monoHead } from '../opus-head.ts';
import { vorbisDecoder } from '../vorbis.ts';
import { wholeFile } from './clip-sound.ts';
import type { ClipBytes } from './clip-sound.ts';
import { installedAac } from './m4a-sound.ts';
import { checkClip, prepareClip } from './read-clip.ts';
import type {
  FromReader,
  ReaderAnswer,
  PackedSoundTask,
  ReaderOrder,
  ReaderResults,
  ReaderTask,
} from './reader-orders.ts';
import { wordSound } from './word-sound.ts';

/**
 * The process in which strangers' files are read, one at a time: what a file does to a decoder or parser ends here. The
 * licence of the AAC decoder (GPL 2) ends at the message channel.
 */
async function warm(): Promise<void> {
  (await mp3Decoder()).close();
  (await flacDecoder()).close();
  (await vorbisDecoder()).close();
  (await opusDecoding(monoHead())).close();
  // Without it m4a is refused, and everything else goes on.
  await installedAac().catch(() => {});
}

async function carryOut(order: ReaderOrder): Promise<void> {
  tell({ kind: 'answer', answer: await answer(order) });
  tell({ kind: 'rested', rssBytes: tidiedRssBytes() });
}

async function answer({ task, sizeBytes }: ReaderOrder): Promise<ReaderAnswer> {
  const chunks = standardInput(sizeBytes);
  try {
    return { kind: 'read', result: await read(task, { sizeBytes, chunks: unended(chunks) }) };
  } catch (error) {
    if (error instanceof AudioError)
      return { kind: 'refused', flaw: error.flaw ?? { kind: 'unreadable' } };
    return { kind: 'failed', reason: error instanceof Error ? (error.stack ?? '') : 'unknown' };
  } finally {
    // Bytes that were not looked at must not be taken for the next file.
    for await (const _rest of chunks);
  }
}

function read(task: ReaderTask, file: ClipBytes): Promise<ReaderResults[ReaderTask['kind']]> {
  switch (task.kind) {
    case 'check':
      return checkClip(file, task.limits, installedAac);
    case 'prepare':
      return prepareClip(file, task.stretch, installedAac);
    case 'sound':
      return wordSound(file, task.limits, installedAac);
    case 'table':
      return tableIn(file, task.bounds);
    case 'phrases':
      return phrasesIn(file, task.bounds);
    case 'packed-sound':
      return packedSound(file, task);
  }
}

async function tableIn(file: ClipBytes, bounds: TableBounds): Promise<TableReading> {
  // Most processes are never given one.
  const { readTable } = await import('#text/dictionary/table.ts');
  return readTable(await wholeFile(file), bounds);
}

async function phrasesIn(file: ClipBytes, bounds: FileBounds): Promise<ReaderResults['phrases']> {
  const { readPhrases } = await import('#text/boards/read-phrases.ts');
  return readPhrases(await wholeFile(file), bounds);
}

async function packedSound(
  file: ClipBytes,
  { place, limits, known }: PackedSoundTask,
): Promise<ReaderResults['packed-sound']> {
  const { soundOf } = await import('#text/boards/read-phrases.ts');
  const bytes = soundOf(await wholeFile(file), place);
  if (!bytes || bytes.length === 0)
    throw new AudioError('empty', 'there is no such sound', { flaw: { kind: 'empty' } });
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (known.includes(hash)) return { known: hash };
  return wordSound({ sizeBytes: bytes.length, chunks: allAtOnce(bytes) }, limits, installedAac);
}

async function* allAtOnce(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* standardInput(sizeBytes: number): AsyncGenerator<Uint8Array> {
  for (let left = sizeBytes; left > 0;) {
    const chunk = process.stdin.read() as Buffer | null;
    if (chunk) {
      left -= chunk.length;
      yield chunk;
    } else {
      await once(process.stdin, 'readable');
    }
  }
}

/** Leaving it early does not end what it reads from. */
function unended<T>(source: AsyncIterator<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => ({ next: () => source.next() }) };
}

function tell(message: FromReader): void {
  process.send?.(message);
}

/** Frees decoders' memory while nobody waits, rather than in the middle of the next file. */
function tidiedRssBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

// The bot may be killed without a chance to end its child.
process.on('disconnect', () => process.exit());
process.on('message', (order: ReaderOrder) => {
  void carryOut(order);
});
await warm();
// It ends by being killed, when nothing is written any more.
flushCompileCache();
tell({ kind: 'ready', rssBytes: tidiedRssBytes() });
