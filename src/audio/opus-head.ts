import { AudioError } from './audio-error.ts';

/** The first packet of an Ogg Opus stream (RFC 7845, 5.1). */
export interface OpusHead {
  readonly channels: number;
  /** Samples of 48 kHz to be dropped from the front. */
  readonly preSkipGranules: number;
  readonly gainDb: number;
  /** Channel mapping: 0 is mono or stereo in one Opus stream. */
  readonly family: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly mapping: Uint8Array;
}

const maxChannels = 8;

/** The head of one stream with one channel, as frames that were made here have it; none is dropped where nothing else is said. */
export function monoHead(preSkipGranules = 0): OpusHead {
  return {
    channels: 1,
    streamCount: 1,
    coupledStreamCount: 0,
    mapping: Uint8Array.of(0),
    preSkipGranules,
    gainDb: 0,
    family: 0,
  };
}

export function parseOpusHead(packet: Uint8Array): OpusHead {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  // The upper half of the version is what must be known; the lower half only adds.
  if (packet.length < 19 || view.getUint8(8) > 15) throw broken();
  const channels = view.getUint8(9);
  const family = view.getUint8(18);
  if (channels === 0) throw broken();
  const head = {
    channels,
    preSkipGranules: view.getUint16(10, true),
    gainDb: view.getInt16(16, true) / 256,
    family,
  };
  if (family === 0) {
    if (channels > 2) throw broken();
    const coupledStreamCount = channels - 1;
    return {
      ...head,
      streamCount: 1,
      coupledStreamCount,
      mapping: Uint8Array.of(0, 1).subarray(0, channels),
    };
  }
  if (packet.length < 21 + channels) throw broken();
  if (channels > maxChannels) {
    throw new AudioError('unsupported', `its Opus stream has ${channels} channels`, {
      flaw: { kind: 'opus-channels', count: channels },
    });
  }
  const streamCount = view.getUint8(19);
  const coupledStreamCount = view.getUint8(20);
  const mapping = packet.slice(21, 21 + channels);
  const decodedCount = streamCount + coupledStreamCount;
  const isSound =
    streamCount > 0 &&
    coupledStreamCount <= streamCount &&
    decodedCount <= 255 &&
    mapping.every((index) => index < decodedCount || index === 255);
  if (!isSound) throw broken();
  return { ...head, streamCount, coupledStreamCount, mapping };
}

function broken(): AudioError {
  return new AudioError('corrupt', 'its Opus header is damaged', {
    flaw: { kind: 'opus-header-damaged' },
  });
}
