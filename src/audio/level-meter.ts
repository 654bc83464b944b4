import { openOpusStream } from './libopus.ts';
import type { Frame } from './track.ts';

/** Hears frames of one track in order and says how loud each is. */
export type LevelMeter = Awaited<ReturnType<typeof levelMeter>>;

/** Decodes at 8 kHz: loudness needs no more, and it costs a third of 48 kHz. */
export async function levelMeter() {
  const libopus = await openOpusStream(8000);
  return {
    /** Mean square of the samples; 0 is silence, and 1 as loud as it gets. */
    meanSquare(frame: Frame) {
      const [samples] = libopus.decode(frame).channelData;
      let sum = 0;
      for (const sample of samples ?? []) sum += sample * sample;
      return samples?.length ? sum / samples.length : 0;
    },
    close: () => libopus.free(),
  };
}
