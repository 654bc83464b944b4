import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Routes } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { UserError } from '#errors.ts';
import { callMemory, comeBack } from '#features/calls/coming-back.ts';
import type { CallMemory } from '#features/calls/coming-back.ts';
import { takeUp } from '#features/taking-up.ts';
import type { KeptLine } from '#features/taking-up.ts';

import { ann } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';

// What one process leaves in its folder, and the next takes up there.

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-coming-back-'));
});

afterEach(() => rm(folder, { recursive: true }));

const message = (messageId: string, guildId = '1'): KeptLine => ({
  kind: 'message',
  guildId,
  channelId: '5',
  messageId,
});

/** What a process leaves that was in these calls and had these lines in them. */
async function left(
  places: Readonly<Record<string, string>>,
  ...lines: readonly KeptLine[]
): Promise<CallMemory<KeptLine>> {
  const memory = callMemory<KeptLine>(folder, new FakeLog());
  for (const [guildId, channelId] of Object.entries(places)) memory.places.note(guildId, channelId);
  for (const line of lines) memory.lines.keep(line);
  await memory.settled();
  return memory;
}

/** The next process, with people where they are now. */
async function next(people: Readonly<Record<string, string>>, obstacles: string[] = []) {
  const memory = callMemory<KeptLine>(folder, new FakeLog());
  const calls = new FakeCalls();
  const whereabouts = new FakeWhereabouts();
  for (const [id, channelId] of Object.entries(people)) whereabouts.put(id, channelId);
  for (const channelId of obstacles) whereabouts.obstacles.set(channelId, 'It is full.');
  const taken: KeptLine[] = [];
  await comeBack({
    ...memory,
    calls,
    whereabouts,
    botId: 'bot',
    takeUp: async (line) => void taken.push(line),
    signal: new AbortController().signal,
    log: new FakeLog(),
  });
  await memory.settled();
  return { calls, taken, memory };
}

test('the next process goes back where people are, and takes up what waited there, in its order', async () => {
  const lines = [message('a'), message('b'), message('c')];
  await left({ '1': '2' }, ...lines);
  const { calls, taken } = await next({ ann: '2' });
  expect(calls.joined).toEqual([{ guildId: '1', channelId: '2' }]);
  expect(taken).toEqual(lines);
  expect((await next({ ann: '2' })).taken).toEqual([]);
});

test('it goes where Discord shows it, when somebody has moved that', async () => {
  await left({ '1': '2' });
  expect((await next({ ann: '3', bot: '3' })).calls.joined).toEqual([
    { guildId: '1', channelId: '3' },
  ]);
});

test.each<[string, Record<string, string>, string[]]>([
  ['nobody is', {}, []],
  ['it can’t be heard', { ann: '2' }, ['2']],
])('it stays away from where %s, and keeps nothing of that', async (_, people, obstacles) => {
  await left({ '1': '2' }, message('a'));
  const { calls, taken, memory } = await next(people, obstacles);
  expect([calls.joined, taken]).toEqual([[], []]);
  expect(await memory.places.all()).toEqual([]);
});

test('a call that was left is none to go back into', async () => {
  const memory = await left({ '1': '2' });
  memory.places.note('1', undefined);
  await memory.settled();
  expect((await next({ ann: '2' })).calls.joined).toEqual([]);
});

test.each([
  [29_000, 1],
  [31_000, 0],
])('what waits is kept for half a minute: after %d ms', async (ageMs, count) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await left({ '1': '2' }, message('a'));
  vi.setSystemTime(Date.now() + ageMs);
  expect((await next({ ann: '2' })).taken).toHaveLength(count);
});

test.each([
  ['was heard', { outcome: 'heard' }, false, true],
  ['was left with the call', { outcome: 'left' }, false, true],
  ['was left when the bot stops', { outcome: 'left' }, true, false],
  ['was heard while the bot stops', { outcome: 'heard' }, true, true],
] as const)('what %s: whether it is over', async (_, end, stops, isOver) => {
  const memory = await left({ '1': '2' });
  const kept = memory.lines.keep(message('a'));
  if (stops) memory.lines.hold();
  expect(kept.over(end)).toBe(isOver);
  await memory.settled();
  expect((await next({ ann: '2' })).taken).toHaveLength(isOver ? 0 : 1);
});

const saying: KeptLine = {
  kind: 'saying',
  guildId: '1',
  asker: ann,
  ask: { text: 'Hello.', choice: {}, as: 'speak' },
  reply: { id: '7', applicationId: '8', token: 't', ephemeral: false, expiresAtMs: Infinity },
};

/** What is sent for an answer that another process began. */
function takingUp(say: () => Promise<void>) {
  const sent: unknown[] = [];
  const read: unknown[] = [];
  const said: unknown[] = [];
  const rest = { patch: async (...call: unknown[]) => void sent.push(call) };
  const up = takeUp({
    reader: { takeUp: async (line) => void read.push(line) },
    speaking: {
      say: async (asker, ask) => {
        said.push([asker, ask]);
        await say();
      },
    },
    answering: { replies: rest } as never,
    log: new FakeLog(),
  });
  return { up, sent, read, said };
}

test('a message is read again, and what was asked for is said again', async () => {
  const { up, read, said } = takingUp(async () => undefined);
  await up(message('a'));
  await up(saying);
  expect(read).toEqual([message('a')]);
  expect(said).toEqual([[ann, { text: 'Hello.', choice: {}, as: 'speak' }]]);
});

test('what can’t be said again is told in the answer that another process began', async () => {
  const { up, sent } = takingUp(() => Promise.reject(new UserError('It is full.')));
  await up(saying);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent).toEqual([[Routes.webhookMessage('8', 't'), expect.anything()]]);
  expect(JSON.stringify(sent)).toContain('It is full.');
});
