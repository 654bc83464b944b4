import { amplitudeOf } from '../decibels.ts';
import type { PcmStage } from '../pcm.ts';
import { Limiter } from './limiter.ts';
import { LoudnessMeter } from './loudness-meter.ts';

/** All speech is as loud as this, on the one channel that it has. */
export const targetLufs = -16;
/** One dB below what may be heard at most, because Opus does not keep peaks exactly. */
export const ceilingDbtp = -2;
/** More would make hiss of what is hardly there. */
const maxGainDb = 20;

/** The known loudness of a voice, and who wants to learn more of it. */
export interface VoiceLevel {
  /** The loudness of its speech as it comes, in LUFS; undefined for a voice that was never heard. */
  readonly lufs: number | undefined;
  /** How loud a whole line of it was, less what its peaks lose where they are kept down. */
  learn(line: { readonly lufs: number; readonly durationMs: number }): void;
}

/** For a sound of which nothing is known and nothing will be. */
export const unknownLevel: VoiceLevel = { lufs: undefined, learn: () => undefined };

/** Less of an unknown voice may be a breath, and says nothing of what it needs. */
const firstLookMs = 100;
/** Nothing learned after that changes the line. */
const followedMs = 5000;
const stepMs = 10;
/** The part of the way that the gain of an unknown voice goes in a step, to where it should be by what was heard so far. */
const approach = 0.1;
/** Less than this is not heard, and the way ends. */
const thereDb = 0.05;

/**
 * Makes speech as loud as all other speech. Nothing is held back for it: a voice that is known has its gain from the first
 * sample to the last, whatever the line; one that isn't is measured as its first line comes, and turned accordingly, so that this line depends on the pieces that it comes in.
 */
export class Levelling implements PcmStage {
  readonly #voice: VoiceLevel;
  readonly #meter: LoudnessMeter;
  readonly #limiter: Limiter;
  readonly #stepSamples: number;
  #gainDb: number;
  #wantedDb: number;
  #hasBegun = false;

  constructor(sampleRate: number, voice: VoiceLevel) {
    this.#voice = voice;
    this.#meter = new LoudnessMeter(sampleRate);
    this.#limiter = new Limiter(sampleRate, ceilingDbtp);
    this.#stepSamples = (sampleRate * stepMs) / 1000;
    this.#gainDb = voice.lufs === undefined ? 0 : gainDbFor(voice.lufs);
    this.#wantedDb = this.#gainDb;
  }

  push(samples: Float32Array): Float32Array {
    if (samples.length === 0) return samples;
    if (this.#voice.lufs !== undefined)
      return this.#heard(this.#limiter.push(this.#turned(samples)));
    this.#meter.push(samples);
    this.#look();
    this.#hasBegun = true;
    return this.#limiter.push(this.#turned(samples));
  }

  end(): Float32Array {
    const rest = this.#limiter.end();
    const isKnown = this.#voice.lufs !== undefined;
    if (isKnown) this.#heard(rest);
    const lufs = this.#meter.integratedLufs() - (isKnown ? this.#gainDb : 0);
    if (Number.isFinite(lufs)) this.#voice.learn({ lufs, durationMs: this.#meter.durationMs });
    return rest;
  }

  /** The gain of a voice that is known stays, so that what comes out tells more than what goes in. */
  #heard(samples: Float32Array): Float32Array {
    this.#meter.push(samples);
    return samples;
  }

  /** Guesses an unknown voice's gain by what came of it. */
  #look(): void {
    const { durationMs } = this.#meter;
    if (durationMs > followedMs || durationMs < firstLookMs) return;
    const lufs = this.#meter.integratedLufs();
    if (!Number.isFinite(lufs)) return;
    this.#wantedDb = gainDbFor(lufs);
    if (!this.#hasBegun) this.#gainDb = this.#wantedDb;
  }

  #turned(samples: Float32Array): Float32Array {
    if (this.#gainDb === 0 && this.#wantedDb === 0) return samples;
    const turned = new Float32Array(samples.length);
    for (let at = 0; at < samples.length; at += this.#stepSamples) {
      const from = amplitudeOf(this.#gainDb);
      const missing = this.#wantedDb - this.#gainDb;
      this.#gainDb += Math.abs(missing) < thereDb ? missing : missing * approach;
      const to = amplitudeOf(this.#gainDb);
      const end = Math.min(samples.length, at + this.#stepSamples);
      for (let index = at; index < end; index += 1)
        turned[index] =
          (samples[index] ?? 0) * (from + ((to - from) * (index - at)) / this.#stepSamples);
    }
    return turned;
  }
}

function gainDbFor(lufs: number): number {
  if (!Number.isFinite(lufs)) return 0;
  return Math.max(-maxGainDb, Math.min(maxGainDb, targetLufs - lufs));
}
