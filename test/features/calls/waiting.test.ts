import { expect, test, vi } from 'vitest';

import type { About } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import { ComingLines } from '#features/calls/coming-lines.ts';
import { editPauseMs } from '#features/calls/live-panels.ts';
import { Waiting } from '#features/calls/waiting.ts';
import { text } from '#i18n/text.ts';

import { ann } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { openReply } from '../../fakes/reply.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { stopClocks } from '../../virtual-time.ts';

const guildId = '1';
const bea: Asker = { ...ann, id: '12', name: 'Bea' };
const mo: Asker = { ...ann, id: '13', name: 'Mo', moderates: true };

function setUp() {
  const calls = new FakeCalls().inChannel(guildId, 'c');
  const whereabouts = new FakeWhereabouts().put(ann.id, 'c').put(bea.id, 'c');
  const closing = new AbortController();
  const { signal } = closing;
  const coming = new ComingLines();
  const waiting = new Waiting({ calls, whereabouts, coming, now: () => 0, closing: signal });
  const say = (by: Asker, id: string, about: Partial<About> = {}): void => {
    calls.speak(guildId, {
      id,
      authorId: by.id,
      about: () => ({ author: by.name, expectedMs: 4_000, ...about }),
      render: () => undefined as never,
    });
  };
  /** The texts, buttons and menus that somebody sees, now and from then on. */
  const look = (by: Asker, how: 'show' | 'refresh' = 'show') => {
    const { reply, answers } = openReply({
      ephemeral: true,
      editPauseMs: 0,
      expiresAtMs: Date.now() + 14.5 * 60_000,
    });
    waiting[how](by, reply);
    const last = async (): Promise<string> => {
      await reply.sent();
      return answers.texts.at(-1) ?? '';
    };
    const parts = async (): Promise<string> => {
      await reply.sent();
      return JSON.stringify(answers.sent.at(-1)?.body);
    };
    return { answers, last, parts, reply };
  };
  return { calls, whereabouts, closing, waiting, say, look };
}

test('it lists whose line comes when, where it is from, and how long it takes', async () => {
  const { say, look } = setUp();
  say(ann, 'a1');
  say(bea, 'b1', { channelId: '77', expectedMs: 6_400 });
  say(ann, 'a2');
  expect(await look(bea).last()).toBe(
    [
      '### Spoken in <#c>',
      '1. **Ann** · by a command · being spoken, about 4 s left',
      '2. **You** · <#77> · about 6 s · heard <t:4:R>',
      '3. **Ann** · by a command · about 4 s · heard <t:10:R>',
    ].join('\n'),
  );
});

test('the next line, which is still being made, is not said to be heard at a time that has gone by', async () => {
  const { calls, say, look } = setUp();
  calls.isLate = true;
  say(ann, 'a1');
  say(bea, 'b1');
  expect(await look(bea).last()).toContain(
    [
      '1. **Ann** · by a command · about 4 s · heard next',
      '2. **You** · by a command · about 4 s · heard <t:4:R>',
    ].join('\n'),
  );
});

test('whoever asked in private is named to nobody else', async () => {
  const { say, look } = setUp();
  say(ann, 'a1', { author: undefined });
  expect(await look(bea).last()).toContain('1. **Somebody, in private** · ');
  expect(await look(mo).last()).toContain('1. **Somebody, in private** · ');
  expect(await look(ann).last()).toContain('1. **You** · ');
});

test('a name is no markup, and pings nobody', async () => {
  const { say, look } = setUp();
  say(ann, 'a1', { author: '**Ann** <@5>' });
  const { last, answers } = look(bea);
  expect(await last()).toContain(String.raw`**\*\*Ann\*\* \<@5>**`);
  expect(answers.sent[0]?.body).toMatchObject({ data: { allowed_mentions: { parse: [] } } });
});

