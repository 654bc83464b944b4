import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { local } from '#speech/local/local.ts';
import { modelFoldersIn } from '#speech/local/model-folder.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { hasAddon, heard, listening, pitchOf } from './hummed.ts';
import { hasEspeak, putKitten, putKokoro, putMatcha } from './tiny-kinds.ts';
import { putPocket, putVits } from './tiny-models.ts';

// Each kind of model, by a tiny one in its shape.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const found = () => modelFoldersIn(folder);

describe.runIf(hasEspeak)('models whose words are found by eSpeak NG', () => {
  test.runIf(hasAddon).each([
    ['kitten', putKitten, ['Ann', 'Bob']],
    ['kokoro', putKokoro, ['Ann', 'Bob']],
    ['kokoro', (path: string) => putKokoro(path, 1), ['Ann', 'Bob']],
    ['matcha', putMatcha, ['Voice 1']],
  ] as const)('one of %s speaks in each of its voices', async (kind, put, names) => {
    put(join(folder, `${kind}-tiny`));
    expect(found()).toMatchObject([{ kind, slug: `${kind}-tiny` }]);
    const engine = local({ folder });
    try {
      const [model] = await engine.models(listening().signal);
      const voices = (model?.languages ?? []).flatMap((language) =>
        language.voices.map((voice) => ({ ...voice, language: language.slug })),
      );
      expect(voices.map(({ name }) => name)).toEqual(names);
      for (const [index, { slug: id, language }] of voices.entries()) {
        const request: SpeechRequest = {
          text: 'Hello there. How are you today?',
          model: `${kind}-tiny`,
          language,
          voice: { mode: 'preset', id },
          speed: 1,
        };
        const { samples } = await heard(await engine.speak(request, listening()));
        expect(samples.length).toBeGreaterThan(16_000);
        const middle = samples.subarray(Math.floor(samples.length / 2));
        expect(pitchOf(middle, 16_000)).toBeCloseTo(200 + 100 * index, -2);
      }
    } finally {
      engine.close();
    }
  });

  test('data of eSpeak NG of which there is nothing but the folder is told', () => {
    rmSync(join(putKitten(join(folder, 'kitten-tiny')), 'espeak-ng-data', 'phontab'));
    expect(found()).toEqual([{ slug: 'kitten-tiny', lacks: ['espeak-ng-data/phontab'] }]);
  });

  test('a later Kokoro without its words is told so, and an early one needs none', () => {
    rmSync(join(putKokoro(join(folder, 'kokoro-tiny')), 'lexicon-us-en.txt'));
    putKokoro(join(folder, 'kokoro-v0'), 1);
    expect(found()).toMatchObject([
      { slug: 'kokoro-tiny', lacks: ['lexicon.txt'] },
      { slug: 'kokoro-v0', kind: 'kokoro' },
    ]);
  });

  test.each([
    ['kitten-tiny', putKitten, ['model.fp16.onnx', 'voices.bin', 'tokens.txt', 'espeak-ng-data']],
    ['kokoro-tiny', putKokoro, ['model.int8.onnx', 'voices.bin', 'tokens.txt', 'espeak-ng-data']],
    ['matcha-tiny', putMatcha, ['model-steps-3.onnx', 'vocos-22khz-univ.onnx', 'tokens.txt']],
  ] as const)('each file that %s lacks is named', (slug, put, names) => {
    for (const name of names) {
      const path = put(join(folder, slug));
      rmSync(join(path, name), { recursive: true });
      expect(found()).toEqual([{ slug, lacks: [name.replace(/\.(?:fp16|int8)\./, '.')] }]);
      rmSync(path, { recursive: true });
    }
  });
});

test.each([
  ['tiny-en', putVits, ['model.onnx', 'tokens.txt']],
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
] as const)('each file that %s lacks is named', (slug, put, names) => {
  for (const name of names) {
    const path = put(join(folder, slug));
    rmSync(join(path, name));
    expect(found()).toEqual([{ slug, lacks: [name.replace('.int8.', '.')] }]);
    rmSync(path, { recursive: true });
  }
});
