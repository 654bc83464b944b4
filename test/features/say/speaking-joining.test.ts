import { setImmediate as nextTurn } from 'node:timers/promises';

import { beforeAll, expect, test, vi } from 'vitest';

import { queueFull } from '#call/queue-full.ts';
import { UserError } from '#errors.ts';
import type { QuotedWords } from '#features/wording/quoted-words.ts';
import { warmWords } from '#features/wording/words.ts';
import { ownWords } from '#i18n/text.ts';

import { ada, bob, hello, replyOf, setUp } from './speaking-rig.ts';

beforeAll(() => warmWords());

test('what has no room in the queue while the bot joins is refused, and made no longer', async () => {
  const { calls, whereabouts, renderer, renderedFiles, speaking } = setUp();
  whereabouts.put('ada', 'a');
  const refusal = queueFull.ofOneself(20);
  calls.speak = () => {
    throw refusal;
  };
  await expect(speaking.say(ada, hello, replyOf().reply)).rejects.toBe(refusal);
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(true);
  expect(renderedFiles.asked).toEqual([]);
});

test('a joining that fails for another reason is told, and what was to be said is made and waits no longer', async () => {
  const { calls, whereabouts, renderer, renderedFiles, speaking } = setUp();
  whereabouts.put('ada', 'a');
  const bug = new TypeError('x is undefined');
  calls.joining = () => Promise.reject(bug);
  await expect(speaking.say(ada, hello, replyOf().reply)).rejects.toBe(bug);
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(true);
  expect(calls.queue('g')).toEqual([]);
  expect(renderedFiles.asked).toEqual([]);
});

test('the speech is asked for while the bot joins', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  whereabouts.put('ada', 'a');
  const joined = Promise.withResolvers<void>();
  calls.joining = () => joined.promise;
  const { answers, reply } = replyOf();
  void speaking.say(ada, hello, reply);
  await nextTurn();
  expect(calls.joined).toEqual([{ guildId: 'g', channelId: 'a' }]);
  expect(renderer.rendered).toHaveLength(1);
  joined.resolve();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers.texts[0]).toContain('Joining <#a>');
  expect(calls.spoken).toHaveLength(1);
  expect(renderer.rendered).toHaveLength(1);
});

test('what is said while the bot joins is heard after what made it join', async () => {
  const { calls, whereabouts, speaking } = setUp();
  whereabouts.put('ada', 'a');
  whereabouts.put('bob', 'a');
  const joined = Promise.withResolvers<void>();
  calls.joining = () => joined.promise;
  void speaking.say(ada, hello, replyOf().reply);
  await nextTurn();
  void speaking.say(bob, hello, replyOf().reply);
  await nextTurn();
  joined.resolve();
  await nextTurn();
  expect(calls.queue('g').map(({ authorId }) => authorId)).toEqual(['ada', 'bob']);
});

test('when the bot can’t join, the speech is posted and it says why', async () => {
  const { calls, whereabouts, renderer, renderedFiles, speaking } = setUp();
  whereabouts.put('ada', 'a');
  calls.joining = () => Promise.reject(new UserError(ownWords('Outbound UDP is blocked.')));
  const { answers, reply } = replyOf();
  await speaking.say(ada, hello, reply);
  expect(renderedFiles.asked).toEqual(['voice']);
  expect(answers.sent.find(({ how }) => how === 'follow-up')).toMatchObject({
    files: ['voice-message.ogg'],
  });
  expect(answers.texts.at(-1)).toContain('Outbound UDP is blocked.');
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(false);
  // It is heard once: a call that comes about later doesn't say it as well.
  expect(calls.queue('g')).toEqual([]);
});

/** Ada says something, and the bot joins for as long as nobody stops it. */
function sayWhileJoining() {
  const all = setUp();
  all.whereabouts.put('ada', 'a');
  all.calls.joining = (signal) =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
  const { answers, reply } = replyOf();
  return { ...all, answers, said: all.speaking.say(ada, hello, reply) };
}

test('skipping while the bot joins ends both', async () => {
  const { calls, renderer, speaking, answers, said } = sayWhileJoining();
  await nextTurn();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const sayingId = /say:skip:([\w-]+)/.exec(JSON.stringify(answers.sent[0]?.body))?.[1] ?? '';
  speaking.skip(ada, sayingId);
  await said;
  expect(answers.texts.at(-1)).toContain('Skipped');
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(true);
  expect(calls.queue('g')).toEqual([]);
});

test('so does skipping it in the queue', async () => {
  const { calls, renderer, answers, said } = sayWhileJoining();
  await nextTurn();
  expect(calls.skip('g')).toBe(true);
  await said;
  expect(answers.texts.at(-1)).toContain('Skipped');
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(true);
});

test('a joining that the stop of the bot ends is left for the next start', async () => {
  const { calls, whereabouts, speaking, stopping, renderedFiles, answers: kept } = setUp();
  whereabouts.put('ada', 'a');
  const joined = Promise.withResolvers<void>();
  calls.joining = () => joined.promise;
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await vi.waitFor(() => expect(calls.joined).toHaveLength(1));
  stopping.isHeld = true;
  joined.reject(new Error('the bot stops'));
  await said;
  expect(answers.texts.at(-1)).toContain('I’m being restarted, and say it right after');
  expect(renderedFiles.asked).toEqual([]);
  expect(kept.open).toBe(1);
});

const quoted: QuotedWords = {
  messageId: '1',
  authorId: 'bob',
  authorName: 'Bob',
  written: 'hello',
  speaker: { userId: 'bob', guildId: 'g' },
  request: {
    text: 'hello',
    model: 'Kokoro',
    language: 'en-us',
    voice: { mode: 'preset', id: 'af_sky' },
    speed: 1,
  },
  named: undefined,
  voice: ownWords('Sky'),
  voiceId: undefined,
  translation: undefined,
  engine: 'deapi',
};

test('whoever said a message when the stop of the bot ended the joining is told of the restart', async () => {
  const { calls, whereabouts, speaking } = setUp();
  whereabouts.put('ada', 'a');
  const joined = Promise.withResolvers<void>();
  calls.joining = () => joined.promise;
  const done = speaking.quote(ada, async () => quoted, 'speak', replyOf().reply);
  await vi.waitUntil(() => calls.joined.length === 1);
  speaking.close();
  joined.reject(new DOMException('aborted', 'AbortError'));
  await expect(done).rejects.toThrow('I’m being restarted. Try again in a minute.');
});

test('silenced while the bot joins, it is in no queue and was never said', async () => {
  const { calls, speaking, answers, said } = sayWhileJoining();
  await vi.waitFor(() => expect(calls.joined).toHaveLength(1));
  speaking.silence(({ authorId }) => authorId === 'bob');
  expect(calls.queue('g')).toHaveLength(1);
  speaking.silence(({ authorId }) => authorId === 'ada');
  await said;
  expect(answers.texts.at(-1)).toContain('Skipped');
  expect(calls.queue('g')).toEqual([]);
});