test('at most ten lines are listed, and of the others how many there are', async () => {
  const { say, look } = setUp();
  for (let at = 1; at <= 17; at += 1) say(ann, `a${at}`);
  const { last, parts } = look(mo);
  expect((await last()).split('\n').slice(10)).toEqual([
    expect.stringMatching(/^10\./),
    '… and 7 more',
  ]);
  expect([...(await parts()).matchAll(/"value":"a\d+"/g)]).toHaveLength(10 + 8);
});

test('of the lines those are offered that the reader may skip, and put before others', async () => {
  const { say, look } = setUp();
  for (const [by, id] of [
    [ann, 'a1'],
    [bea, 'b1'],
    [ann, 'a2'],
    [bea, 'b2'],
  ] as const)
    say(by, id);
  const offered = async (by: Asker): Promise<readonly (readonly string[])[]> =>
    (await look(by).parts())
      .split('"custom_id":"queue:')
      .slice(1, 3)
      .map((part) => [...part.matchAll(/"value":"(\w+)"/g)].map(([, id = '']) => id));
  expect(await offered(bea)).toEqual([['b1', 'b2'], ['b2']]);
  expect(await offered(mo)).toEqual([
    ['a1', 'b1', 'a2', 'b2'],
    ['a2', 'b2'],
  ]);
});

