import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { Routes } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { callMemory } from '#features/calls/coming-back.ts';
import { answerKeptMs, untilAnswered } from '#features/calls/kept-answers.ts';
import { keptLine, TakenUp } from '#features/taking-up.ts';

import { translations } from '../../fakes/asker.ts';
import { FakeLog } from '../../fakes/log.ts';

// The bot is started anew while somebody waits for an answer: it is finished all the same.

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-answers-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const memory = (log = new FakeLog()) => callMemory(folder, keptLine, log);
const reply = (id: string) => ({
  keptAs: { id, applicationId: '8', token: `token ${id}`, ephemeral: false, expiresAtMs: 9e15 },
});
const asker = { id: 'ann', guildId: 'g', channelId: 'c', locale: 'de', text: 'what was asked for' };

/** When the last job of somebody began that was paid in vain. */
const chargedAtMs = 9e15;

/** The next process, and what it sends. */
function next(isRefused = false) {
  const sent: string[] = [];
  const told: unknown[] = [];
  const patch = async (route: string, options: unknown): Promise<void> => {
    if (isRefused) throw new Error('unknown');
    sent.push(`${route} ${JSON.stringify(options)}`);
  };
  const kept = memory();
  const takenUp = new TakenUp({
    reader: { takeUp: async () => undefined },
    speaking: { say: async () => undefined },
    answers: kept.answers,
    answering: { replies: { patch } } as never,
    announcements: { tellOfLostAnswer: async (lost) => void told.push(lost) },
    chargedInVain: new Map([['bob', chargedAtMs]]),
    translations,
    log: new FakeLog(),
  });
  return { sent, told, takenUp };
}

test('an answer is kept without what was asked for, until it is over', async () => {
  const before = memory();
  before.answers.keep(asker, reply('1'));
  before.answers.keep(asker, reply('2')).over();
  before.answers.keep(asker, { keptAs: undefined });
  await before.settled();
  const left = await memory().answers.left();
  expect(left.map(({ reply: to, asker: by }) => ({ reply: to, asker: by }))).toEqual([
    {
      reply: reply('1').keptAs,
      asker: { id: 'ann', guildId: 'g', channelId: 'c', locale: 'de' },
    },
  ]);
});

test('an answer in the shape of another version is removed, and keeps no other from being finished', async () => {
  const before = memory();
  for (const id of ['1', '3'])
    before.answers.keep(asker, { keptAs: { ...reply(id).keptAs, token: 7 as never } });
  before.answers.keep(asker, reply('2'));
  await before.settled();
  const log = new FakeLog();
  const after = memory(log);
  expect((await after.answers.left()).map(({ reply: { id } }) => id)).toEqual(['2']);
  expect(log.lines).toMatchObject([
    {
      level: 'info',
      facts: { count: 2, what: 'answers' },
      message: expect.stringMatching(/another version/),
    },
  ]);
  const [kept] = await after.answers.left();
  kept?.over();
  expect(await readdir(join(folder, 'answers'))).toEqual([]);
});

test('an answer at which several are at work is kept until it is over for all of them', async () => {
  const before = memory();
  const [first, second] = [1, 2].map(() => before.answers.keep(asker, reply('1')));
  const left = async (): Promise<number> => {
    await before.settled();
    return (await memory().answers.left()).length;
  };
  expect(await left()).toBe(1);
  first?.over();
  first?.over();
  expect(await left()).toBe(1);
  second?.over();
  expect(await left()).toBe(0);
});

test('the next process finishes what no line goes on with', async () => {
  const before = memory();
  for (const id of ['1', '2']) before.answers.keep(asker, reply(id));
  await before.settled();
  const { sent, takenUp } = next();
  takenUp.begin([{ kind: 'saying', reply: reply('2').keptAs } as never]);
  await vi.waitUntil(() => sent.length === 1);
  expect(sent[0]).toContain(Routes.webhookMessage('8', 'token 1'));
  expect(sent[0]).toContain('neu gestartet');
  await vi.waitUntil(async () => (await memory().answers.left()).length === 1);
});

test('whoever may have paid in vain is not told that asking again is free', async () => {
  const before = memory();
  for (const id of ['ann', 'bob']) before.answers.keep({ ...asker, id }, reply(id));
  await before.settled();
  const { sent, takenUp } = next();
  takenUp.begin([]);
  await vi.waitUntil(() => sent.length === 2);
  const toldTo = (id: string) =>
    sent.find((body) => body.includes(encodeURIComponent(`token ${id}`)));
  expect(toldTo('ann')).toContain('kostet nichts mehr');
  expect(toldTo('bob')).toContain('vielleicht berechnet');
  expect(toldTo('bob')).not.toContain('kostet nichts');
});

test('what somebody asked for after what was paid in vain is not in doubt', async () => {
  const before = memory();
  const later = { ...reply('bob').keptAs, expiresAtMs: chargedAtMs + answerKeptMs + 1 };
  before.answers.keep({ ...asker, id: 'bob' }, { keptAs: later });
  await before.settled();
  const { sent, takenUp } = next();
  takenUp.begin([]);
  await vi.waitUntil(() => sent.length === 1);
  expect(sent[0]).toContain('kostet nichts mehr');
});

test('where an answer can’t be finished any more it is told in the channel', async () => {
  const before = memory();
  before.answers.keep(asker, reply('1'));
  await before.settled();
  const { told, takenUp } = next(true);
  takenUp.begin([]);
  await vi.waitUntil(() => told.length === 1);
  expect(told).toEqual([
    { guildId: 'g', channelId: 'c', user: { id: 'ann' }, locale: 'de', context: null },
  ]);
  await vi.waitUntil(async () => (await memory().answers.left()).length === 0);
});

test.each([
  ['is over when the work is', async () => 'over' as const, 'over'],
  ['stays for the next process when it is left to it', async () => 'left' as const, 'open'],
])('an answer %s', async (_, work, expected) => {
  let state = 'open';
  const over = (): void => void (state = 'over');
  await untilAnswered({ over }, { sent: async () => undefined }, work);
  expect(state).toBe(expected);
});

test('an answer is kept until it was told why the work failed', async () => {
  const told = Promise.withResolvers<void>();
  let state = 'open';
  const over = (): void => void (state = 'over');
  const fail = (): Promise<never> => Promise.reject(new Error('no'));
  const work = untilAnswered({ over }, { sent: () => told.promise }, fail);
  await expect(work).rejects.toThrow('no');
  await nextTurn();
  await nextTurn();
  expect(state).toBe('open');
  told.resolve();
  await vi.waitUntil(() => state === 'over');
});

test('what the catcher of a failure says in the same turn is waited for', async () => {
  const told = Promise.withResolvers<void>();
  let sent = Promise.resolve();
  let state = 'open';
  const over = (): void => void (state = 'over');
  const fail = (): Promise<never> => Promise.reject(new Error('no'));
  await untilAnswered({ over }, { sent: () => sent }, fail).catch(() => {
    sent = told.promise;
  });
  await nextTurn();
  await nextTurn();
  expect(state).toBe('open');
  told.resolve();
  await vi.waitUntil(() => state === 'over');
});

test('an answer can be finished for as long as Discord takes it, and no longer', async () => {
  const before = memory();
  before.answers.keep(asker, reply('1'));
  await before.settled();
  const left = async (afterMs: number) => {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + afterMs);
    onTestFinished(() => clock.mockRestore());
    const { length } = await memory().answers.left();
    clock.mockRestore();
    return length;
  };
  expect(await left(14 * 60_000)).toBe(1);
  expect(await left(15 * 60_000 + 1)).toBe(0);
});
