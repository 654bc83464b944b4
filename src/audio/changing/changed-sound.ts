import { encoderDelayGranules, granulesPerFrame } from '../encoder.ts';
import { FrameMaker } from '../frame-maker.ts';
import { ceilingDbtp } from '../loudness/levelling.ts';
import { Limiter } from '../loudness/limiter.ts';
import { opusDecoding } from '../opus-decoding.ts';
import type { OpusDecoding } from '../opus-decoding.ts';
import { monoHead } from '../opus-head.ts';
import { opusEncoder } from '../opus-libraries.ts';
import type { Frame } from '../track.ts';
import type { Change } from './change.ts';
import { Fader } from './fader.ts';
import { Gain } from './gain.ts';
import { Louder } from './louder.ts';
import { tempo } from './tempo.ts';
import type { Tempo } from './tempo.ts';

/** Frames as `FrameMaker` made them: the delay of its encoder is taken off again, so that nothing comes later for a change. */
const head = monoHead(encoderDelayGranules);

/** One sound: its frames in, those of the changed sound out, as soon as they can be made. */
export class ChangedSound {
  readonly #decoding: OpusDecoding;
  readonly #maker: FrameMaker;
  readonly #tempo: Tempo | undefined;
  #startGranules = 0;

  private constructor(decoding: OpusDecoding, maker: FrameMaker, faster: Tempo | undefined) {
    this.#decoding = decoding;
    this.#maker = maker;
    this.#tempo = faster;
  }

  static async open(change: Change): Promise<ChangedSound> {
    const [decoding, encoder, openTempo] = await Promise.all([
      opusDecoding(head),
      opusEncoder(),
      change.tempo === 1 ? undefined : tempo(),
    ]);
    const faster = openTempo?.(decoding.sampleRate, change.tempo);
    const maker = new FrameMaker({
      openEncoder: encoder.open,
      openStages: (rate) => [
        ...(faster ? [faster] : []),
        change.gainDb > 0 ? new Louder(rate, change.gainDb) : new Gain(change.gainDb),
        ...(change.fade ? [new Fader(rate, change.fade)] : []),
        // Whatever was made louder, or joined anew, keeps below what may be heard at most.
        new Limiter(rate, ceilingDbtp),
      ],
    });
    return new ChangedSound(decoding, maker, faster);
  }

  /** Throws an `AudioError` for a frame that can't be decoded. */
  push(frames: readonly Frame[]): readonly Frame[] {
    return frames.flatMap((packet) => {
      const start = this.#startGranules;
      this.#startGranules += granulesPerFrame;
      return [...this.#maker.push(this.#decoding.decode({ packet, start, end: Infinity }))];
    });
  }

  end(): readonly Frame[] {
    return [...this.#maker.end()];
  }

  close(): void {
    this.#decoding.close();
    this.#maker.close();
    this.#tempo?.close();
  }
}
