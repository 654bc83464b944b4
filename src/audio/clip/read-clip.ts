import { AudioError } from '../audio-error.ts';
import { amplitudeOf } from '../decibels.ts';
import { concatSamples, heardMono } from '../pcm.ts';
import { Resampler } from '../resample.ts';
import type { ClipLimits, ClipReport, Stretch } from './clip-report.ts';
import { openClip } from './clip-sound.ts';
import type { ClipBytes } from './clip-sound.ts';
import { judgeClip } from './judge-clip.ts';
import { gainDbOf, levelsOf } from './level-judgement.ts';
import { LevelWindows } from './level-windows.ts';
import type { LoadAac } from './m4a-sound.ts';
import { mp3Clip } from './mp3-clip.ts';
import type { ClipRate } from './mp3-clip.ts';
import type { MadeSound } from './reader-orders.ts';

/** More is not listened to: the best stretch is looked for in this. */
const maxHeardMs = 60_000;

/** Decodes a clip as far as is needed and says what is in it. Rejects with an `AudioError` when that can't be known. */
export async function checkClip(
  clip: ClipBytes,
  limits: ClipLimits,
  loadAac: LoadAac,
): Promise<ClipReport> {
  const { codec, pieces } = await openClip(clip, loadAac);
  const sound = new LevelWindows();
  const enoughMs = Math.max(maxHeardMs, limits.maxMs);
  let isWhole = true;
  for await (const pcm of pieces) {
    sound.push(pcm);
    if (sound.durationMs <= enoughMs) continue;
    isWhole = false;
    break;
  }
  if (sound.durationMs === 0)
    throw new AudioError('empty', 'it holds no sound', { flaw: { kind: 'no-sound' } });
  return judgeClip({ codec, sound, isWhole }, limits);
}

/** A stretch of a clip as a mono mp3, as loud as speech should be. Rejects with an `AudioError`. */
export async function prepareClip(
  clip: ClipBytes,
  stretch: Stretch,
  loadAac: LoadAac,
): Promise<MadeSound> {
  const { samples, rate } = await monoStretch(clip, stretch, loadAac);
  if (samples.length === 0)
    throw new AudioError('empty', 'nothing of it lies in that stretch', {
      flaw: { kind: 'nothing-in-stretch' },
    });
  const bytes = await mp3Clip(levelled(samples, rate), rate);
  return { bytes, durationMs: (samples.length * 1000) / rate };
}

async function monoStretch(
  clip: ClipBytes,
  { fromMs, toMs }: Stretch,
  loadAac: LoadAac,
): Promise<{ readonly samples: Float32Array; readonly rate: ClipRate }> {
  const { pieces } = await openClip(clip, loadAac);
  const parts: Float32Array[] = [];
  let rate: ClipRate | undefined;
  let inputRate = 0;
  let resampler: Resampler | undefined;
  let atMs = 0;
  for await (const pcm of pieces) {
    rate ??= pcm.sampleRate > 24_000 ? 44_100 : 24_000;
    if (pcm.sampleRate !== inputRate) {
      if (resampler) parts.push(resampler.end());
      inputRate = pcm.sampleRate;
      resampler = inputRate === rate ? undefined : new Resampler(inputRate, rate);
    }
    const mono = heardMono(pcm);
    const perMs = inputRate / 1000;
    const used = mono.subarray(
      Math.max(0, Math.round((fromMs - atMs) * perMs)),
      Math.max(0, Math.round((toMs - atMs) * perMs)),
    );
    if (used.length > 0) parts.push(resampler ? resampler.push(used) : used);
    atMs += mono.length / perMs;
    if (atMs >= toMs) break;
  }
  if (resampler) parts.push(resampler.end());
  return { samples: concatSamples(parts), rate: rate ?? 24_000 };
}

/** Makes a quiet recording as loud as others. */
function levelled(samples: Float32Array, sampleRate: number): Float32Array {
  const sound = new LevelWindows();
  sound.push({ channels: [samples], sampleRate });
  const gainDb = gainDbOf(levelsOf(sound.windows));
  if (gainDb <= 0) return samples;
  const gain = amplitudeOf(gainDb);
  return samples.map((sample) => sample * gain);
}
