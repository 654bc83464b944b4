import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { startDeapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { speechEnvironmentOf } from '@crier/rehearsal/scene/scene.ts';

import { loadConfig } from '#config.ts';
import { engines } from '#engines.ts';
import { createLog } from '#ops/log.ts';
import { openStore } from '#store/open-store.ts';

import type { Scenario } from './row.ts';

const runs = 5;
const openJobs = 10_000;
const voice = 'af_sky';

/**
 * From a store with 10,000 jobs that the last process left, as it is opened, to the first frame of new words: the jobs
 * are read and scheduled, and are followed meanwhile.
 */
export const jobsResume: Scenario = {
  names: ['jobs/resume'],
  async measure() {
    const samples: number[] = [];
    await using deapi = Object.assign(await startDeapi(), {
      [Symbol.asyncDispose]: () => deapi.close(),
    });
    for (let run = 0; run < runs; run += 1) {
      const folder = await mkdtemp(join(tmpdir(), 'crier-resume-'));
      await (await openStore({ folder })).close();
      leaveJobs(join(folder, 'crier.sqlite'));
      const text = `Run ${run}.`;
      // How long the service takes to make it is another row's.
      await deapi.prepare([{ text, voice }]);
      samples.push(await timed(folder, deapi, text));
      // Something of the cache may still be written.
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
    return [{ name: 'jobs/resume', unit: 'ms', samples }];
  },
};

function leaveJobs(path: string): void {
  using file = new DatabaseSync(path);
  const put = file.prepare(
    `INSERT INTO jobs VALUES (?, 'deapi', 'job', 'submitted', ?, 'Kokoro', 'preset', 20, 'mp3', 0.1, NULL, 'ann', 'club', 'read', ?, ?, ?, ?)`,
  );
  file.exec('BEGIN');
  for (let index = 0; index < openJobs; index += 1) {
    const key = index.toString(16).padStart(64, '0');
    put.run(String(index), `request-${index}`, key, key, Date.now(), Date.now());
  }
  file.exec('COMMIT');
}

async function timed(folder: string, deapi: Deapi, text: string): Promise<number> {
  const config = loadConfig({
    DISCORD_TOKEN: 'a.b.c',
    ...speechEnvironmentOf(deapi),
    CRIER_DATA: folder,
  });
  const memo = { get: async () => undefined, put: async () => undefined };
  const closing = new AbortController();
  const startedAtMs = performance.now();
  const store = await openStore({ folder });
  const speaker = engines(
    config,
    () => [],
    () => undefined,
    {
      memo,
      ...store,
      claims: store.phraseFrames,
      log: createLog({ level: 'silent', secrets: [] }),
      trim: async () => undefined,
    },
  );
  await speaker.takeUp(closing.signal);
  const spoken = { mode: 'preset', id: voice } as const;
  const request = { text, model: 'Kokoro', language: 'en-us', voice: spoken, speed: 1 };
  const track = speaker.renderer.render(request, { signal: closing.signal });
  for await (const _ of track) break;
  const tookMs = performance.now() - startedAtMs;
  closing.abort(new Error('measured'));
  await speaker.close();
  await store.close();
  return tookMs;
}
