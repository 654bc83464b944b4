import { randomUUID } from 'node:crypto';

import { startDeapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Engines } from '#engines.ts';
import type { Payer, SpeechRequest } from '#speech/speech.ts';

import { preset, speakersOf } from './set-up-engines.ts';
import type { Environment } from './set-up-engines.ts';
import { testStore } from './store/folder.ts';
import type { TestStore } from './store/folder.ts';

// The engines' dealings with money, as the bot has them: whom it is counted for, who is held to limits, who is told.

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startDeapi();
});
afterAll(() => deapi.close());
const speakers = speakersOf(() => deapi);

const ann: Payer = { personId: 'ann', guildId: 'club', way: 'asked' };
/** Two pieces for a basic account. */
const long = { ...preset, text: 'Rain fell on the roof again. '.repeat(34).trim() };
const longChars = long.text.length;

/** The engines over a store; nobody speaks in the service’s stead. */
function speakerOver({ store, folder }: TestStore, environment: Environment = {}): Engines {
  const none = { SPEECH_FALLBACK: 'none', DEAPI_TIER: 'basic', ...environment };
  return speakers(folder, none, { jobs: store.jobs, ledger: store });
}

async function paidBy(speaker: Engines, request: SpeechRequest, payer: Payer = ann) {
  const signal = AbortSignal.timeout(20_000);
  return speaker.renderer.render(request, { signal, payer }).whole();
}

test('what was kept and not paid again is counted as saved for who asked', async () => {
  await using opened = await testStore();
  const speaker = speakerOver(opened);
  await paidBy(speaker, preset);
  await paidBy(speaker, preset, { ...ann, personId: 'bob' });
  const savedOf = async (personId: string) => {
    const days = await opened.store.spending.days({ personId }, 0);
    return days.map(({ savedChars }) => savedChars);
  };
  await expect.poll(() => savedOf('bob')).toEqual([preset.text.length]);
  expect(await savedOf('ann')).not.toContain(preset.text.length);
});

test('a long text is not begun when the person’s budget has room for a part of it alone', async () => {
  await using opened = await testStore();
  const speaker = speakerOver(opened, { BUDGET_PERSON: `${longChars - 100} chars/day` });
  const { submit } = deapi.calls;
  await expect(paidBy(speaker, long)).rejects.toMatchObject({ failure: 'over-budget' });
  expect(deapi.calls.submit).toBe(submit);
});

test('a long text that is kept is heard although the budget is used up', async () => {
  await using opened = await testStore();
  const speaker = speakerOver(opened, { BUDGET_BOT: `${longChars} chars/day` });
  await paidBy(speaker, long);
  await expect(paidBy(speaker, preset)).rejects.toMatchObject({ failure: 'over-budget' });
  const { submit } = deapi.calls;
  expect((await paidBy(speaker, long)).length).toBeGreaterThan(100);
  expect(deapi.calls.submit).toBe(submit);
});

test('that the account is empty is told of whoever asked for something', async () => {
  await using opened = await testStore();
  const speaker = speakerOver(opened);
  const told: (Payer | undefined)[] = [];
  speaker.money.watch({
    spent: () => undefined,
    over: () => undefined,
    balanceEmpty: (payer) => void told.push(payer),
  });
  deapi.next({ on: 'submit', fail: 'balance' });
  await expect(paidBy(speaker, preset)).rejects.toMatchObject({ failure: 'balance' });
  expect(told).toEqual([ann]);
});

test('a job that somebody had forgotten before its turn to be followed comes to an end in the books', async () => {
  await using opened = await testStore();
  const { jobs, spending } = opened.store;
  // Four are followed at once: those of others, of which the service knows nothing any more.
  for (const [at, personId] of ['bob', 'bob', 'bob', 'bob', 'ann'].entries()) {
    const id = await jobs.begin({
      engine: 'deapi',
      delivery: 'job',
      model: 'Kokoro',
      mode: 'preset',
      chars: 5,
      reservedUsd: 0.25,
      payer: { personId, way: 'asked' },
      name: { key: String(at).repeat(64), voice: 'a'.repeat(64) },
    });
    await jobs.note(id, { to: 'submitted', requestId: randomUUID() });
  }
  const speaker = speakerOver(opened);
  await speaker.takeUp(AbortSignal.timeout(30_000));
  await speaker.forget({ personId: 'ann' });
  const ofAnn = async () => (await jobs.open()).filter(({ personId }) => personId === 'ann');
  await expect.poll(ofAnn).toEqual([]);
  const [day] = await spending.days({ personId: 'ann' }, 0);
  expect(day).toMatchObject({ usd: 0, doubtfulUsd: 0.25 });
});
