/** Decoded sound: one array a channel, all of one length, -1 to 1. */
export interface Pcm {
  readonly channels: readonly Float32Array[];
  readonly sampleRate: number;
}

/**
 * A step between decoding and encoding, on mono samples of one rate: trimming, loudness. Has state, takes any chunking
 * and gives the same sound for each.
 */
export interface PcmStage {
  push(samples: Float32Array): Float32Array;
  /** The samples that were held back. */
  end(): Float32Array;
}

/** The mean of all channels. */
export function mixDown(pcm: Pcm): Float32Array {
  const { channels } = pcm;
  const [first = new Float32Array()] = channels;
  if (channels.length < 2) return first;
  const mono = new Float32Array(first.length);
  for (const channel of channels) {
    for (let index = 0; index < mono.length; index += 1) {
      mono[index] = (mono[index] ?? 0) + (channel[index] ?? 0) / channels.length;
    }
  }
  return mono;
}

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

export function concatSamples(parts: readonly Float32Array[]): Float32Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Float32Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
