const lowestHz = 60;
const highestHz = 420;
/** Below this a frame is breath, consonant or silence. */
const voicedCorrelation = 0.55;

/**
 * Fundamental frequency of a voice: median over its voiced frames, by normalised autocorrelation.
 * Undefined when nothing periodic is heard.
 */
export function pitchOf(samples: Float32Array, sampleRate: number): number | undefined {
  const decimation = Math.max(1, Math.round(sampleRate / 8000));
  const low = decimate(samples, decimation);
  const rate = sampleRate / decimation;
  const frame = Math.round(rate * 0.05);
  const hop = Math.round(rate * 0.02);
  const loud = loudness(low) * 0.5;
  const found: number[] = [];
  for (let start = 0; start + 2 * frame < low.length; start += hop) {
    const window = low.subarray(start, start + 2 * frame);
    if (loudness(window) < loud) continue;
    const period = periodOf(window, frame, rate);
    if (period) found.push(rate / period);
  }
  found.sort((a, b) => a - b);
  return found.length < 3 ? undefined : found[Math.floor(found.length / 2)];
}

function periodOf(window: Float32Array, frame: number, rate: number): number | undefined {
  const shortest = Math.floor(rate / highestHz);
  const longest = Math.min(frame, Math.ceil(rate / lowestHz));
  const scores = new Float32Array(longest + 2);
  let best = 0;
  for (let lag = shortest; lag <= longest; lag += 1) {
    const score = correlation(window, frame, lag);
    scores[lag] = score;
    if (score > best) best = score;
  }
  if (best < voicedCorrelation) return undefined;
  // The first peak nearly as high as the highest: later ones are multiples of the period.
  for (let lag = shortest + 1; lag < longest; lag += 1) {
    const [before, here, after] = [scores[lag - 1] ?? 0, scores[lag] ?? 0, scores[lag + 1] ?? 0];
    if (here > best * 0.9 && here >= before && here >= after) {
      const bend = before - 2 * here + after;
      return bend === 0 ? lag : lag + (0.5 * (before - after)) / bend;
    }
  }
  return undefined;
}

function correlation(window: Float32Array, frame: number, lag: number): number {
  let product = 0;
  let here = 1e-9;
  let there = 1e-9;
  for (let index = 0; index < frame; index += 1) {
    const a = window[index] ?? 0;
    const b = window[index + lag] ?? 0;
    product += a * b;
    here += a * a;
    there += b * b;
  }
  return product / Math.sqrt(here * there);
}

function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

function decimate(samples: Float32Array, by: number): Float32Array {
  const output = new Float32Array(Math.floor(samples.length / by));
  for (let index = 0; index < output.length; index += 1) {
    let sum = 0;
    for (let tap = 0; tap < by; tap += 1) sum += samples[index * by + tap] ?? 0;
    output[index] = sum / by;
  }
  return output;
}
