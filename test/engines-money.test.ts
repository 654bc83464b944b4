import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import type { Engines } from '#engines.ts';
import { speechParts } from '#speech-parts.ts';
import type { Payer, SpeechRequest } from '#speech/speech.ts';

import { FakeLog } from './fakes/log.ts';
import { inside, preset, speakersOf } from './set-up-engines.ts';
import type { Environment } from './set-up-engines.ts';
import { startPlainDeapi } from './speech/plain-deapi.ts';
import { testStore } from './store/folder.ts';
import type { TestStore } from './store/folder.ts';

// The engines' dealings with money, as the bot has them: whom it is counted for, who is held to limits, who is told.

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startPlainDeapi();
});
afterAll(() => deapi.close());
const speakers = speakersOf(() => deapi);

const ann: Payer = { userId: 'ann', guildId: 'club', way: 'asked' };
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
  await paidBy(speaker, preset, { ...ann, userId: 'bob' });
  const savedOf = async (userId: string) => {
    const days = await opened.store.spending.days({ userId }, 0);
    return days.map(({ savedChars, savedUsd }) => [savedChars, savedUsd > 0]);
  };
  await expect.poll(() => savedOf('bob')).toEqual([[preset.text.length, true]]);
  expect(await savedOf('ann')).not.toContainEqual([preset.text.length, true]);
});

test('what the engine inside speaks twice saved nobody any money', async () => {
  await using opened = await testStore();
  const kept = { jobs: opened.store.jobs, ledger: opened.store };
  const speaker = speakers(opened.folder, { SPEECH_FALLBACK: 'embedded' }, kept);
  await paidBy(speaker, inside);
  await paidBy(speaker, inside);
  // Speech of the service is noted as saved, behind it.
  await paidBy(speaker, preset);
  await paidBy(speaker, preset);
  const saved = async () => {
    const days = await opened.store.spending.days({ userId: 'ann' }, 0);
    return days.map(({ savedChars }) => savedChars).filter((chars) => chars > 0);
  };
  await expect.poll(saved).toEqual([preset.text.length]);
});

test('savings that can’t be noted are told of, and heard', async () => {
  await using opened = await testStore();
  const log = new FakeLog();
  const { spending, budgets, botBudgets, jobs } = opened.store;
  const error = new Error('no pen');
  const penless = { ...spending, noteSaved: () => Promise.reject(error) };
  const kept = { jobs, ledger: { spending: penless, budgets, botBudgets }, log };
  const speaker = speakers(opened.folder, {}, kept);
  await paidBy(speaker, preset);
  expect((await paidBy(speaker, preset)).length).toBeGreaterThan(20);
  await expect
    .poll(() => log.lines)
    .toContainEqual({
      level: 'warn',
      facts: { error },
      message: 'savings could not be noted',
    });
});

test('a long text is not begun when the person’s budget has room for a part of it alone', async () => {
  await using opened = await testStore();
  const speaker = speakerOver(opened, { BUDGET_PERSON: `${longChars - 100} chars/day` });
  const { submit } = deapi.calls;
  await expect(paidBy(speaker, long)).rejects.toMatchObject({ failure: 'over-budget' });
  expect(deapi.calls.submit).toBe(submit);
});

test.each(['in a call', 'as a file'])(
  'of a text whose parts have voices of their own none is begun either: %s',
  async (where) => {
    await using opened = await testStore();
    const first = { ...preset, text: 'Rain fell on the roof again.' };
    const second = { ...preset, text: 'Nobody heard it.' };
    const most = first.text.length + second.text.length - 1;
    const speaker = speakerOver(opened, { BUDGET_PERSON: `${most} chars/day` });
    const { renderer, renderedFiles } = speechParts(speaker, opened.store);
    const passages = [first, second].map((request) => ({ kind: 'speech' as const, request }));
    const script = { ...first, text: `${first.text} ${second.text}`, passages };
    const context = { signal: AbortSignal.timeout(20_000), payer: ann };
    const { submit } = deapi.calls;
    await expect(
      where === 'in a call'
        ? renderer.render(script, context).whole()
        : renderedFiles.voice(script, context),
    ).rejects.toMatchObject({ failure: 'over-budget' });
    expect(deapi.calls.submit).toBe(submit);
  },
);

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

test('the operator is told what is left in the account, and what it can’t pay is asked of nobody', async () => {
  const service = await startPlainDeapi({ balance: 1.234 });
  onTestFinished(() => service.close());
  await using opened = await testStore();
  const log = new FakeLog();
  const kept = { jobs: opened.store.jobs, ledger: opened.store, log };
  const speaker = speakersOf(() => service)(opened.folder, {}, kept);
  const told = () => log.lines.filter(({ message }) => message.includes('account'));
  expect(await speaker.money.balance?.(AbortSignal.timeout(20_000))).toBe(1.234);
  await paidBy(speaker, preset);
  await expect.poll(told).toEqual([
    {
      level: 'warn',
      facts: { engine: 'deapi', usd: 1.23 },
      message: 'there is little money left in the account',
    },
  ]);

  await using later = await testStore();
  service.setBalance(0.48);
  const poor = speakersOf(() => service)(later.folder, {}, { ...kept, jobs: later.store.jobs });
  await expect(paidBy(poor, { ...preset, text: 'One.' })).rejects.toThrow(/balance/);
  await expect.poll(told).toHaveLength(2);
  expect(told()[1]?.message).toMatch(/^the account is empty/);
  const { submit } = service.calls;
  await expect(paidBy(poor, { ...preset, text: 'Two.' })).rejects.toThrow(/balance/);
  expect(service.calls.submit).toBe(submit);
});

test('a balance that can’t be read is told of, and stops nothing', async () => {
  await using opened = await testStore();
  const log = new FakeLog();
  const kept = { jobs: opened.store.jobs, ledger: opened.store, log };
  const speaker = speakers(opened.folder, {}, kept);
  deapi.next({ on: 'balance', fail: 'wrong-shape', times: Infinity });
  onTestFinished(() => deapi.clearFaults());
  await paidBy(speaker, preset);
  const told = () => log.lines.filter(({ message }) => message === 'the balance could not be read');
  await expect.poll(told).toEqual([expect.objectContaining({ level: 'warn' })]);
});
