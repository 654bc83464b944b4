import { levelMeter } from './level-meter.ts';
import type { LevelMeter } from './level-meter.ts';
import type { FrameSource } from './open-source.ts';
import { silenceRms, trimming } from './silence.ts';
import { frameMs } from './track.ts';
import type { Frame } from './track.ts';

const maxLeadFrames = trimming.maxLeadMs / frameMs;
const keptLeadFrames = trimming.keptLeadMs / frameMs;
const maxTrimFrames = trimming.maxTrimMs / frameMs;

/**
 * Frames that pass without being encoded, without the silence in front: the first ones are decoded to know where it
 * ends. The first frames that a decoder is given are silence in any case, so nothing is missing to it.
 */
export function withoutSilentLead(source: FrameSource): FrameSource {
  let held: Frame[] = [];
  let silentCount = 0;
  let meter: LevelMeter | undefined;
  let hasBegun = false;

  async function* trimmed(frames: AsyncIterable<Frame>): AsyncGenerator<Frame> {
    for await (const frame of frames) {
      if (hasBegun) {
        yield frame;
        continue;
      }
      meter ??= await levelMeter();
      held.push(frame);
      if (meter.meanSquare(frame) < silenceRms ** 2) silentCount += 1;
      else hasBegun = true;
      if (silentCount > maxTrimFrames + keptLeadFrames) hasBegun = true;
      if (hasBegun) {
        yield* held;
        held = [];
      } else if (silentCount > maxLeadFrames) {
        held = held.slice(-keptLeadFrames);
      }
    }
  }

  return {
    push: (bytes) => trimmed(source.push(bytes)),
    async *end() {
      yield* trimmed(source.end());
      yield* held;
    },
    close() {
      meter?.close();
      source.close();
    },
  };
}
