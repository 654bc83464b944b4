import { isFastEnough } from '../live.ts';
import { wavHeader } from '../wav-header.ts';
import type { LocalHost } from './host.ts';
import type { LocalModel } from './models.ts';
import type { LocalVoice } from './speaker-port.ts';

/** It has the length of a message, and letters that most models know. */
const sentence = 'this is a sentence of the usual length, to see how long it takes.';
const leastMs = 500;
const maxTries = 3;

/**
 * Seconds of work that a second of speech takes, when a voice is known already; undefined where nothing is heard. Measured
 * where it is made, so that a busy bot is no part of it. A machine that is busy for a while makes it look slower than it is:
 * the best of a few tries counts.
 */
export async function realTimeFactorOf(
  model: LocalModel,
  host: LocalHost,
  signal: AbortSignal,
): Promise<number | undefined> {
  const [voice = hummed()] = model.voices.values();
  const clause = { text: sentence, voice, speed: 1 };
  // The first time, the voice itself is made.
  await host.speak(clause, () => undefined, signal);
  let best = Infinity;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { madeMs, lastsMs } = await host.speak(clause, () => undefined, signal);
    if (lastsMs < leastMs) return undefined;
    best = Math.min(best, madeMs / lastsMs);
    if (isFastEnough(best)) break;
  }
  return best;
}

/** A recording for a model that brings none. */
function hummed(): LocalVoice {
  const sampleRate = 24_000;
  const pcm = Int16Array.from({ length: 3 * sampleRate }, (_, at) =>
    Math.round(9_000 * Math.sin((2 * Math.PI * 150 * at) / sampleRate)),
  );
  const bytes = Buffer.concat([wavHeader(sampleRate), new Uint8Array(pcm.buffer)]);
  return { kind: 'clip', bytes };
}
