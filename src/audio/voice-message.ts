import { levelMeter } from './level-meter.ts';
import { oggOpus, oggOpusSecs } from './ogg-opus.ts';
import type { Frame, Track } from './track.ts';
import { frameMs } from './track.ts';
import { WorkSlice } from './work-slice.ts';

/** Everything that Discord wants with a voice message: the file, its duration, and the picture of its loudness. */
export interface VoiceMessage {
  /** Mono Ogg Opus. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly durationSecs: number;
  /** At most 256 points of one byte, base64. */
  readonly waveform: string;
}

/** Discord's own clients draw one point each 100 ms, and never more than 256. */
const maxPoints = 256;
const framesPerPoint = 100 / frameMs;

/** Waits for the track to end. Rejects with what the track failed with. */
export async function voiceMessage(track: Track): Promise<VoiceMessage> {
  const frames = await track.whole();
  return {
    bytes: oggOpus(frames),
    durationSecs: oggOpusSecs(frames.length),
    waveform: Buffer.from(await waveformOf(frames)).toString('base64'),
  };
}

/** Loudness (RMS) over the time of the track, the loudest point at 255. */
async function waveformOf(frames: readonly Frame[]): Promise<Uint8Array> {
  const energies = await frameEnergies(frames);
  const pointCount = Math.min(maxPoints, Math.max(1, Math.floor(frames.length / framesPerPoint)));
  const levels = Array.from({ length: pointCount }, (_, point) => {
    const from = Math.floor((point * energies.length) / pointCount);
    const to = Math.floor(((point + 1) * energies.length) / pointCount);
    let sum = 0;
    for (const energy of energies.slice(from, to)) sum += energy;
    return Math.sqrt(sum / Math.max(1, to - from));
  });
  const loudest = Math.max(...levels);
  return Uint8Array.from(levels, (level) =>
    loudest === 0 ? 0 : Math.round((level / loudest) * 255),
  );
}

async function frameEnergies(frames: readonly Frame[]): Promise<Float32Array> {
  const meter = await levelMeter();
  const slice = new WorkSlice();
  const energies = new Float32Array(frames.length);
  try {
    for (const [index, frame] of frames.entries()) {
      energies[index] = meter.meanSquare(frame);
      await slice.breathe();
    }
  } finally {
    meter.close();
  }
  return energies;
}
