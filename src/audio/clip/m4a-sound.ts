import type * as AacModule from '@audio/decode-aac';

import { AudioError } from '../audio-error.ts';
import type { Pcm } from '../pcm.ts';
import { mp4AudioTrack } from './mp4-audio-track.ts';

/** Loads the AAC decoder, which is an optional dependency for its licence (GPL 2). Rejects where it is not installed. */
export type LoadAac = () => Promise<Pick<typeof AacModule, 'decoder'>>;

export const installedAac: LoadAac = () => import('@audio/decode-aac');

/** So many access units at once: enough to keep calls few, and little enough to keep memory small. */
const unitsPerCall = 16;
/** The decoder holds back the first unit, and a splice costs another. */
const toleratedErrors = 3;

/**
 * The sound of an MP4 file (m4a, or a video with sound) that is there as a whole. Throws an `AudioError`; frees the
 * decoder when it is let go.
 */
export async function* m4aSound(file: Uint8Array, loadAac: LoadAac): AsyncGenerator<Pcm> {
  const { config, units, shown } = mp4AudioTrack(file);
  const { decoder: openDecoder } = await loadAac().catch(
    refusing('it is an m4a (AAC) file, which is not read here', 'm4a-not-read'),
  );
  const decoder = await openDecoder({ asc: config, ...(shown && { gapless: shown }) }).catch(
    refusing('it is a kind of AAC that is not read here', 'aac-kind-not-read'),
  );
  let unitCount = 0;
  let errorCount = 0;
  try {
    for (const batch of batches(units)) {
      const decoded: DecodedUnits = decoder.decode(batch);
      const { channelData, sampleRate } = decoded;
      unitCount += batch.length;
      // No count is given for a batch from which nothing came.
      errorCount += decoded.errors ?? (channelData.length === 0 ? batch.length : 0);
      if (errorCount > toleratedErrors && errorCount > unitCount / 20) {
        throw new AudioError('corrupt', 'its AAC frames are damaged', {
          flaw: { kind: 'aac-frames-damaged' },
        });
      }
      if (channelData[0]?.length) yield { channels: channelData, sampleRate };
    }
  } finally {
    decoder.free();
  }
}

function refusing(message: string, kind: 'm4a-not-read' | 'aac-kind-not-read') {
  return (cause: unknown): never => {
    throw new AudioError('unsupported', message, { flaw: { kind }, cause });
  };
}

/** The package's own declaration leaves out the count of units that could not be decoded. */
interface DecodedUnits {
  readonly channelData: Float32Array[];
  readonly sampleRate: number;
  readonly errors?: number;
}

function* batches(units: Iterable<Uint8Array>): Generator<Uint8Array[]> {
  let batch: Uint8Array[] = [];
  for (const unit of units) {
    batch.push(unit);
    if (batch.length < unitsPerCall) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
