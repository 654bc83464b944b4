import { frames } from '#audio/frames.ts';
import { Levelling, unknownLevel } from '#audio/loudness/levelling.ts';
import type { Frame } from '#audio/track.ts';

import { speechLike, wav } from '../sound.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Speech as the bot keeps it: levelled, in frames. */
export async function line(secs: number): Promise<readonly Frame[]> {
  const { signal } = new AbortController();
  const stages = (rate: number) => [new Levelling(rate, unknownLevel)];
  return frames(once(wav(speechLike(secs))), { signal, stages }).whole();
}
