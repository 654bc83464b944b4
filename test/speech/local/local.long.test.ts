import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { LocalHost } from '#speech/local/host.ts';
import { wholeModelsIn } from '#speech/local/model-folder.ts';

import { hasAddon, humming } from './hummed.ts';
import { putPocket } from './tiny-models.ts';

const everyMs = 20 * 60_000;
/** More voices than any process keeps. */
const clips = Array.from({ length: 30 }, (_, index) => humming(0.02 + index / 100, 3));

test.runIf(hasAddon)(
  'two thousand utterances in thirty voices leave the process no more than a tenth larger than two hundred',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'models-'));
    putPocket(join(folder, 'pocket'));
    const [found] = wholeModelsIn(folder);
    if (!found) throw new Error('the model is not there');
    const { kind, paths } = found;
    const host = new LocalHost({ speaker: { files: { kind, paths }, threads: 1 } });
    const { signal } = new AbortController();
    const sizes: number[] = [];
    try {
      for (let at = 0; at < 2_000; at += 1) {
        const bytes = clips[at % clips.length] ?? humming(0.1);
        const text = `utterance ${at} ${'and more '.repeat(at % 7)}`;
        const clause = { text, voice: { kind: 'clip', bytes } as const, speed: 1 };
        const { rssBytes } = await host.speak(clause, () => undefined, signal);
        sizes.push(rssBytes);
      }
    } finally {
      host.close();
      rmSync(folder, { recursive: true });
    }
    // A collection may be near: the least of some is what it needs.
    const needed = (until: number): number => Math.min(...sizes.slice(until - 40, until));
    expect(needed(2_000)).toBeLessThanOrEqual(1.1 * needed(200));
  },
  everyMs,
);
