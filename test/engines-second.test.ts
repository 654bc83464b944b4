import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { speechEnvironmentOf } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { loadConfig } from '#config.ts';
import { liveEngines } from '#engines.ts';
import { fileMemo } from '#ops/file-memo.ts';
import { speechParts } from '#speech-parts.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { espeakModel, fliteModel } from '#speech/embedded/models.ts';
import type { TrimClip } from '#speech/fitting-clips.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { mp3, speechLike } from './audio/sound.ts';
import { FakeLog } from './fakes/log.ts';
import { MemoryJobs } from './jobs/memory-jobs.ts';
import { inside, keptIn, preset, speakersOf, spoken } from './set-up-engines.ts';
import { startPlainDeapi } from './speech/plain-deapi.ts';
import { temporaryFolder, testStore } from './store/folder.ts';
import type { TestStore } from './store/folder.ts';

// The built-in engine beside the service, and what is done before either of them is asked.

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startPlainDeapi();
});
afterAll(() => deapi.close());
const speakers = speakersOf(() => deapi);

const withSecond = { SPEECH_FALLBACK: 'embedded' };
const spokenInstead = ({ lines }: FakeLog) =>
  lines.filter(({ message }) => message === 'the fallback speaks instead').length;

test('of the service’s voices none is taken when the built-in engine speaks', async () => {
  await using folder = await temporaryFolder();
  const log = new FakeLog();
  // As the catalogue has them, the service’s first.
  const theirs: SpeechModel = { ...fliteModel, engine: 'deapi', slug: 'Kokoro' };
  const models = [theirs, fliteModel, espeakModel];
  const speaker = speakers(folder.path, withSecond, { log }, models);
  deapi.next({ on: 'submit', fail: 'balance' });
  await spoken(speaker, { ...preset, text: 'By the one inside.' });
  expect(spokenInstead(log)).toBe(1);
});

test('a long text that the budget has no room for is spoken by the built-in engine, all of it', async () => {
  await using opened = await testStore();
  const log = new FakeLog();
  const text = 'Rain fell on the roof again. '.repeat(11).trim();
  const environment = { ...withSecond, BUDGET_BOT: '280 chars/day' };
  const kept = { jobs: opened.store.jobs, ledger: opened.store, log };
  const speaker = speakers(opened.folder, environment, kept);
  const { submit } = deapi.calls;
  await spoken(speaker, { ...preset, text });
  expect(deapi.calls.submit).toBe(submit);
  expect(spokenInstead(log)).toBeGreaterThan(0);
});

test('of a text that has no room none is heard where another engine could speak only a part of it', async () => {
  await using opened = await testStore();
  const kept = { jobs: opened.store.jobs, ledger: opened.store };
  const environment = { ...withSecond, BUDGET_BOT: '20 chars/day' };
  // It speaks English alone.
  const speaker = speakers(opened.folder, environment, kept, [fliteModel]);
  const { renderer } = speechParts(speaker, opened.store);
  const first = { ...preset, text: 'Rain fell again.' };
  const second = { ...preset, text: 'Снова дождь идёт.' };
  const passages = [first, second].map((request) => ({ kind: 'speech' as const, request }));
  const { submit } = deapi.calls;
  const track = renderer.render(
    { ...first, text: `${first.text} ${second.text}`, passages },
    { signal: AbortSignal.timeout(20_000) },
  );
  await expect(track.whole()).rejects.toMatchObject({ failure: 'over-budget' });
  expect([track.frames.length, deapi.calls.submit]).toEqual([0, submit]);
});

test('nobody waits for long until the service takes more: the built-in engine speaks', async () => {
  await using folder = await temporaryFolder();
  const log = new FakeLog();
  const speaker = speakers(folder.path, withSecond, { log });
  const headers = { 'retry-after': '4' };
  deapi.next({ on: 'submit', answer: { status: 429, headers, body: '{"message":"No."}' } });
  const { submit } = deapi.calls;
  await spoken(speaker, { ...preset, text: 'Not after four seconds.' });
  expect(spokenInstead(log)).toBe(1);
  expect(deapi.calls.submit).toBe(submit + 1);
});

test('a service that is away for a moment is asked three times', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path);
  const { submit } = deapi.calls;
  const headers = { 'retry-after': '0' };
  const answer = { status: 429, headers, body: '{"message":"No."}' };
  deapi.next({ on: 'submit', answer, times: 2 });
  await spoken(speaker, { ...preset, text: 'At the third time.' });
  expect(deapi.calls.submit).toBe(submit + 3);
});

test('a long text is one piece for the built-in engine, which cuts it itself', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { SPEECH_ENGINE: 'embedded' });
  await spoken(speaker, { ...inside, text: 'Rain fell on the roof again. '.repeat(11).trim() });
  await vi.waitFor(async () => expect(await keptIn(folder.path)).toHaveLength(1));
});

