import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';

import type { Engines } from '#engines.ts';
import type { Intent } from '#jobs/job.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import type { Payer } from '#speech/speech.ts';
import { piecesOf } from '#voices/pieces.ts';

import { mp3, speechLike } from './audio/sound.ts';
import { FakeLog } from './fakes/log.ts';
import { preset, rendered, speakersOf } from './set-up-engines.ts';
import type { Environment } from './set-up-engines.ts';
import { startPlainDeapi } from './speech/plain-deapi.ts';
import { testStore } from './store/folder.ts';
import type { TestStore } from './store/folder.ts';

// Everything that is paid for is written down by the engines as the bot has them, taken up by the next process, and forgotten.

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startPlainDeapi({ hear: () => 'What was heard.' });
});
afterAll(() => deapi.close());
const speakers = speakersOf(() => deapi);

const ann: Payer = { userId: 'ann', guildId: 'club', way: 'asked' };

function speakerOver(
  { store, folder }: TestStore,
  { environment = {}, log = new FakeLog() }: { environment?: Environment; log?: FakeLog } = {},
): Engines {
  const kept = { jobs: store.jobs, ledger: store, log };
  return speakers(folder, { SPEECH_FALLBACK: 'none', ...environment }, kept);
}

/** A job that the last process began for Ann; submitted, where it has an id. */
async function begun({ store }: TestStore, requestId?: string, more: Partial<Intent> = {}) {
  const usual = { engine: 'deapi', delivery: 'job', model: 'Kokoro', mode: 'preset' } as const;
  const id = await store.jobs.begin({
    ...usual,
    chars: 5,
    reservedUsd: 0.25,
    payer: ann,
    name: { key: 'b'.repeat(64), voice: 'a'.repeat(64) },
    ...more,
  });
  if (requestId !== undefined) await store.jobs.note(id, { to: 'submitted', requestId });
}

const signal = () => AbortSignal.timeout(30_000);

test('who may have paid in vain is told of by the next process, with a line for the operator', async () => {
  await using opened = await testStore();
  await begun(opened);
  await begun(opened, undefined, { payer: { userId: 'bob', way: 'read' } });
  const log = new FakeLog();
  const before = Date.now();
  const inVain = await speakerOver(opened, { log }).takeUp(signal());
  expect([...inVain.keys()]).toEqual(['ann']);
  expect(inVain.get('ann')).toBeGreaterThan(before - 60_000);
  expect(log.lines.filter(({ message }) => /paid for|charged/.test(message))).toEqual([
    {
      level: 'info',
      facts: { open: 2, doubtful: 2 },
      message: 'took up what the last process had paid for',
    },
    {
      level: 'warn',
      facts: { doubtful: 2 },
      message: 'speech may have been charged whose answer was lost in a crash',
    },
  ]);
});

test('one job alone that may have been charged is told of, and none of nobody', async () => {
  await using opened = await testStore();
  const log = new FakeLog();
  expect((await speakerOver(opened, { log }).takeUp(signal())).size).toBe(0);
  expect(log.lines).toEqual([]);
  await begun(opened);
  await speakerOver(opened, { log }).takeUp(signal());
  expect(log.lines.map(({ level }) => level)).toEqual(['info', 'warn']);
});

test('what nobody has answered when the bot stops is left to the next process, which tells of it', async () => {
  await using opened = await testStore();
  const stop = new AbortController();
  const speaker = speakerOver(opened);
  await speaker.takeUp(stop.signal);
  const { submit } = deapi.calls;
  deapi.next({ on: 'submit', fail: 'never-answers' });
  const track = rendered(speaker, { ...preset, text: 'Cut by the end.' });
  const failed = track.whole().catch((error: unknown) => error);
  await vi.waitFor(() => expect(deapi.calls.submit).toBe(submit + 1));
  stop.abort(new Error('the bot stops'));
  await speaker.close();
  expect(await failed).toBeInstanceOf(Error);
  expect((await opened.store.jobs.open()).map(({ state }) => state)).toEqual(['intended']);
});

test('what is forgotten before its turn to be followed comes to an end in the books', async () => {
  await using opened = await testStore();
  const secret = await frameKeyOf(opened);
  const voice = cacheKeys(secret).ofVoice(preset.voice);
  // The service is slow to say what became of them, and four are followed at once.
  deapi.next({ on: 'status', delayMs: 20_000, times: Infinity });
  onTestFinished(() => deapi.clearFaults());
  const others = { payer: { userId: 'bob', way: 'asked' } } as const;
  for (const at of ['0', '1', '2', '3'])
    await begun(opened, randomUUID(), { ...others, name: nameOf(at) });
  await begun(opened, randomUUID(), { name: nameOf('4') });
  const cem = { userId: 'cem', way: 'asked' } as const;
  await begun(opened, randomUUID(), { payer: cem, name: { ...nameOf('5'), voice } });
  const speaker = speakerOver(opened);
  await speaker.takeUp(signal());
  const left = async () => {
    const open = await opened.store.jobs.open();
    return [...new Set(open.map(({ userId }) => userId))];
  };
  expect(await left()).toEqual(['bob', 'ann', 'cem']);
  await speaker.forget({ userId: 'ann' });
  await expect.poll(left).toEqual(['bob', 'cem']);
  const [day] = await opened.store.spending.days({ userId: 'ann' }, 0);
  expect(day).toMatchObject({ usd: 0, doubtfulUsd: 0.25 });
  await speaker.forget(preset.voice);
  await expect.poll(left).toEqual(['bob']);
  // Jobs that are followed already are counted as what they cost.
  await speaker.forget({ userId: 'bob' });
  expect(await opened.store.jobs.open()).toHaveLength(4);
});

