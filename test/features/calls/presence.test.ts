import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import { maySkip, presence } from '#features/calls/presence.ts';
import { text } from '#i18n/text.ts';

import { FakeCalls } from '../../fakes/calls.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';

const ada = { id: 'ada', guildId: 'g', moderates: false } as Asker;
const moderator = { ...ada, id: 'mod', moderates: true };
const outside = { ...ada, guildId: undefined };

function setUp() {
  const calls = new FakeCalls();
  const whereabouts = new FakeWhereabouts();
  const closing = new AbortController();
  return {
    calls,
    whereabouts,
    closing,
    presence: presence(calls, whereabouts, closing.signal),
  };
}

test('it joins the channel that the person is in', async () => {
  const { calls, whereabouts, presence } = setUp();
  whereabouts.put('ada', 'a');
  await expect(presence.join(ada)).resolves.toBe('a');
  expect(calls.joined).toEqual([{ guildId: 'g', channelId: 'a' }]);
});

test('where it already is, the call is asked all the same: it may be over', async () => {
  const { calls, whereabouts, presence } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  await expect(presence.join(ada)).resolves.toBe('a');
  expect(calls.joined).toEqual([{ guildId: 'g', channelId: 'a' }]);
});

test('a moderator calls it away from people', async () => {
  const { calls, whereabouts, presence } = setUp();
  calls.inChannel('g', 'b');
  whereabouts.put('bob', 'b').put('mod', 'a');
  await expect(presence.join(moderator)).resolves.toBe('a');
});

test.each<[string, Asker, (all: ReturnType<typeof setUp>) => void, RegExp, string?]>([
  ['in no call', ada, () => undefined, /Join a voice channel first/],
  ['outside a server', outside, () => undefined, /only in a server/],
  [
    'into a channel that they may not enter themselves',
    ada,
    ({ whereabouts }) => {
      whereabouts.put('ada', 'a').closed.add('b');
    },
    /You can’t join <#b> yourself/,
    'b',
  ],
  [
    'away from people',
    ada,
    ({ calls, whereabouts }) => {
      calls.inChannel('g', 'b');
      whereabouts.put('bob', 'b').put('ada', 'a');
    },
    /I’m with people in <#b>/,
  ],
  [
    'where it may not speak',
    ada,
    ({ whereabouts }) => {
      whereabouts.put('ada', 'a').obstacles.set(
        'a',
        text(($) => $.discord.obstacles.timedOut),
      );
    },
    /^I was timed out in this server, so/,
  ],
])('it can’t be called %s', async (_, asker, prepare, sentence, wanted?) => {
  const all = setUp();
  prepare(all);
  await expect(all.presence.join(asker, wanted)).rejects.toThrow(sentence);
  expect(all.calls.joined).toEqual([]);
});

test.each<[string, Asker, string[]]>([
  ['somebody in its call', ada, ['ada']],
  ['a moderator', moderator, ['bob']],
  ['anybody, when nobody is in its call', ada, []],
])('%s sends it away', (_, asker, inside) => {
  const { calls, whereabouts, presence } = setUp();
  calls.inChannel('g', 'a');
  for (const id of inside) whereabouts.put(id, 'a');
  expect(presence.leave(asker)).toBe('a');
  expect(calls.left).toEqual(['g']);
});

test('nobody outside sends it away from people', () => {
  const { calls, whereabouts, presence } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('bob', 'a');
  expect(() => presence.leave(ada)).toThrow(UserError);
  expect(calls.left).toEqual([]);
});

test('in no call it can’t leave', () => {
  expect(() => setUp().presence.leave(ada)).toThrow(/in no call/);
});

test('it skips what is being spoken, and says when that is nothing', () => {
  const { calls, presence } = setUp();
  calls.inChannel('g', 'a');
  expect(() => presence.skip(ada)).toThrow(/Nothing is being spoken/);
  calls.speak('g', { id: '1', authorId: 'ada', render: () => undefined as never });
  presence.skip(ada);
  expect(calls.queue('g')).toEqual([]);
});

test('somebody else’s speech is skipped by moderators only, while its author is there', () => {
  const { calls, whereabouts, presence } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('bob', 'a').put('ada', 'a');
  calls.speak('g', { id: '1', authorId: 'bob', render: () => undefined as never });
  expect(() => presence.skip(ada)).toThrow(/somebody else’s/);
  presence.skip(moderator);
  expect(calls.queue('g')).toEqual([]);
});

test('where nobody is with it, anybody calls it away', async () => {
  const { calls, whereabouts, presence } = setUp();
  calls.inChannel('g', 'b');
  whereabouts.put('ada', 'a');
  await expect(presence.join(ada)).resolves.toBe('a');
  expect(calls.joined).toEqual([{ guildId: 'g', channelId: 'a' }]);
});

test('what a joining waits for ends when the bot stops', async () => {
  const { calls, whereabouts, presence, closing } = setUp();
  whereabouts.put('ada', 'a');
  calls.joining = (signal) =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
  const joining = presence.join(ada);
  closing.abort(new Error('the bot stops'));
  await expect(joining).rejects.toThrow('the bot stops');
});

test('outside a server there is nothing to leave or skip', () => {
  const { presence } = setUp();
  expect(() => presence.leave(outside)).toThrow(/only in a server/);
  expect(() => presence.skip(outside)).toThrow(/only in a server/);
});

test('who moderates one server decides about nobody’s lines in another', () => {
  const { calls, whereabouts } = setUp();
  const sight = { calls, whereabouts };
  const line = { authorId: 'bob', guildId: 'g' };
  expect(maySkip(moderator, line, sight)).toBe(true);
  expect(maySkip({ ...moderator, guildId: 'h' }, line, sight)).toBe(false);
  expect(maySkip({ ...moderator, guildId: undefined }, line, sight)).toBe(false);
  expect(maySkip(moderator, { ...line, guildId: undefined }, sight)).toBe(false);
});
