import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';

import { espeakModel, fliteModel } from '#speech/embedded/models.ts';
import { wholeModelsIn } from '#speech/local/model-folder.ts';
import { localModel } from '#speech/local/models.ts';
import { keptSpeeds } from '#speech/local/speeds.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { childrenThatRun } from './child-processes.ts';
import { FakeLog } from './fakes/log.ts';
import { preset, speakersOf } from './set-up-engines.ts';
import type { Environment } from './set-up-engines.ts';
import { cloneOf, hasAddon, heard, humming, listening } from './speech/local/hummed.ts';
import { putPocket, putVits } from './speech/local/tiny-models.ts';
import { startPlainDeapi } from './speech/plain-deapi.ts';
import { temporaryFolder } from './store/folder.ts';

// Models of this machine as the engine of choice, and as the one in its stead.

const folder = mkdtempSync(join(tmpdir(), 'models-'));
putVits(join(folder, 'tiny-en'));
putVits(join(folder, 'tiny-nothing'), { isBroken: true });
writeFileSync(join(putPocket(join(folder, 'pocket')), 'lm_main.int8.onnx'), 'no graph');
const models = [
  ...wholeModelsIn(folder).map((each) => localModel(each).model),
  fliteModel,
  espeakModel,
];

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startPlainDeapi();
});
afterAll(async () => {
  await deapi.close();
  rmSync(folder, { recursive: true });
});

const own: SpeechRequest = {
  text: 'hello there',
  model: 'tiny-en',
  language: 'en',
  voice: { mode: 'preset', id: 'speaker-0' },
  speed: 1,
};
const clip = { bytes: Buffer.alloc(9), format: 'mp3', durationMs: 4_000 } as const;
const soundless: SpeechRequest = { ...own, model: 'tiny-nothing' };
/** The model for it ends the process that loads it. */
const broken: SpeechRequest = { ...own, model: 'pocket', voice: { mode: 'clone', clip } };

async function whoSpoke(environment: Environment, request: SpeechRequest): Promise<string> {
  await using data = await temporaryFolder();
  const speaker = speakersOf(() => deapi)(
    data.path,
    { CRIER_MODELS: folder, ...environment },
    {},
    models,
  );
  const { signal } = new AbortController();
  try {
    const { engine, bytes } = await speaker.speech.speak(request, { signal });
    for await (const _ of bytes);
    return engine;
  } finally {
    await speaker.close();
  }
}

describe.runIf(hasAddon)('models of this machine', () => {
  test.each([
    ['of choice', { SPEECH_ENGINE: 'local' }, own, 'local'],
    [
      'in whose stead the built-in engine speaks',
      { SPEECH_ENGINE: 'local', SPEECH_FALLBACK: 'embedded' },
      broken,
      'embedded',
    ],
    [
      'in whose stead the built-in engine speaks where what they made is no sound',
      { SPEECH_ENGINE: 'local', SPEECH_FALLBACK: 'embedded' },
      soundless,
      'embedded',
    ],
    [
      'beside the built-in engine, where their voice is chosen',
      { SPEECH_ENGINE: 'embedded', SPEECH_FALLBACK: 'local' },
      own,
      'local',
    ],
    ['beside deAPI, where their voice is chosen', { SPEECH_FALLBACK: 'local' }, own, 'local'],
  ])('%s speak', async (_, environment, request, engine) => {
    expect(await whoSpoke(environment, request)).toBe(engine);
  });

  test('they speak when deAPI can’t', async () => {
    deapi.next({ on: 'submit', fail: 'balance' });
    expect(await whoSpoke({ SPEECH_FALLBACK: 'local' }, preset)).toBe('local');
  });

  test('with nobody in their stead, a failure is told', async () => {
    const alone = { SPEECH_ENGINE: 'local', SPEECH_FALLBACK: 'none' };
    await expect(whoSpoke(alone, broken)).rejects.toMatchObject({ failure: 'unavailable' });
  });

  test.each([
    ['of choice', { SPEECH_ENGINE: 'local' }],
    ['that speak in deAPI’s stead', { SPEECH_FALLBACK: 'local' }],
  ])('those %s are loaded before anybody speaks', async (_, environment) => {
    await using data = await temporaryFolder();
    const whole = join(data.path, 'models');
    putVits(join(whole, 'tiny-en'));
    const own = { CRIER_MODELS: whole, ...environment };
    const speaker = speakersOf(() => deapi)(data.path, own);
    const processes = () => childrenThatRun(process.pid, 'speaker.ts');
    const before = (await processes()).length;
    await speaker.prepare();
    expect(await processes()).toHaveLength(before + 1);
    await speaker.close();
    await expect.poll(processes).toHaveLength(before);
  });

  test('the operator is told of a folder that lacks files, and of a model that is too slow, by its name', async () => {
    await using data = await temporaryFolder();
    const whole = join(data.path, 'models');
    putVits(join(whole, 'tiny-en'));
    rmSync(join(putPocket(join(whole, 'pocket')), 'vocab.json'));
    keptSpeeds(whole).keep('tiny-en', 0.9);
    const log = new FakeLog();
    const own = { CRIER_MODELS: whole, SPEECH_ENGINE: 'local' };
    const speaker = speakersOf(() => deapi)(data.path, own, { log });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await speaker.prepare();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(log.lines).toMatchObject([
      { level: 'warn', facts: { slug: 'pocket', lacks: ['vocab.json'] } },
      { level: 'warn', facts: { model: 'tiny-en', realTimeFactor: 0.9 } },
    ]);
  });

  test('with a voice that is removed goes what they keep of it', async () => {
    await using data = await temporaryFolder();
    const whole = join(data.path, 'models');
    putPocket(join(whole, 'pocket'));
    const speaker = speakersOf(() => deapi)(data.path, {
      SPEECH_ENGINE: 'local',
      CRIER_MODELS: whole,
    });
    const voice = cloneOf(humming(0.3));
    const asked = { ...own, text: 'hi', model: 'pocket', voice };
    const { samples } = await heard(await speaker.speech.speak(asked, listening()));
    expect(samples.length).toBeGreaterThan(0);
    const processes = () => childrenThatRun(process.pid, 'speaker.ts');
    const [knowing] = await processes();
    expect(knowing).toBeDefined();
    await speaker.forget(voice);
    await expect.poll(processes).not.toContain(knowing);
  });
});