/** A recording of so many seconds, which are more than the service takes. */
async function recording(secs: number): Promise<Clip> {
  const bytes = await mp3(speechLike(secs, 24_000), { rate: 24_000 });
  return { bytes, format: 'mp3', durationMs: secs * 1_000 };
}

test('a recording that the service finds too long is cut once, and anew when something was forgotten', async () => {
  await using folder = await temporaryFolder();
  const [long, short] = [await recording(11), await recording(5)];
  const trims: Parameters<TrimClip>[1][] = [];
  const trim: TrimClip = async (_, limits) => {
    trims.push(limits);
    return short;
  };
  const speaker = speakers(folder.path, {}, { trim });
  const says = (text: string): SpeechRequest => ({
    ...preset,
    text,
    model: 'Qwen3_TTS_12Hz_1_7B_Base',
    language: 'English',
    voice: { mode: 'clone', clip: long },
  });
  await spoken(speaker, says('The first words.'));
  await spoken(speaker, says('The second words.'));
  expect(trims).toEqual([{ minMs: 3_000, maxMs: 10_000 }]);
  const sent = deapi.requests.findLast(({ route }) => route === 'submit')?.files['ref_audio'];
  expect(Buffer.from(sent?.bytes ?? []).equals(short.bytes)).toBe(true);
  await speaker.forget(inside.voice);
  await spoken(speaker, says('The third words.'));
  expect(trims).toHaveLength(2);
});

/** The engines and their voices, as a start opens them. */
async function start(service: Deapi, { store, folder }: TestStore) {
  const log = new FakeLog();
  const environment = { DISCORD_TOKEN: 'a.b.c', CRIER_DATA: folder };
  const config = loadConfig({ ...environment, ...speechEnvironmentOf(service) });
  const memo = fileMemo(folder);
  const parts = { memo, store, log, trim: async () => undefined };
  const { speaker, catalogue } = await liveEngines(config, parts);
  onTestFinished(() => speaker.close());
  onTestFinished(() => catalogue.close());
  await catalogue.start();
  return { log, catalogue, ofStart: catalogue.book.offers.length };
}

test('the next start knows the voices of the last, without asking', async () => {
  const opened = await testStore();
  onTestFinished(() => opened[Symbol.asyncDispose]());
  const first = await start(deapi, opened);
  expect(first.ofStart).toBe(0);
  await first.catalogue.refresh();
  const known = first.catalogue.book.offers.length;
  expect(known).toBeGreaterThan(10);
  const written = async () => fileMemo(opened.folder).get('voices');
  await vi.waitFor(async () => expect(await written()).toBeDefined());
  const second = await start(deapi, opened);
  expect(second.ofStart).toBe(known);
  await second.catalogue.refresh();
});

test('voices that can’t be asked for are told of', async () => {
  const service = await startPlainDeapi();
  onTestFinished(() => service.close());
  service.next({ on: 'models', fail: 'unauthenticated', times: Infinity });
  const opened = await testStore();
  onTestFinished(() => opened[Symbol.asyncDispose]());
  const { log, catalogue } = await start(service, opened);
  await catalogue.refresh();
  expect(log.lines).toContainEqual({
    level: 'warn',
    facts: { engine: 'deapi', error: expect.any(SpeechError) as SpeechError },
    message: 'the voices could not be asked for',
  });
});

test('what a request will cost is set aside for it', async () => {
  await using folder = await temporaryFolder();
  const jobs = new MemoryJobs();
  const speaker = speakers(folder.path, {}, { jobs });
  await spoken(speaker, { ...preset, text: 'Set aside for this.' });
  const [reserved = 0] = [...jobs.all.values()].map(({ intent }) => intent.reservedUsd);
  expect(reserved).toBeCloseTo(deapi.charged.at(-1)?.usd ?? 0, 9);
});

test('as much as the dearest text of its length costs is set aside while no price is known', async () => {
  const service = await startPlainDeapi();
  onTestFinished(() => service.close());
  service.next({ on: 'price', fail: 'validation', times: Infinity });
  await using folder = await temporaryFolder();
  const jobs = new MemoryJobs();
  // The price of preset voices is known without asking.
  await spoken(speakersOf(() => service)(folder.path, {}, { jobs }), {
    ...preset,
    model: 'Qwen3_TTS_12Hz_1_7B_Base',
    language: 'English',
    voice: { mode: 'clone', clip: await recording(5) },
  });
  const [reserved = 0] = [...jobs.all.values()].map(({ intent }) => intent.reservedUsd);
  expect(reserved).toBeGreaterThan(0);
  expect(reserved).toBeGreaterThanOrEqual(service.charged.at(-1)?.usd ?? 1);
});
