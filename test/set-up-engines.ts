import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { speechEnvironmentOf } from '@crier/rehearsal/scene/scene.ts';
import { expect, onTestFinished } from 'vitest';

import type { Track } from '#audio/track.ts';
import { loadConfig } from '#config.ts';
import { engines } from '#engines.ts';
import type { Engines } from '#engines.ts';
import type { JobNames, Jobs } from '#jobs/job.ts';
import type { Ledger } from '#money.ts';
import type { Memo } from '#ops/memo.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { espeakModel, fliteModel } from '#speech/embedded/models.ts';
import type { TrimClip } from '#speech/fitting-clips.ts';
import type { Claims } from '#speech/lasting-frames.ts';
import type { SpeechRequest } from '#speech/speech.ts';
import type { Store } from '#store/store.ts';

import { FakeLog } from './fakes/log.ts';
import { MemoryJobs } from './jobs/memory-jobs.ts';

/** A day. */
export const dayMs = 24 * 3_600_000;

/** Variables of the operator. */
export type Environment = Readonly<Record<string, string>>;

const noMemo: Memo = { get: async () => undefined, put: async () => undefined };

/** It outlives the speakers. */
interface Kept {
  readonly log: FakeLog;
  readonly memo: Memo;
  readonly jobs: Jobs & JobNames;
  readonly ledger: Ledger;
  readonly claims: Claims;
  readonly trim: TrimClip;
}

/** Those that are inside. */
const usualModels: readonly SpeechModel[] = [fliteModel, espeakModel];

/** Nobody saved anything. */
const noClaims: Claims = {
  claim: async () => undefined,
  claimed: async () => new Set(),
  onFewer: () => undefined,
};

/** Nobody is limited, and nothing is summed up. */
const noLedger = {
  spending: {
    days: async () => [],
    used: async () => ({ usd: 0, chars: 0 }),
    noteSaved: async () => undefined,
  },
  budgets: { limitsFor: async () => [] } as unknown as Store['budgets'],
  botBudgets: { list: () => [] },
} as const;

/** Engines as the operator's variables say, with that service; what is kept lies in a folder. */
export function speakersOf(service: () => Deapi) {
  return (
    folder: string,
    environment: Environment = {},
    {
      log = new FakeLog(),
      memo = noMemo,
      jobs = new MemoryJobs(),
      ledger = noLedger,
      claims = noClaims,
      trim = async () => undefined,
    }: Partial<Kept> = {},
    models = usualModels,
  ): Engines => {
    const config = loadConfig({
      DISCORD_TOKEN: 'a.b.c',
      ...speechEnvironmentOf(service()),
      CRIER_DATA: folder,
      ...environment,
    });
    const speaker = engines(
      config,
      () => models,
      () => undefined,
      { memo, jobs, claims, log, trim, ...ledger },
    );
    onTestFinished(() => speaker.close());
    return speaker;
  };
}

const words = { speed: 1, language: 'en-us' } as const;
/** Something in a voice of the service. */
export const preset: SpeechRequest = {
  ...words,
  text: 'Rain again.',
  model: 'Kokoro',
  voice: { mode: 'preset', id: 'af_sky' },
};
/** The same in a voice of the built-in engine. */
export const inside: SpeechRequest = {
  ...words,
  text: 'Rain again.',
  model: fliteModel.slug,
  language: fliteModel.defaults.language,
  voice: { mode: 'preset', id: fliteModel.defaults.voice ?? '' },
};

/** Its sound, for a call. */
export function rendered(speaker: Engines, request: SpeechRequest): Track {
  return speaker.renderer.render(request, { signal: AbortSignal.timeout(20_000) });
}

/** Resolves when it is whole; rejects with what it failed of. */
export async function spoken(speaker: Engines, request: SpeechRequest): Promise<void> {
  let frames = 0;
  for await (const _ of rendered(speaker, request)) frames += 1;
  expect(frames).toBeGreaterThan(10);
}

/** The names of the files in which speech is kept. */
export async function keptIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, 'frames'), { recursive: true, withFileTypes: true });
  return entries.map(({ name }) => name).filter((name) => name.endsWith('.frames'));
}
