import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { Routes } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { UserError } from '#errors.ts';
import { callMemory, comeBack } from '#features/calls/coming-back.ts';
import type { CallMemory } from '#features/calls/coming-back.ts';
import { keptLine, TakenUp } from '#features/taking-up.ts';
import type { KeptLine } from '#features/taking-up.ts';
import { ownWords, text } from '#i18n/text.ts';

import { ann, translations } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { stopClocks } from '../../virtual-time.ts';

// The calls and lines that one process leaves in its folder, and the next takes up there.

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

/** Leaves the memory of a process that was in these calls and had these lines in them. */
async function left(
  places: Readonly<Record<string, string>>,
  ...lines: readonly KeptLine[]
): Promise<CallMemory<KeptLine>> {
  const memory = callMemory(folder, keptLine, new FakeLog());
  for (const [guildId, channelId] of Object.entries(places)) memory.places.note(guildId, channelId);
  for (const line of lines) memory.lines.keep(line);
  await memory.settled();
  return memory;
}

/** The next process, with people where they are now. */
async function next(
  people: Readonly<Record<string, string>>,
  obstacles: string[] = [],
  calls = new FakeCalls(),
  closing = new AbortController(),
  staysAlone = false,
) {
  const memory = callMemory(folder, keptLine, new FakeLog());
  const log = new FakeLog();
  const whereabouts = new FakeWhereabouts();
  for (const [id, channelId] of Object.entries(people)) whereabouts.put(id, channelId);
  for (const channelId of obstacles)
    whereabouts.obstacles.set(
      channelId,
      text(($) => $.discord.obstacles.timedOut),
    );
  const taken: KeptLine[] = [];
  const announced: KeptLine[] = [];
  await comeBack({
    ...memory,
    calls,
    whereabouts,
    botId: 'bot',
    staysAlone: async () => staysAlone,
    begin: (lines) => announced.push(...lines),
    takeUp: async (line) => void taken.push(line),
    signal: closing.signal,
    log,
  });
  await memory.settled();
  return { calls, taken, announced, memory, log };
}

test('the next process goes back where people are, and takes up what waited there, in its order', async () => {
  const lines = [message('a'), message('b'), message('c')];
  await left({ '1': '2' }, ...lines);
  const { calls, taken, announced } = await next({ ann: '2' });
  expect(calls.joined).toEqual([{ guildId: '1', channelId: '2' }]);
  expect(taken).toEqual(lines);
  expect(announced).toEqual(lines);
  expect((await next({ ann: '2' })).taken).toEqual([]);
});

test('what waited in each of two calls is taken up once, and nothing of a call that it does not go back into', async () => {
  const lines = [message('a', '1'), message('b', '2'), message('c', '1'), message('d', '3')];
  await left({ '1': 'here', '2': 'there', '3': 'empty' }, ...lines);
  const { calls, taken } = await next({ ann: 'here', bob: 'there' });
  expect(calls.joined.map(({ guildId }) => guildId).toSorted()).toEqual(['1', '2']);
  const idsOf = (guildId: string) =>
    taken.flatMap((line) =>
      line.kind === 'message' && line.guildId === guildId ? [line.messageId] : [],
    );
  expect([idsOf('1'), idsOf('2'), idsOf('3')]).toEqual([['a', 'c'], ['b'], []]);
});

test('a call that somebody asked it into meanwhile is not left for where it was', async () => {
  const waiting = [message('a')];
  await left({ '1': '2' }, ...waiting);
  const calls = new FakeCalls().inChannel('1', 'elsewhere');
  const { taken } = await next({ ann: '2' }, [], calls);
  expect(calls.joined).toEqual([]);
  expect(taken).toEqual(waiting);
});

test('a call that can’t be joined is logged, and the others are gone back into', async () => {
  await left({ '1': '2', '3': '4' });
  const calls = new FakeCalls();
  calls.joining = () => Promise.reject(new UserError(ownWords('It is full.')));
  const { log } = await next({ ann: '2', bob: '4' }, [], calls);
  expect(calls.joined).toHaveLength(2);
  await vi.waitFor(() => expect(log.lines).toHaveLength(2));
  expect(log.lines[0]).toMatchObject({ level: 'warn', facts: { why: 'It is full.' } });
});

