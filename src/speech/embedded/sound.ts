import type { Sound } from './engine-link.ts';

/** Quieter than any speech (-44 dBFS), louder than the noise in Flite's pauses (-51). */
const quiet = 200;
/** Soft consonants begin below that: this much of what is before stays. */
const onsetMs = 30;

/**
 * Sound from its first audible moment on; undefined when there is none. Flite begins with up to 290 ms of silence,
 * which a listener feels as delay.
 */
export function withoutLead({ pcm, sampleRate }: Sound): Sound | undefined {
  const first = pcm.findIndex((sample) => Math.abs(sample) > quiet);
  if (first < 0) return undefined;
  const start = Math.max(0, first - Math.round((onsetMs * sampleRate) / 1000));
  return { pcm: pcm.subarray(start), sampleRate };
}

/** Sound that ends with at least this much silence, as between two sentences. */
export function withPause({ pcm, sampleRate }: Sound, pauseMs: number): Sound {
  const last = pcm.findLastIndex((sample) => Math.abs(sample) > quiet);
  const wanted = last + 1 + Math.round((pauseMs * sampleRate) / 1000);
  if (wanted <= pcm.length) return { pcm, sampleRate };
  const longer = new Int16Array(wanted);
  longer.set(pcm);
  return { pcm: longer, sampleRate };
}

export function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((samples, part) => samples + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
