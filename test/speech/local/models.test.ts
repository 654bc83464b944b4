import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { isFastEnough } from '#speech/live.ts';
import { knownModels } from '#speech/local/known-models.ts';
import { modelFoldersIn } from '#speech/local/model-folder.ts';
import type { ModelFolder, ModelKind } from '#speech/local/model-folder.ts';
import { localModel } from '#speech/local/models.ts';
import { keptSpeeds } from '#speech/local/speeds.ts';

import { putPocket, putVits } from './tiny-models.ts';

// Models as people choose them, by what lies in their folders.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function offered(kind: ModelKind, slug: string, notes: Readonly<Record<string, string>> = {}) {
  const path = join(folder, slug);
  const given: ModelFolder = {
    kind,
    slug,
    path,
    paths: {},
    notes: new Map(Object.entries(notes)),
  };
  return localModel(given);
}

test('Kokoro’s voices are those that it speaks well, with their languages, genders and names', () => {
  const names = 'af_alloy,am_adam,bf_emma,ef_dora,zm_yunxi,af';
  const { model, voices } = offered('kokoro', 'kokoro-tiny', {
    speaker_names: names,
    n_speakers: '6',
  });
  expect(model.languages).toEqual([
    {
      slug: 'en-us',
      name: 'American English',
      tag: 'en-us',
      voices: [
        { slug: 'speaker-0', name: 'Alloy', gender: 'female' },
        { slug: 'speaker-1', name: 'Adam', gender: 'male' },
        { slug: 'speaker-5', name: 'Af', gender: 'female' },
      ],
    },
    {
      slug: 'en-gb',
      name: 'British English',
      tag: 'en-gb',
      voices: [{ slug: 'speaker-2', name: 'Emma', gender: 'female' }],
    },
    {
      slug: 'zh',
      name: 'Chinese',
      tag: 'zh',
      voices: [{ slug: 'speaker-4', name: 'Yunxi', gender: 'male' }],
    },
  ]);
  expect(voices.get('speaker-4')).toEqual({ kind: 'speaker', id: 4 });
  expect(model.defaults).toEqual({ language: 'en-us', voice: 'speaker-0', speed: 1 });
  expect(model.modes).toEqual(['preset']);
  expect(model.limits).toMatchObject({ minSpeed: 0.5, maxSpeed: 2, minTextChars: 1 });
});

test('the recordings of Pocket TTS are its voices, in order, and it clones others at their own speed', () => {
  mkdirSync(join(folder, 'pocket-tiny', 'test_wavs'), { recursive: true });
  for (const name of ['zoe.wav', 'big_bob.wav', 'notes.txt'])
    writeFileSync(join(folder, 'pocket-tiny', 'test_wavs', name), '');
  const { model, voices } = offered('pocket', 'pocket-tiny');
  expect(model.languages[0]?.voices).toEqual([
    { slug: 'big_bob', name: 'Big bob' },
    { slug: 'zoe', name: 'Zoe' },
  ]);
  const path = join(folder, 'pocket-tiny', 'test_wavs', 'zoe.wav');
  expect(voices.get('zoe')).toEqual({ kind: 'recording', path });
  expect(model.modes).toEqual(['preset', 'clone']);
  expect(model.defaults.language).toBe('en');
  expect(model.limits).toMatchObject({
    minSpeed: 1,
    maxSpeed: 1,
    minClipMs: 3_000,
    maxClipMs: 10_000,
  });
  expect(offered('pocket', 'pocket-bare').model).toMatchObject({ modes: ['clone'] });
});

test('a model of Piper names its speakers in the file beside it', () => {
  mkdirSync(join(folder, 'piper'));
  const map = JSON.stringify({ speaker_id_map: { p_1: 1, 'first-one': 0 } });
  writeFileSync(join(folder, 'piper', 'model.onnx.json'), map);
  const { model } = offered('vits', 'piper', { n_speakers: '3' });
  expect(model.languages[0]?.voices.map(({ name }) => name)).toEqual([
    'First one',
    'P 1',
    'Voice 3',
  ]);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['vits-piper-de_DE-thorsten-medium', {}, 'de-de'],
  ['vits-piper-nl_NL-mls-medium', {}, 'nl-nl'],
  ['vits-piper-xx_YY-of-nobody', {}, 'mul'],
  ['some-model', { voice: 'en-us-x' }, 'en-us'],
  ['mms-fr', {}, 'fr'],
  ['some-model', { language: 'German' }, 'de'],
  ['some-model', {}, 'mul'],
])('the language of %s with the notes %j is %s', (slug, notes, tag) => {
  expect(offered('vits', slug, notes).model.languages.map((each) => each.tag)).toEqual([tag]);
});

test('a known model has its name, and no model more voices than can be chosen', () => {
  const [{ folder: slug, name }] = knownModels as readonly [(typeof knownModels)[number]];
  expect(offered('pocket', slug).model.name).toBe(name);
  expect(offered('vits', 'crowd', { n_speakers: '5000' }).voices.size).toBe(1_000);
});

test('a folder that is being filled is no model yet, and others come by their names', () => {
  putVits(join(folder, 'b-en'));
  putPocket(join(folder, 'a-pocket'));
  putVits(join(folder, '.c-en'));
  writeFileSync(join(folder, 'speeds.json'), '{}');
  expect(modelFoldersIn(folder).map(({ slug }) => slug)).toEqual(['a-pocket', 'b-en']);
  expect(modelFoldersIn(join(folder, 'none'))).toEqual([]);
});

test('how fast models are is kept for each, also for other machines', () => {
  const path = join(folder, 'speeds.json');
  writeFileSync(path, JSON.stringify({ one: { 'another machine': 0.3 } }));
  const speeds = keptSpeeds(folder);
  expect(speeds.of('one')).toBeUndefined();
  speeds.keep('one', 0.123_456);
  speeds.keep('two', 0.9);
  expect([speeds.of('one'), speeds.of('two')]).toEqual([0.123, 0.9]);
  const kept = keptSpeeds(folder);
  expect(kept.of('one')).toBe(0.123);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    one: { 'another machine': 0.3 },
  });
  writeFileSync(path, 'broken');
  expect(kept.of('one')).toBeUndefined();
});

test.each([
  [undefined, true],
  [0.8, true],
  [0.801, false],
])('a model that takes %s seconds for each is fast enough: %s', (factor, isFast) => {
  expect(isFastEnough(factor)).toBe(isFast);
});