test('it asks for fewer than sixty calls in a minute, since people ask for others', async () => {
  const all = Array.from({ length: 62 }, (_, at) => [`${at}`, 'call'] as const);
  await left(Object.fromEntries(all));
  const [calls, closing] = [new FakeCalls(), new AbortController()];
  const coming = next({ ann: 'call' }, [], calls, closing);
  await vi.waitFor(() => expect(calls.joined.length).toBeGreaterThan(58), { timeout: 10_000 });
  await delay(200);
  expect(calls.joined).toHaveLength(59);
  closing.abort(new Error('the bot stops'));
  await expect(coming).rejects.toThrow(/aborted/);
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

test('that calls can’t be kept is logged, and not for each of them', async () => {
  // A file in the place of the folder.
  await writeFile(join(folder, 'calls'), '');
  const log = new FakeLog();
  const memory = callMemory(folder, keptLine, log);
  for (const guildId of ['1', '2', '3']) memory.places.note(guildId, '5');
  await memory.settled();
  expect(log.lines).toEqual([
    {
      level: 'warn',
      facts: expect.anything(),
      message: expect.stringMatching(/could not be kept/),
    },
  ]);
});

test('lines in the shape of another version are removed with one line in the log, and the others taken up', async () => {
  const texts = [message('a'), saying];
  const memory = await left(
    { '1': '2' },
    ...texts,
    { kind: 'song', guildId: '1' } as never,
    {
      ...message('b'),
      messageId: 7,
    } as never,
  );
  await memory.settled();
  const log = new FakeLog();
  const after = callMemory(folder, keptLine, log);
  expect(await after.lines.take()).toEqual(JSON.parse(JSON.stringify(texts)));
  expect(log.lines).toMatchObject([{ level: 'info', facts: { count: 2, what: 'lines' } }]);
  expect(await after.lines.take()).toEqual([]);
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

const saying: Extract<KeptLine, { kind: 'saying' }> = {
  kind: 'saying',
  guildId: '1',
  asker: ann,
  ask: { text: 'Hello.', choice: {}, as: 'speak' },
  reply: { id: '7', applicationId: '8', token: 't', ephemeral: false, expiresAtMs: 9e15 },
};

/** The last process left no answers. */
const nothingLeft = {
  answers: { left: async () => [] },
  chargedInVain: new Map<string, number>(),
  announcements: { tellOfLostAnswer: async () => undefined },
};

/** Takes up lines, and gathers what is sent for an answer that another process began. */
function takingUp(say: () => Promise<void>) {
  const sent: unknown[] = [];
  const read: unknown[] = [];
  const said: unknown[] = [];
  const rest = { patch: async (...call: unknown[]) => void sent.push(call) };
  const takenUp = new TakenUp({
    translations,
    ...nothingLeft,
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
  const up = (line: KeptLine): Promise<void> => takenUp.take(line);
  return { up, sent, read, said };
}

test('a message is read again, and what was asked for is said again', async () => {
  const { up, read, said } = takingUp(async () => undefined);
  await up(message('a'));
  await up(saying);
  expect(read).toEqual([message('a')]);
  expect(said).toEqual([[ann, { text: 'Hello.', choice: {}, as: 'speak' }]]);
});

test('what was asked for is said again one after the other, in its order', async () => {
  const begun: number[] = [];
  const { up } = takingUp(async () => void begun.push(performance.now()));
  await up(saying);
  await up(saying);
  expect((begun[1] ?? 0) - (begun[0] ?? 0)).toBeGreaterThan(80);
});

test('what can’t be said again is told in the answer that another process began', async () => {
  const { up, sent } = takingUp(() => Promise.reject(new UserError(ownWords('It is full.'))));
  await up(saying);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent).toEqual([[Routes.webhookMessage('8', 't'), expect.anything()]]);
  expect(JSON.stringify(sent)).toContain('It is full.');
});

test('an answer that only one person may see stays so in what follows, until Discord takes no more of it', async () => {
  for (const [expiresAtMs, ephemeral, expected] of [
    [Infinity, true, [64]],
    [Infinity, false, [0]],
    [Date.now() - 1, true, []],
  ] as const) {
    const flags: unknown[] = [];
    const rest = {
      post: async (_: string, { body }: { body: { flags: number } }) => {
        flags.push(body.flags);
        return { id: '1' };
      },
      patch: async () => undefined,
    };
    const said = Promise.withResolvers<void>();
    const takenUp = new TakenUp({
      translations,
      ...nothingLeft,
      reader: { takeUp: async () => undefined },
      speaking: {
        say: async (_asker, _ask, reply) => {
          await reply.followUp({ content: 'It is here.' });
          said.resolve();
        },
      },
      answering: { replies: rest } as never,
      log: new FakeLog(),
    });
    await takenUp.take({ ...saying, reply: { ...saying.reply, ephemeral, expiresAtMs } });
    await said.promise;
    expect(flags).toEqual(expected);
  }
});

test('where it is to stay it goes back although nobody is there, and not where a right is missing', async () => {
  await left({ '1': '2' });
  const back = await next({}, [], undefined, undefined, true);
  expect(back.calls.joined).toEqual([{ guildId: '1', channelId: '2' }]);
  await left({ '1': '2' });
  expect((await next({}, ['2'], undefined, undefined, true)).calls.joined).toEqual([]);
});

test('that nothing can be kept is told once a minute, however many calls there are', async () => {
  stopClocks();
  // No folder can be made there.
  await writeFile(join(folder, 'calls'), '');
  const log = new FakeLog();
  const memory = callMemory(folder, keptLine, log);
  const note = async (guildId: string) => {
    memory.places.note(guildId, '5');
    await memory.settled();
    return log.lines.length;
  };
  expect([await note('1'), await note('2')]).toEqual([1, 1]);
  vi.advanceTimersByTime(59_000);
  expect(await note('3')).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(await note('4')).toBe(2);
  expect(log.lines[0]?.message).toBe('what the next start has to know of calls could not be kept');
});

test('calls that went on without the bot are gone on with at once, however many they are', async () => {
  const places = Object.fromEntries(Array.from({ length: 130 }, (_, at) => [String(at + 1), '5']));
  await left(places);
  const calls = Object.assign(new FakeCalls(), { goesOn: () => true });
  await next({ ann: '5' }, [], calls);
  expect(calls.joined).toHaveLength(130);
});
