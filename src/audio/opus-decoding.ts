import { OpusDecoder } from 'opus-decoder';

import { AudioError } from './audio-error.ts';
import { amplitudeOf } from './decibels.ts';
import { granuleRate } from './encoder.ts';
import { openOpusStream } from './libopus.ts';
import type { OpusStream } from './libopus.ts';
import type { OpusHead } from './opus-head.ts';
import type { PlacedPacket } from './opus-streams.ts';
import type { Pcm } from './pcm.ts';

/** Speech has little above 12 kHz, and 24 kHz costs half of 48 to encode again. */
const reencodeRate = 24_000;
const granulesPerSample = granuleRate / reencodeRate;

export interface OpusDecoding {
  readonly sampleRate: number;
  /**
   * The packet's sound at 24 kHz, without what lies before its stream's beginning or after its end. Throws an `AudioError`
   * for a packet that libopus refuses.
   */
  decode(placed: Pick<PlacedPacket, 'packet' | 'start' | 'end'>): Pcm;
  close(): void;
}

/** libopus in WebAssembly: packets of strangers stay in the sandbox. */
export async function opusDecoding(head: OpusHead): Promise<OpusDecoding> {
  const libopus =
    head.family === 0 ? await openOpusStream(reencodeRate) : await openOpusStreams(head);
  const gain = amplitudeOf(head.gainDb);
  return {
    sampleRate: reencodeRate,
    decode({ packet, start, end }) {
      const channelData = decodePacket(libopus, packet);
      const from = Math.max(0, head.preSkipGranules - start) / granulesPerSample;
      const to = Math.max(0, end - start) / granulesPerSample;
      const channelsKept = channelData.map((samples) => samples.subarray(from, to));
      return {
        channels:
          gain === 1
            ? channelsKept
            : channelsKept.map((samples) => samples.map((sample) => sample * gain)),
        sampleRate: reencodeRate,
      };
    },
    close: () => libopus.free(),
  };
}

/** A decoder of its own for a sound of several streams, which is rare. */
async function openOpusStreams(head: OpusHead): Promise<OpusStream> {
  const { channels, streamCount, coupledStreamCount, mapping } = head;
  const libopus = new OpusDecoder({
    sampleRate: reencodeRate,
    channels,
    streamCount,
    coupledStreamCount,
    channelMappingTable: [...mapping],
  });
  await libopus.ready;
  return { decode: (packet) => libopus.decodeFrame(packet), free: () => libopus.free() };
}

function decodePacket(libopus: OpusStream, packet: Uint8Array): Float32Array[] {
  let cause: unknown;
  try {
    const { errors, channelData } = libopus.decode(packet);
    if (errors.length === 0) return channelData;
  } catch (error) {
    // A packet larger than the decoder's memory.
    cause = error;
  }
  throw new AudioError('corrupt', 'its Opus packets are damaged', {
    flaw: { kind: 'opus-packets-damaged' },
    cause,
  });
}
