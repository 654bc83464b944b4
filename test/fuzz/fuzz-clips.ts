import { clipChecker } from '#audio/clip/clip-checker.ts';
import { startReaderProcess } from '#audio/clip/reader-process.ts';
import type { StartReader } from '#audio/clip/reader-process.ts';
import { Readers } from '#audio/clip/readers.ts';
import { UserError } from '#errors.ts';

import { usualLimits } from '../audio/clip/clips.ts';
import { clipCorpus } from './corpus.ts';
import { watchLargest } from './largest-memory.ts';
import { mutated, seededRandom } from './mutate.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly fileCount: number;
  /** How long one clip may take. */
  readonly maxMs: number;
  readonly onProgress?: (done: number) => void;
}

export interface FuzzReport {
  readonly read: number;
  readonly refused: number;
  /** By the number of the file: what no clip may do. */
  readonly faults: readonly { readonly file: number; readonly what: string }[];
  readonly slowestMs: number;
  readonly largestRssBytes: number;
  /** The clip that was read when it was that large. */
  readonly largestFile: number;
  /** Processes that were started; one that grew is replaced between two clips. */
  readonly starts: number;
}

/** A reader is ended above 108 MiB, which is looked at every 10 ms; as much as is taken in between comes on top. */
const maxRssBytes = 140 * 1024 * 1024;

/** Has spoiled clips checked, and now and then prepared, and watches the process that reads them. */
export async function fuzzClips(options: FuzzOptions): Promise<FuzzReport> {
  const corpus = await clipCorpus();
  const random = seededRandom(options.seed);
  const reader = { pid: 0, starts: 0 };
  const startReader: StartReader = (events) => {
    const started = startReaderProcess(events);
    reader.pid = started.pid ?? 0;
    reader.starts += 1;
    return started;
  };
  const readers = new Readers({ maxReaders: 1, startReader });
  const checker = clipChecker(readers);
  const faults: { file: number; what: string }[] = [];
  let read = 0;
  let refused = 0;
  let slowestMs = 0;
  const memory = watchLargest(() => reader.pid);
  let largestRssBytes = 0;
  let largestFile = -1;

  for (let file = 0; file < options.fileCount; file += 1) {
    const clip = mutated(corpus, random);
    const signal = AbortSignal.timeout(30_000);
    const startedAtMs = performance.now();
    try {
      const { stretch } = await checker.check(clip, usualLimits, signal);
      read += 1;
      if (stretch && file % 20 === 0) await checker.prepare(clip, stretch, signal);
    } catch (error) {
      refused += 1;
      const isVerdict =
        error instanceof UserError && !/takes too|can not be read/.test(error.message);
      if (!isVerdict) faults.push({ file, what: String(error) });
    }
    const tookMs = performance.now() - startedAtMs;
    slowestMs = Math.max(slowestMs, tookMs);
    if (memory.largestBytes > largestRssBytes) {
      largestRssBytes = memory.largestBytes;
      largestFile = file;
    }
    if (tookMs > options.maxMs) faults.push({ file, what: `it took ${Math.round(tookMs)} ms` });
    if (file % 1000 === 999) options.onProgress?.(file + 1);
  }
  memory.stop();
  readers.close();
  if (largestRssBytes > maxRssBytes) {
    faults.push({ file: largestFile, what: `the process took ${largestRssBytes} bytes` });
  }
  return { read, refused, faults, slowestMs, largestRssBytes, largestFile, starts: reader.starts };
}
