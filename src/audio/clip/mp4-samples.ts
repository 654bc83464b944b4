import { damaged, mp4BoxAt, viewOf } from './mp4-boxes.ts';

/** Larger than any access unit of AAC: 8 channels of 6144 bits (ISO/IEC 14496-3, 4.5.3). */
const maxUnitBytes = 6144;

/**
 * The samples of a track in order, by its tables (ISO/IEC 14496-12, 8.7). Counts are held against the bytes of their
 * own boxes at once, so that no memory is taken for what is only claimed. Ends at the first sample that lies outside
 * the file: it was cut there.
 */
export function mp4Samples(file: Uint8Array, table: Uint8Array): Iterable<Uint8Array> {
  const sizes = sampleSizes(table);
  const chunks = chunkOffsets(table);
  const perChunk = samplesPerChunk(table);
  return samplesOf(file, sizes, chunks, perChunk);
}

function* samplesOf(
  file: Uint8Array,
  sizes: Column,
  chunks: Column,
  perChunk: (chunk: number) => number,
): Generator<Uint8Array> {
  let sample = 0;
  for (let chunk = 0; chunk < chunks.count; chunk += 1) {
    let at = chunks.at(chunk);
    const inChunk = perChunk(chunk + 1);
    for (let index = 0; index < inChunk && sample < sizes.count; index += 1) {
      const size = sizes.at(sample);
      if (size > maxUnitBytes) throw damaged();
      if (at + size > file.length) return;
      if (size > 0) yield file.subarray(at, at + size);
      at += size;
      sample += 1;
    }
  }
}

/** The sizes of samples, or where chunks begin. */
interface Column {
  readonly count: number;
  at(index: number): number;
}

function sampleSizes(table: Uint8Array): Column {
  const box = mp4BoxAt(table, 'stsz');
  if (!box) throw damaged();
  const view = viewOf(box);
  const common = view.getUint32(4);
  const count = view.getUint32(8);
  if (common > 0) {
    // Nothing but the file's own length says how many there are: the walk ends there.
    return { count, at: () => common };
  }
  if (count > (box.length - 12) / 4) throw damaged();
  return { count, at: (sample) => view.getUint32(12 + sample * 4) };
}

function chunkOffsets(table: Uint8Array): Column {
  const short = mp4BoxAt(table, 'stco');
  const box = short ?? mp4BoxAt(table, 'co64');
  if (!box) throw damaged();
  const view = viewOf(box);
  const count = view.getUint32(4);
  if (count > (box.length - 8) / (short ? 4 : 8)) throw damaged();
  return {
    count,
    at: (chunk) =>
      short ? view.getUint32(8 + chunk * 4) : Number(view.getBigUint64(8 + chunk * 8)),
  };
}

/** How many samples a chunk has, by its number from 1; the table names only where that changes. */
function samplesPerChunk(table: Uint8Array): (chunk: number) => number {
  const box = mp4BoxAt(table, 'stsc');
  if (!box) throw damaged();
  const view = viewOf(box);
  const count = view.getUint32(4);
  if (count === 0 || count > (box.length - 8) / 12) throw damaged();
  let run = 0;
  return (chunk) => {
    // Asked for in order, so that one walk along the table is enough.
    while (run + 1 < count && view.getUint32(8 + (run + 1) * 12) <= chunk) run += 1;
    return view.getUint32(8 + run * 12 + 4);
  };
}
