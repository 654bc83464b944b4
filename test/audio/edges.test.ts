import { beforeAll, expect, test } from 'vitest';

import { edgeSilence } from '#audio/edges.ts';
import { frames } from '#audio/frames.ts';
import { silenceFrame } from '#audio/track.ts';
import type { Frame } from '#audio/track.ts';
import { warmAudio } from '#audio/warm.ts';

import { chunked, mp3 } from './sound.ts';

let loud: readonly Frame[];
beforeAll(async () => {
  await warmAudio();
  const signal = AbortSignal.timeout(20_000);
  const tone = Float32Array.from({ length: 24_000 }, (_, at) => 0.2 * Math.sin(at / 17));
  const sound = chunked(await mp3(tone));
  loud = (await frames(sound, { signal, trimSilence: false }).whole()).slice(10, 40);
});

const quiet = (count: number): readonly Frame[] =>
  Array.from({ length: count }, () => silenceFrame);

test('of what was listened to last nothing is heard in what comes then', async () => {
  await edgeSilence(loud, loud);
  expect(await edgeSilence(quiet(8), quiet(8))).toEqual({ atEndMs: 160, atStartMs: 160 });
});

test('silence is listened to for eight frames at either edge', async () => {
  const { atEndMs, atStartMs } = await edgeSilence([...loud, ...quiet(3)], [...quiet(4), ...loud]);
  expect(Math.abs(atEndMs - 60)).toBeLessThan(30);
  expect(Math.abs(atStartMs - 80)).toBeLessThan(30);
  const long = await edgeSilence([...loud, ...quiet(20)], [...quiet(20), ...loud]);
  expect(long).toEqual({ atEndMs: 160, atStartMs: 160 });
});
