import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { loadConfig } from '#config.ts';
import { keptSpeeds } from '#speech/local/speeds.ts';

import { hasAddon } from './speech/local/hummed.ts';
import { putPocket, putVits } from './speech/local/tiny-models.ts';

const root = mkdtempSync(join(tmpdir(), 'models-'));
afterAll(() => rmSync(root, { recursive: true }));

const [none, new_, fast, slow, broken] = ['none', 'new', 'fast', 'slow', 'broken'].map((name) =>
  join(root, name),
) as [string, string, string, string, string];
for (const folder of [new_, fast, slow]) putVits(join(folder, 'tiny-en'));
keptSpeeds(fast).keep('tiny-en', 0.15);
keptSpeeds(slow).keep('tiny-en', 0.81);
rmSync(join(putPocket(join(broken, 'pocket')), 'encoder.onnx'));

const token = 'MTE0.Gx0.secret';
const given = (variables: Record<string, string>) =>
  loadConfig({ DISCORD_TOKEN: token, ...variables });
const key = { DEAPI_KEY: '12|abcdef' };
const url = { OPENAI_SPEECH_URL: 'http://localhost:8880/v1' };

describe.runIf(hasAddon)('who speaks, and who does when that fails', () => {
  test.each([
    ['no model', none, {}, 'embedded', 'embedded'],
    ['a model that was never measured', new_, {}, 'local', 'embedded'],
    ['a fast model', fast, {}, 'local', 'embedded'],
    ['a slow model, which is there to be chosen', slow, {}, 'embedded', 'local'],
    ['a model that lacks a file', broken, {}, 'embedded', 'embedded'],
    ['a model and a key', fast, key, 'deapi', 'embedded'],
    ['a model and a server, which nobody chose', fast, url, 'embedded', 'embedded'],
    [
      'a model, a server that was chosen',
      fast,
      { ...url, SPEECH_ENGINE: 'openai' },
      'openai',
      'embedded',
    ],
    ['a slow model that was chosen', slow, { SPEECH_ENGINE: 'local' }, 'local', 'embedded'],
    [
      'a model that was chosen beside a key',
      fast,
      { ...key, SPEECH_ENGINE: 'local' },
      'local',
      'embedded',
    ],
    [
      'a model as the fallback of deAPI',
      slow,
      { ...key, SPEECH_FALLBACK: 'local' },
      'deapi',
      'local',
    ],
    ['a model as the fallback of itself', fast, { SPEECH_FALLBACK: 'local' }, 'local', 'local'],
    ['a model without a fallback', fast, { SPEECH_FALLBACK: 'none' }, 'local', 'none'],
    [
      'the built-in engine, a model behind it',
      fast,
      { SPEECH_ENGINE: 'embedded', SPEECH_FALLBACK: 'local' },
      'embedded',
      'local',
    ],
    ['the built-in engine, chosen', fast, { SPEECH_ENGINE: 'embedded' }, 'embedded', 'embedded'],
  ] as const)('%s', (_, folder, variables, engine, fallback) => {
    expect(given({ CRIER_MODELS: folder, ...variables })).toMatchObject({ engine, fallback });
  });

  test.each([
    [
      none,
      { SPEECH_ENGINE: 'local' },
      /has no model, and SPEECH_ENGINE=local needs it \(npm run voices -- add pocket\)\s+→ at CRIER_MODELS/,
    ],
    [
      broken,
      { ...key, SPEECH_FALLBACK: 'local' },
      /has no model, and SPEECH_FALLBACK=local needs it/,
    ],
  ])('a model in %s with %j is missed at the start', (folder, variables, sentence) => {
    expect(() => given({ CRIER_MODELS: folder, ...variables })).toThrow(sentence);
  });
});
