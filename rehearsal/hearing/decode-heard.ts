import { OpusDecoder } from 'opus-decoder';

export const heardSampleRate = 24_000;

/**
 * Opus packets as sound: 24 kHz, the mean of both channels. Decoded by libopus itself and by none of the bot's code, so
 * that the two cannot be wrong in the same way.
 */
export async function decodeHeard(packets: readonly Uint8Array[]): Promise<Float32Array> {
  const decoder = new OpusDecoder({
    sampleRate: heardSampleRate,
    channels: 2,
    streamCount: 1,
    coupledStreamCount: 1,
    channelMappingTable: [0, 1],
  });
  await decoder.ready;
  try {
    const { channelData, samplesDecoded } = decoder.decodeFrames([...packets]);
    const [left, right] = channelData;
    const mono = new Float32Array(samplesDecoded);
    for (let at = 0; at < samplesDecoded; at += 1)
      mono[at] = ((left?.[at] ?? 0) + (right?.[at] ?? 0)) / 2;
    return mono;
  } finally {
    decoder.free();
  }
}