const nameOf = (digit: string) => ({ key: digit.repeat(64), voice: 'a'.repeat(64) });

/** The key of what is kept there, which the first engines make. */
async function frameKeyOf({ folder }: TestStore): Promise<Buffer> {
  await speakers(folder).close();
  return Buffer.from(await readFile(join(folder, 'frames.key')));
}

test('a long text whose pieces are paid already is heard although there is no room for it any more', async () => {
  await using opened = await testStore();
  const keys = cacheKeys(await frameKeyOf(opened));
  const sentence = 'Rain fell on the roof again. ';
  const long = { ...preset, text: sentence.repeat(34).trim() };
  const pieces = piecesOf(long, undefined, { maxChars: 2_000, firstMaxChars: 600 });
  expect(pieces.length).toBeGreaterThan(1);
  // Four others are followed at once, and the service is slow to say what became of them.
  deapi.next({ on: 'status', delayMs: 20_000, times: Infinity });
  onTestFinished(() => deapi.clearFaults());
  for (const at of ['0', '1', '2', '3']) await begun(opened, randomUUID(), { name: nameOf(at) });
  const paid: string[] = [];
  for (const text of pieces) {
    const id = randomUUID();
    paid.push(id);
    const request = { ...long, text };
    const name = { key: keys.ofRequest(request), voice: keys.ofVoice(request.voice) };
    await begun(opened, id, { name, chars: text.length });
  }
  const budget = { BUDGET_PERSON: `${long.text.length} chars/day`, DEAPI_TIER: 'basic' };
  const speaker = speakerOver(opened, { environment: budget });
  await speaker.takeUp(signal());
  const { submit } = deapi.calls;
  const taken: string[] = [];
  const stop = new AbortController();
  const onSubmitted = (jobId: string): void => void taken.push(jobId);
  // Behind something else it is cut as usual.
  const context = { signal: stop.signal, payer: ann, isAhead: true, onSubmitted };
  const track = speaker.renderer.render(long, context);
  const failed = track.whole().catch((error: unknown) => error);
  await expect.poll(() => track.error ?? taken[0]).toBe(paid[0]);
  stop.abort(new Error('heard enough'));
  expect(await failed).toEqual(new Error('heard enough'));
  expect(deapi.calls.submit).toBe(submit);
});

test('a recording that is written down is a job, with what it costs, for whoever asked', async () => {
  await using opened = await testStore();
  const speaker = speakerOver(opened);
  const bytes = await mp3(speechLike(1, 24_000), { rate: 24_000 });
  const recording = { bytes, format: 'mp3', durationMs: 3_600_000 } as const;
  await speaker.transcribe?.(recording, { signal: signal(), payer: ann });
  const usdOf = async (userId: string) => {
    const [day] = await opened.store.spending.days({ userId }, 0);
    return day?.usd ?? 0;
  };
  await expect.poll(() => usdOf('ann')).toBeGreaterThan(0);
  const none = speakerOver(opened, { environment: { BUDGET_PERSON: '0.01 usd/month' } });
  const { transcribe } = deapi.calls;
  const asking = none.transcribe?.(recording, { signal: signal(), payer: ann });
  await expect(asking).rejects.toMatchObject({ failure: 'over-budget' });
  expect(deapi.calls.transcribe).toBe(transcribe);
});

test('what can’t be noted is told to the operator, and heard', async () => {
  await using opened = await testStore();
  const log = new FakeLog();
  const { spending, budgets, botBudgets, jobs } = opened.store;
  const penless = { ...jobs, note: () => Promise.reject(new Error('no pen')) };
  const kept = { jobs: penless, ledger: { spending, budgets, botBudgets }, log };
  const speaker = speakers(opened.folder, {}, kept);
  const track = rendered(speaker, { ...preset, text: 'Nobody writes this down.' });
  expect((await track.whole()).length).toBeGreaterThan(20);
  await vi.waitFor(() =>
    expect(log.lines).toContainEqual({
      level: 'warn',
      facts: { error: new Error('no pen') },
      message: 'what is being paid for could not be noted',
    }),
  );
});