test('people outside the call see their own lines alone, and moderators all', async () => {
  const { say, look, whereabouts } = setUp();
  whereabouts.channels.delete(bea.id);
  say(ann, 'a1');
  expect(() => look(bea)).toThrow(/^Join <#c> to see what waits there/);
  say(bea, 'b1');
  const seen = await look(bea).last();
  expect(seen).toContain('2. **You**');
  expect(seen).toContain('You see your own lines alone');
  expect(seen).not.toContain('Ann');
  expect(await look(mo).last()).toContain('1. **Ann**');
});

test('where nothing is heard, why is told, and no times', async () => {
  const { calls, say, look } = setUp();
  say(ann, 'a1');
  say(ann, 'a2');
  calls.hindrance = text(($) => $.calls.suspended.muted);
  const seen = await look(ann).last();
  expect(seen).toContain('I am muted in this server');
  expect(seen).not.toContain('<t:');
});

test('of a call that is paused and heard by nobody all the same, why is told that no button mends', async () => {
  const { calls, say, look } = setUp();
  say(ann, 'a1');
  calls.pause(
    guildId,
    text(($) => $.calls.paused, { person: '<@11>', when: 'soon' }),
  );
  expect(await look(ann).last()).toContain('has paused me');
  calls.hindrance = text(($) => $.calls.suspended.muted);
  const seen = await look(ann).last();
  expect(seen).toContain('I am muted in this server');
  expect(seen).not.toContain('has paused me');
});

test('in no call there is nothing to see', () => {
  const { calls, look } = setUp();
  calls.leave(guildId);
  expect(() => look(mo)).toThrow(/in no call/);
  expect(() => look({ ...mo, guildId: undefined })).toThrow(/only in a server/);
});

test('the panel changes with what waits, at most every two seconds, and only when it looks otherwise', async () => {
  stopClocks();
  const { calls, say, look } = setUp();
  const { answers, last } = look(ann);
  await vi.advanceTimersByTimeAsync(100);
  for (let at = 0; at < 5; at += 1) say(ann, `a${at}`);
  await vi.advanceTimersByTimeAsync(editPauseMs - 200);
  expect(answers.sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  await vi.waitFor(async () => expect(await last()).toContain('5. **You**'));
  expect(answers.sent).toHaveLength(2);
  say(ann, 'b');
  calls.skip(guildId, 'b');
  await vi.advanceTimersByTimeAsync(2 * editPauseMs);
  expect(answers.sent).toHaveLength(2);
  calls.leave(guildId);
  await vi.advanceTimersByTimeAsync(2 * editPauseMs);
  await vi.waitFor(async () => expect(await last()).toContain('I’m in no call'));
});

test('when Discord takes no more edits, it says that it stays as it is; a press goes on with it', async () => {
  stopClocks();
  const { say, look } = setUp();
  say(ann, 'a1');
  const first = look(ann);
  await vi.advanceTimersByTimeAsync(14.1 * 60_000);
  await vi.waitFor(async () => expect(await first.last()).toContain('doesn’t change by itself'));
  const count = first.answers.sent.length;
  const again = look(ann, 'refresh');
  say(ann, 'a2');
  await vi.advanceTimersByTimeAsync(2 * editPauseMs);
  await vi.waitFor(async () => expect(await again.last()).toContain('2. **You**'));
  expect(first.answers.sent).toHaveLength(count);
});

test('of somebody’s panels the newest changes, and the one before says that it doesn’t', async () => {
  stopClocks();
  const { say, look } = setUp();
  const [first, second] = [look(ann), look(ann)];
  await vi.advanceTimersByTimeAsync(editPauseMs);
  await vi.waitFor(async () => expect(await first.last()).toContain('doesn’t change by itself'));
  say(ann, 'a1');
  await vi.advanceTimersByTimeAsync(2 * editPauseMs);
  await vi.waitFor(async () => expect(await second.last()).toContain('1. **You**'));
  expect(await first.last()).not.toContain('1.');
});

test('when the bot stops, no panel changes any more', async () => {
  stopClocks();
  const { say, look, closing } = setUp();
  const { answers } = look(ann);
  await vi.advanceTimersByTimeAsync(editPauseMs);
  closing.abort();
  say(ann, 'a1');
  await vi.advanceTimersByTimeAsync(2 * editPauseMs);
  expect(answers.sent).toHaveLength(1);
});

test.each<[string, Asker, string, RegExp]>([
  ['nobody skips what another waits for', bea, 'a2', /somebody else’s/],
  ['what is gone can’t be skipped', ann, 'gone', /doesn’t wait any more/],
])('%s', (_, by, lineId, sentence) => {
  const { calls, say, waiting } = setUp();
  say(ann, 'a1');
  say(ann, 'a2');
  expect(() => waiting.skip(by, lineId, openReply().reply)).toThrow(sentence);
  expect(calls.queue(guildId)).toHaveLength(2);
});

test('people put lines in front of their own, and moderators of everybody’s', () => {
  const { calls, say, waiting } = setUp();
  const { reply } = openReply();
  const ids = (): readonly string[] => calls.queue(guildId).map(({ id }) => id);
  for (const [by, id] of [
    [ann, 'a1'],
    [ann, 'a2'],
    [bea, 'b1'],
    [bea, 'b2'],
  ] as const)
    say(by, id);
  waiting.toFront(bea, 'b2', reply);
  expect(ids()).toEqual(['a1', 'a2', 'b2', 'b1']);
  expect(() => waiting.toFront(bea, 'a2', reply)).toThrow(/^Only moderators/);
  waiting.toFront(mo, 'b1', reply);
  expect(ids()).toEqual(['a1', 'b1', 'a2', 'b2']);
  expect(() => waiting.toFront(mo, 'a1', reply)).toThrow(/doesn’t wait any more/);
});

test('what waits of oneself is taken out, and all of it by who may; what is heard goes on', () => {
  const { calls, say, waiting } = setUp();
  for (const [by, id] of [
    [ann, 'a1'],
    [ann, 'a2'],
    [bea, 'b1'],
    [bea, 'b2'],
  ] as const)
    say(by, id);
  expect(waiting.clear(ann, 'mine')).toBe(1);
  expect(() => waiting.clear(ann, 'mine')).toThrow(/Nothing of yours waits/);
  expect(waiting.clear(mo, 'all')).toBe(2);
  expect(() => waiting.clear(mo, 'all')).toThrow(/^Nothing waits/);
  expect(calls.queue(guildId).map(({ id }) => id)).toEqual(['a1']);
});

test('whoever has left the call since sees no more of it by the button of their panel', async () => {
  const { say, look, whereabouts } = setUp();
  say(ann, 'a1');
  expect(await look(bea).last()).toContain('**Ann**');
  whereabouts.put(bea.id, 'elsewhere');
  expect(() => look(bea, 'refresh')).toThrow('Join <#c> to see what waits there.');
});
