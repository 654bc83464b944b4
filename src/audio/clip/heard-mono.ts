import { mixDown } from '../pcm.ts';
import type { Pcm } from '../pcm.ts';

/**
 * The sound that a loudspeaker would make of it, in one channel and in memory of its own: floating-point files can hold
 * any number, which measures and encoders choke on.
 */
export function heardMono(pcm: Pcm): Float32Array {
  const mixed = mixDown(pcm);
  const heard = new Float32Array(mixed.length);
  for (let index = 0; index < mixed.length; index += 1) {
    const sample = mixed[index] ?? 0;
    heard[index] = sample >= -1 ? Math.min(sample, 1) : sample < -1 ? -1 : 0;
  }
  return heard;
}
