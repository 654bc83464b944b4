import { expect, test } from 'vitest';

import type { ClipLimits, ClipReport, Stretch } from '#audio/clip/clip-report.ts';
import { receiveClip } from '#features/own-voices/clip-intake.ts';
import { inEnglish } from '#i18n/texts.ts';

import { fakeIntake } from '../../fakes/intake.ts';
import { anyLevels } from '../../fakes/levels.ts';

const file = { url: 'https://cdn.discordapp.com/attachments/1/2/me.mp3', size: 3 };
const bounds = { minMs: 5_000, maxMs: 15_000 };
const long = { kind: 'too-long', durationMs: 20_000, isWhole: true, maxMs: 15_000 } as const;
const silent = { kind: 'silent', heardMs: 0 } as const;
const isTooLong =
  'The clip is 20 s long, and at most 15 s can be used. Send a shorter one, or let it be trimmed.';

/** A checker that reports what it is told, and notes what it was asked. */
function intake(found: Pick<ClipReport, 'problems' | 'stretch'>) {
  const asked: { limits?: ClipLimits; stretch?: Stretch } = {};
  const report: ClipReport = {
    format: 'mp3',
    durationMs: 20_000,
    isWhole: true,
    sampleRate: 24_000,
    channels: 1,
    levels: anyLevels,
    ...found,
  };
  const parts = {
    intake: fakeIntake(),
    checker: {
      check(_: Uint8Array, limits: ClipLimits) {
        asked.limits = limits;
        return Promise.resolve(report);
      },
      prepare(bytes: Uint8Array, stretch: Stretch) {
        asked.stretch = stretch;
        const durationMs = stretch.toMs - stretch.fromMs;
        return Promise.resolve({ bytes, format: 'mp3' as const, durationMs });
      },
    },
  };
  return {
    asked,
    receive: () => receiveClip('ann', { file, tell: () => undefined }, bounds, parts),
  };
}

test('a recording is checked by the limits of the models, and cut to what will do of it', async () => {
  const { asked, receive } = intake({ problems: [], stretch: { fromMs: 100, toMs: 6_100 } });
  const received = await receive();
  expect(asked.limits).toEqual(bounds);
  expect(received.clip.durationMs).toBe(6_000);
  expect(received.tooLong).toBeUndefined();
});

test('of a recording that is too long it is said why, with its best part', async () => {
  const { asked, receive } = intake({ problems: [long], stretch: { fromMs: 2_000, toMs: 12_000 } });
  const { tooLong, stretch, clip } = await receive();
  expect(tooLong && inEnglish(tooLong)).toBe(isTooLong);
  expect(stretch).toEqual({ fromMs: 2_000, toMs: 12_000 });
  expect(clip.durationMs).toBe(10_000);
  expect(asked.stretch).toEqual(stretch);
});

test('a recording of which no part will do is refused with all that is wrong with it', async () => {
  const { asked, receive } = intake({ problems: [long, silent] });
  await expect(receive()).rejects.toThrow(
    `${isTooLong} Nothing can be heard in the clip. Record it again.`,
  );
  expect(asked.stretch).toBeUndefined();
});
