import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import sherpa from 'sherpa-onnx-node';

import { spokenBy } from '#speech/local/addon.ts';
import { local } from '#speech/local/local.ts';
import { wholeModelsIn } from '#speech/local/model-folder.ts';
import { triedModel } from '#speech/local/tried-model.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { openScene } from '../test/scene.ts';
import { putVits } from '../test/speech/local/tiny-models.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';

const runs = 100;
const warmUps = 10;
const skips = 15;
const words = 'one two three four five six seven';
const { signal } = new AbortController();

/** How much later a model is heard in its process than where the library is called itself, the two in turn. */
export const localFirstChunk: Scenario = {
  names: ['local/first-chunk'],
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'crier-bench-'));
    putVits(join(folder, 'tiny-en'));
    const engine = local({ folder });
    try {
      await engine.warm();
      const direct = directly(folder);
      const samples: number[] = [];
      for (let run = 0; run < warmUps + runs; run += 1) {
        const directMs = await direct();
        const engineMs = await firstSoundMs(engine);
        if (run >= warmUps) samples.push(engineMs - directMs);
      }
      return [{ name: 'local/first-chunk', unit: 'ms', samples }];
    } finally {
      engine.close();
      await rm(folder, { recursive: true });
    }
  },
};

async function firstSoundMs(engine: Pick<ReturnType<typeof local>, 'speak'>): Promise<number> {
  const voice = { mode: 'preset', id: 'speaker-0' } as const;
  const request: SpeechRequest = { text: words, model: 'tiny-en', language: 'en', voice, speed: 1 };
  const startedMs = performance.now();
  const { bytes } = await engine.speak(request, { signal });
  let parts = 0;
  let tookMs = Number.NaN;
  for await (const _ of bytes) {
    parts += 1;
    // The first part is the head of the file.
    if (parts === 2) tookMs = performance.now() - startedMs;
  }
  return tookMs;
}

function directly(folder: string): () => Promise<number> {
  const [found] = wholeModelsIn(folder);
  if (!found) throw new Error('the model is not there');
  const model = new sherpa.OfflineTts({
    model: { [found.kind]: found.paths, numThreads: 2, debug: 0, provider: 'cpu' },
    maxNumSentences: 1,
  });
  return async () => {
    const startedMs = performance.now();
    let tookMs = Number.NaN;
    await spokenBy(model, { text: words, speed: 1, speaker: 0, recording: undefined }, () => {
      tookMs = performance.now() - startedMs;
      return true;
    });
    return tookMs;
  };
}

/** From a `/skip` to silence, while a model is at a long text. */
export const localSkip: Scenario = {
  names: ['local/skip'],
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'crier-bench-'));
    putVits(join(folder, 'tiny-en'), { work: 3 });
    const environment = { DEAPI_KEY: undefined, CRIER_MODELS: folder };
    const scene = await openScene({ environment });
    try {
      const call = await InCall.enter(scene);
      const samples: number[] = [];
      for (let run = 0; run < skips; run += 1) {
        await call.firstPacket(`${run} and ${`${words}. `.repeat(12)}`);
        const skip = call.command('skip');
        const silence = { sinceMs: skip.sentAtMs, timeoutMs: 20_000 };
        const { atMs } = await call.listener.next((packet) => packet.silence, silence);
        samples.push(atMs - skip.sentAtMs);
        await skip.reply(undefined, 20_000);
      }
      return [{ name: 'local/skip', unit: 'ms', samples }];
    } finally {
      await scene.close({ check: false });
      await rm(folder, { recursive: true });
    }
  },
};

/** Seconds of work for each of speech, of every model that `CRIER_MODELS` has; no row without one. */
export const localRealTime: Scenario = {
  names: ['local/real-time'],
  async measure() {
    const folder = process.env['CRIER_MODELS'] ?? '';
    const samples: number[] = [];
    for (const { slug } of folder === '' ? [] : wholeModelsIn(folder))
      samples.push(await triedModel(folder, slug, signal));
    return [{ name: 'local/real-time', unit: 's', samples }];
  },
};
