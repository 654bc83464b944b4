import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { fileMemo } from '#ops/file-memo.ts';
import type { Catalogue, SpeechModel } from '#speech/catalogue.ts';
import { SpeechError } from '#speech/speech.ts';
import { LiveCatalogue } from '#voices/catalogue.ts';
import { keptModels } from '#voices/kept-models.ts';

import { stopClocks } from '../virtual-time.ts';
import { espeak, kokoro, qwen } from './models.ts';

/** A service whose list can change, fail or hang. */
class FakeService implements Catalogue {
  asked = 0;
  answer: () => Promise<readonly SpeechModel[]>;

  constructor(...models: readonly SpeechModel[]) {
    this.answer = () => Promise.resolve(models);
  }

  models(signal: AbortSignal): Promise<readonly SpeechModel[]> {
    this.asked += 1;
    return Promise.race([this.answer(), aborted(signal)]);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('aborted'))),
  );
}

let folder: string;
const open: LiveCatalogue[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-catalogue-'));
});

afterEach(async () => {
  for (const catalogue of open.splice(0)) catalogue.close();
  await rm(folder, { recursive: true });
});

function live(deapi: Catalogue, failures: unknown[] = [], minPauseMs = 10_000): LiveCatalogue {
  const catalogue = new LiveCatalogue({
    engines: [
      { engine: 'deapi', catalogue: deapi },
      { engine: 'embedded', catalogue: new FakeService(espeak) },
    ],
    kept: keptModels(fileMemo(folder)),
    onFailure: (engine, error) => failures.push([engine, String(error)]),
    deadlineMs: 200,
    minPauseMs,
  });
  open.push(catalogue);
  return catalogue;
}

const slugs = (catalogue: LiveCatalogue): string[] =>
  catalogue.book.models.map((model) => model.slug);

test('the engine of choice comes first, whichever answers first', async () => {
  const catalogue = live(new FakeService(kokoro));
  await catalogue.start();
  await catalogue.refresh();
  expect(slugs(catalogue)).toEqual(['Kokoro', 'espeak']);
});

test('the next start knows the voices before the service answers', async () => {
  const first = live(new FakeService(kokoro, qwen));
  await first.start();
  await first.refresh();
  const service = new FakeService();
  service.answer = () => new Promise(() => {});
  const second = live(service);
  await second.start();
  expect(second.book.models).toEqual(first.book.models);
});

test('a service that fails keeps what it had, and is told of', async () => {
  const failures: unknown[] = [];
  const service = new FakeService(kokoro);
  const catalogue = live(service, failures, 0);
  await catalogue.refresh();
  service.answer = () => Promise.reject(new Error('down'));
  await catalogue.refresh();
  expect(failures).toEqual([['deapi', 'Error: down']]);
  expect(slugs(catalogue)).toEqual(['Kokoro', 'espeak']);
});

test('an empty list is a failure', async () => {
  const failures: unknown[] = [];
  const catalogue = live(new FakeService(), failures);
  await catalogue.refresh();
  expect(failures).toHaveLength(1);
  expect(slugs(catalogue)).toEqual(['espeak']);
});

test('a service that hangs is given up', async () => {
  const service = new FakeService();
  service.answer = () => new Promise(() => {});
  const failures: unknown[] = [];
  const catalogue = live(service, failures);
  await catalogue.refresh();
  expect(failures).toHaveLength(1);
});

test('many questions at once are one', async () => {
  const service = new FakeService(kokoro);
  const catalogue = live(service);
  await Promise.all([catalogue.refresh(), catalogue.refresh(), catalogue.refresh()]);
  await catalogue.refresh();
  expect(service.asked).toBe(1);
});

test('without any voice, why the engine of choice gave none is told to whoever asks', async () => {
  const service = new FakeService(kokoro);
  const refused = new SpeechError('unauthorised', 'the key was not accepted', { engine: 'deapi' });
  service.answer = () => Promise.reject(refused);
  const catalogue = new LiveCatalogue({
    engines: [{ engine: 'deapi', catalogue: service }],
    kept: keptModels(fileMemo(folder)),
    onFailure: () => undefined,
  });
  open.push(catalogue);
  await expect(catalogue.known(new AbortController().signal)).rejects.toBe(refused);
  service.answer = () => Promise.resolve([kokoro]);
  await catalogue.known(new AbortController().signal);
  expect(slugs(catalogue)).toEqual(['Kokoro']);
});

test('at the very first start a voice is awaited, no longer than the first answer', async () => {
  const catalogue = live(new FakeService(kokoro));
  await catalogue.known(new AbortController().signal);
  expect(catalogue.book.offers.length).toBeGreaterThan(0);
});

test.each([
  ['not json'],
  ['{"version":2}'],
  ['{"version":1,"engines":{"deapi":[{"slug":1}]}}'],
  [''],
])('a kept file with %j is no file', async (content) => {
  await writeFile(join(folder, 'voices.json'), content);
  await expect(keptModels(fileMemo(folder)).load()).resolves.toEqual(new Map());
});

test('what is kept is read back as it was', async () => {
  const kept = keptModels(fileMemo(join(folder, 'deep')));
  const models = new Map([['deapi', [kokoro, qwen]] as const]);
  await kept.save(models);
  await expect(kept.load()).resolves.toEqual(models);
});

test.each([
  ['an engine that this version does not know', 'acme', [{ ...kokoro, engine: 'acme' }]],
  [
    'an engine whose voices a newer version keeps in another way',
    'openai',
    [{ ...kokoro, slug: 1 }],
  ],
  ['no list at all', 'openai', 'none'],
])('what is kept of %s takes nothing from the others', async (_, name, list) => {
  const content = { version: 1, engines: { [name]: list, deapi: [kokoro] } };
  await writeFile(join(folder, 'voices.json'), JSON.stringify(content));
  const models = await keptModels(fileMemo(folder)).load();
  expect(models).toEqual(new Map([['deapi', [kokoro]]]));
});

test('an engine that tells of its own changes is heard at once', async () => {
  let tell: (models: readonly SpeechModel[]) => void = () => undefined;
  const catalogue = new LiveCatalogue({
    engines: [
      {
        engine: 'deapi',
        catalogue: new FakeService(kokoro),
        watch: (listener) => {
          tell = listener;
          return () => undefined;
        },
      },
    ],
    kept: keptModels(fileMemo(folder)),
    onFailure: () => undefined,
  });
  open.push(catalogue);
  await catalogue.start();
  await catalogue.refresh();
  tell([qwen]);
  expect(slugs(catalogue)).toEqual([qwen.slug]);
  tell([]);
  expect(slugs(catalogue)).toEqual([qwen.slug]);
});

test('every engine is asked again each quarter of an hour, until the catalogue is closed', async () => {
  stopClocks();
  const service = new FakeService(kokoro);
  const catalogue = live(service);
  await catalogue.start();
  await catalogue.refresh();
  service.answer = () => Promise.resolve([kokoro, qwen]);
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  await vi.waitFor(() => expect(slugs(catalogue)).toEqual(['Kokoro', qwen.slug, 'espeak']));
  expect(service.asked).toBe(2);
  catalogue.close();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(service.asked).toBe(2);
});
