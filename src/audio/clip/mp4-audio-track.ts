import { AudioError } from '../audio-error.ts';
import type { Flaw } from '../flaw.ts';
import { aacConfig } from './aac-config.ts';
import { damaged, mp4BoxAt, mp4Boxes, viewOf } from './mp4-boxes.ts';
import { mp4Samples } from './mp4-samples.ts';

/** The AAC track of an MP4 file, as its decoder needs it. */
export interface Mp4AudioTrack {
  /** AudioSpecificConfig (ISO/IEC 14496-3, 1.6). */
  readonly config: Uint8Array;
  /** Access units in order, each whole. */
  readonly units: Iterable<Uint8Array>;
  /** The part of the decoded sound that the edit list shows; absent when there is no list, or one that is no mere trim. */
  readonly shown?: { readonly start: number; readonly duration?: number };
}

/** Flaws of MP4 files with other codecs, by the type of the sample entry. */
const otherCodecs: Readonly<Record<string, Flaw>> = {
  alac: { kind: 'other-codec', codec: 'Apple Lossless (ALAC)' },
  'ac-3': { kind: 'other-codec', codec: 'Dolby Digital' },
  'ec-3': { kind: 'other-codec', codec: 'Dolby Digital' },
  'ac-4': { kind: 'other-codec', codec: 'Dolby AC-4' },
  Opus: { kind: 'other-codec-in-mp4', codec: 'Opus' },
  fLaC: { kind: 'other-codec-in-mp4', codec: 'FLAC' },
  '.mp3': { kind: 'other-codec-in-mp4', codec: 'MP3' },
  enca: { kind: 'copy-protected' },
  drms: { kind: 'copy-protected' },
};

/**
 * Finds the sound in an MP4 file, wherever its index lies. Every size and count is checked against the bytes that are
 * there. Throws an `AudioError` that says what is wrong, or what is in it instead.
 */
export function mp4AudioTrack(file: Uint8Array): Mp4AudioTrack {
  try {
    return findTrack(file);
  } catch (error) {
    if (error instanceof AudioError) throw error;
    // A field that lies beyond its box.
    throw damaged(error);
  }
}

function findTrack(file: Uint8Array): Mp4AudioTrack {
  const { movie, isFragmented } = findMovie(file);
  const others: Flaw[] = [];
  for (const { type, body: track } of mp4Boxes(movie)) {
    const sound = type === 'trak' ? soundTrack(track) : undefined;
    if (!sound) continue;
    const config = sound.codec === 'mp4a' ? aacConfig(sound.entry) : undefined;
    if (!config) {
      others.push(otherCodecs[sound.codec] ?? { kind: 'unusual-codec' });
      continue;
    }
    if (isFragmented)
      throw new AudioError('unsupported', 'it is an MP4 file in fragments', {
        flaw: { kind: 'mp4-in-fragments' },
      });
    const shown = shownPart(movie, track, sound.media);
    return { config, units: mp4Samples(file, sound.table), ...(shown && { shown }) };
  }
  const [flaw] = others;
  if (flaw) throw new AudioError('unsupported', 'its sound is of a kind not read here', { flaw });
  throw new AudioError('unsupported', 'it is an MP4 file without sound', {
    flaw: { kind: 'mp4-without-sound' },
  });
}

/** The index, which may lie in front of the sound or behind it. */
function findMovie(file: Uint8Array): { movie: Uint8Array; isFragmented: boolean } {
  let movie: Uint8Array | undefined;
  let isFragmented = false;
  for (const { type, body, isCut } of mp4Boxes(file)) {
    if (type === 'moov' && !isCut) movie = body;
    isFragmented ||= type === 'moof';
  }
  if (movie) return { movie, isFragmented };
  throw new AudioError('truncated', 'it is cut short: its index is missing', {
    flaw: { kind: 'mp4-index-missing' },
  });
}

/** undefined for a track of pictures or text; `table` holds the tables of where its samples lie. */
function soundTrack(track: Uint8Array) {
  const media = mp4BoxAt(track, 'mdia');
  const handler = media && mp4BoxAt(media, 'hdlr');
  const kind = handler && Buffer.from(handler.subarray(8, 12)).toString('latin1');
  if (!media || kind !== 'soun') return undefined;
  const table = mp4BoxAt(media, 'minf', 'stbl');
  const description = table && mp4BoxAt(table, 'stsd');
  const [entry] = description ? mp4Boxes(description.subarray(8)) : [];
  if (!table || !entry) throw damaged();
  return { media, table, codec: entry.type, entry: entry.body };
}

/** The one edit of the track that shows media, in seconds of the media (ISO/IEC 14496-12, 8.6.6). */
function shownPart(
  movie: Uint8Array,
  track: Uint8Array,
  media: Uint8Array,
): Mp4AudioTrack['shown'] | undefined {
  const list = mp4BoxAt(track, 'edts', 'elst');
  const movieScale = timescale(mp4BoxAt(movie, 'mvhd'));
  const mediaScale = timescale(mp4BoxAt(media, 'mdhd'));
  if (!list || !movieScale || !mediaScale) return undefined;
  const view = viewOf(list);
  const isLong = view.getUint8(0) === 1;
  const entryBytes = isLong ? 20 : 12;
  const count = Math.min(view.getUint32(4), Math.floor((list.length - 8) / entryBytes));
  const edits: { readonly start: number; readonly duration?: number }[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = 8 + index * entryBytes;
    const duration = isLong ? Number(view.getBigUint64(at)) : view.getUint32(at);
    const start = isLong ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4);
    // -1 is a pause; a duration of 0 lasts until the end.
    if (start < 0) continue;
    edits.push({
      start: start / mediaScale,
      ...(duration > 0 && { duration: duration / movieScale }),
    });
  }
  return edits.length === 1 ? edits[0] : undefined;
}

function timescale(header: Uint8Array | undefined): number | undefined {
  if (!header) return undefined;
  const view = viewOf(header);
  return view.getUint32(view.getUint8(0) === 1 ? 20 : 12) || undefined;
}
