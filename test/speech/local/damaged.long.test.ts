import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { local } from '#speech/local/local.ts';
import type { Local } from '#speech/local/local.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { cloneOf, hasAddon, heard, humming, listening } from './hummed.ts';
import { hasEspeak, putKitten, putKokoro, putMatcha } from './tiny-kinds.ts';
import { putPocket, putVits } from './tiny-models.ts';

// Model folders in which a file is damaged, and recordings that are none: whatever becomes of it, others speak on.

const everyMs = 180_000;
let folder = '';
let engine: Local;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
  putVits(join(folder, 'whole-en'));
  engine = local({ folder, host: { silentMs: 10_000 } });
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

const preset = { mode: 'preset', id: 'speaker-0' } as const;
const asked = (model: string, language: string, voice: SpeechRequest['voice']): SpeechRequest => ({
  text: 'Hello there.',
  model,
  language,
  voice,
  speed: 1,
});

/** How it ended: with sound, or with the failure. */
async function outcome(request: SpeechRequest): Promise<string> {
  try {
    const { samples } = await heard(await engine.speak(request, listening()));
    return samples.length > 0 ? 'sound' : 'silence';
  } catch (error) {
    // Every other failure is a fault of ours.
    if (error instanceof SpeechError) return error.failure;
    throw error;
  }
}

const damages: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  empty: () => Buffer.alloc(0),
  noise: (bytes) => Buffer.from(bytes.map((_, index) => (index * 7_919) % 251)),
  half: (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)),
};

describe.runIf(hasAddon && hasEspeak)('a damaged file', () => {
  test.each([
    ['vits', putVits, ['model.onnx', 'tokens.txt']],
    [
      'pocket',
      putPocket,
      [
        'encoder.onnx',
        'text_conditioner.onnx',
        'lm_main.int8.onnx',
        'lm_flow.int8.onnx',
        'decoder.int8.onnx',
        'vocab.json',
        'token_scores.json',
      ],
    ],
    [
      'kitten',
      putKitten,
      ['model.fp16.onnx', 'voices.bin', 'tokens.txt', 'espeak-ng-data/phontab'],
    ],
    ['kokoro', putKokoro, ['model.int8.onnx', 'voices.bin', 'tokens.txt', 'lexicon-us-en.txt']],
    ['matcha', putMatcha, ['model-steps-3.onnx', 'vocos-22khz-univ.onnx', 'tokens.txt']],
  ] as const)(
    'of %s ends no more than what was asked of its model',
    async (kind, put, names) => {
      const voice = kind === 'pocket' ? cloneOf(humming(0.2)) : preset;
      for (const name of names)
        for (const [how, damaged] of Object.entries(damages)) {
          const slug = `${kind}-${how}-${name.replaceAll(/\W/g, '-')}`;
          const path = join(put(join(folder, slug)), name);
          writeFileSync(path, damaged(readFileSync(path)));
          const model = (await engine.models(listening().signal)).find(
            (each) => each.slug === slug,
          );
          const language = model?.languages[0]?.slug ?? 'en';
          expect(`${slug}: ${await outcome(asked(slug, language, voice))}`).toMatch(
            // Without a token for the end of a sentence the library comes to no end: its process is ended after a while.
            /: (?:unavailable|job-failed|model-gone|refused|timeout|sound)$/,
          );
          rmSync(join(folder, slug), { recursive: true });
        }
      expect(await outcome(asked('whole-en', 'en', preset))).toBe('sound');
    },
    everyMs,
  );
});

test.runIf(hasAddon)(
  'a recording that is none, or too short or silent, fails by itself, and the next one is cloned',
  async () => {
    putPocket(join(folder, 'pocket'));
    const whole = humming(0.2);
    const recordings: readonly [string, Uint8Array][] = [
      ['empty', Buffer.alloc(0)],
      ['noise', Buffer.from(whole.map((_, index) => (index * 7_919) % 251))],
      ['no more than its head', whole.subarray(0, 44)],
      ['one sample', whole.subarray(0, 46)],
      ['cut off', whole.subarray(0, 3_001)],
      ['silent', humming(0)],
      ['of a text', Buffer.from('no recording at all')],
    ];
    for (const [what, bytes] of recordings)
      expect(`${what}: ${await outcome(asked('pocket', 'en', cloneOf(bytes)))}`).toMatch(
        /: (?:unavailable|job-failed|refused|bad-audio|sound)$/,
      );
    expect(await outcome(asked('pocket', 'en', cloneOf(whole)))).toBe('sound');
  },
  everyMs,
);
