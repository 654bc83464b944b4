import { setTimeout as delay } from 'node:timers/promises';

export const runs = 24;
export const warmUps = 2;
/** Between runs, so that edits of messages and closing sockets of one are not measured with the next. */
const restMs = 150;

/** Samples of `runs` runs after some that warm up, with a rest between them. */
export async function sampled<Sample>(sample: (run: number) => Promise<Sample>): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let run = 0; run < runs + warmUps; run += 1) {
    const value = await sample(run);
    if (run >= warmUps) samples.push(value);
    await delay(restMs);
  }
  return samples;
}
