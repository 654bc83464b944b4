import { AudioError } from '../audio-error.ts';
import { FrameMaker } from '../frame-maker.ts';
import { Levelling } from '../loudness/levelling.ts';
import { LoudnessMeter } from '../loudness/loudness-meter.ts';
import { oggOpus } from '../ogg-opus.ts';
import { opusEncoder } from '../opus-libraries.ts';
import { heardMono, mixDown } from '../pcm.ts';
import type { Pcm } from '../pcm.ts';
import { SilenceTrim } from '../silence.ts';
import { frameMs } from '../track.ts';
import type { Frame } from '../track.ts';
import { secs } from './clip-problem.ts';
import type { ClipLimits } from './clip-report.ts';
import { openClip } from './clip-sound.ts';
import type { ClipBytes } from './clip-sound.ts';
import { levelsOf } from './level-judgement.ts';
import { LevelWindows } from './level-windows.ts';
import type { LoadAac } from './m4a-sound.ts';
import type { MadeSound } from './reader-orders.ts';

/** Nobody is told more exactly how much too long a sound is. */
const maxHeardMs = 60_000;

/**
 * A sound that is heard in the place of a word: as loud as speech, without the silence before and after it, in frames
 * that are spoken as they are, in Ogg. Rejects with an `AudioError`.
 */
export async function wordSound(
  clip: ClipBytes,
  limits: ClipLimits,
  loadAac: LoadAac,
): Promise<MadeSound> {
  const { pieces } = await openClip(clip, loadAac);
  const sound = new LevelWindows();
  const kept: Pcm[] = [];
  for await (const pcm of pieces) {
    sound.push(pcm);
    if (sound.durationMs > maxHeardMs) break;
    // Only the length of a sound that is too long matters.
    if (Math.round(sound.durationMs) <= limits.maxMs)
      kept.push({ channels: [heardMono(pcm)], sampleRate: pcm.sampleRate });
  }
  const levels = levelsOf(sound.windows);
  if (sound.durationMs === 0 || levels.heardMs === 0)
    throw new AudioError('silent', 'nothing can be heard in it', { flaw: { kind: 'inaudible' } });
  const durationMs = Math.round(sound.durationMs);
  if (durationMs < limits.minMs || durationMs > limits.maxMs)
    throw new AudioError('unsupported', `it is ${durationMs} ms long`, {
      flaw: {
        kind: 'wrong-length',
        seconds: durationMs / 1_000,
        least: secs(limits.minMs),
        most: secs(limits.maxMs),
      },
    });
  const frames = await framesOf(kept);
  return { bytes: oggOpus(frames), durationMs: frames.length * frameMs };
}

async function framesOf(pieces: readonly Pcm[]): Promise<readonly Frame[]> {
  const { open: openEncoder } = await opusEncoder();
  const level = { lufs: lufsOf(pieces), learn: () => undefined };
  const maker = new FrameMaker({
    openEncoder,
    openStages: (rate) => [new SilenceTrim(rate), new Levelling(rate, level)],
  });
  const frames: Frame[] = [];
  try {
    for (const piece of pieces) frames.push(...maker.push(piece));
    frames.push(...maker.end());
  } finally {
    maker.close();
  }
  return frames;
}

/** How loud what is heard of it is. */
function lufsOf(pieces: readonly Pcm[]): number {
  const rate = pieces[0]?.sampleRate ?? 48_000;
  const meter = new LoudnessMeter(rate);
  const trim = new SilenceTrim(rate);
  for (const piece of pieces) meter.push(trim.push(mixDown(piece)));
  meter.push(trim.end());
  return meter.integratedLufs();
}
