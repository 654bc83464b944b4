import { setImmediate as nextTurn } from 'node:timers/promises';

import { beforeAll, expect, test, vi } from 'vitest';

import { warmWords } from '#features/wording/words.ts';

import { ada, hello, replyOf, setUp } from './speaking-rig.ts';

beforeAll(() => warmWords());

test('in the same call it is spoken in the same turn, before anything is sent', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  void speaking.say(ada, hello, reply);
  await nextTurn();
  expect(calls.spoken).toHaveLength(1);
  expect(renderer.rendered[0]?.request).toMatchObject({ text: 'hello there', model: 'Kokoro' });
  expect(answers.sent).toEqual([]);
});

test('the reply says who speaks, what, in which voice, and how it ended', async () => {
  const { calls, whereabouts, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await nextTurn();
  calls.spoken[0]?.start(true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  const states = answers.texts.map((text) => text.split('\n').at(-1));
  expect(states).toEqual(['-# Being made …', '-# Speaking …', '-# Spoken']);
  expect(answers.texts[0]).toContain(String.raw`**Ada \*x\*** · Alloy, English (US)`);
  expect(answers.texts[0]).toContain('> hello there');
});

test('what is made ahead waits for who is before it, not for the speech service', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  void speaking.say(ada, hello, replyOf().reply);
  await nextTurn();
  const { answers, reply } = replyOf();
  void speaking.say(ada, { ...hello, text: 'hello again' }, reply);
  await vi.waitFor(() => expect(answers.texts.at(-1)).toMatch(/-# .*1 /));
  const waits = answers.texts.at(-1);
  calls.spoken[1]?.utterance.render(new AbortController().signal);
  renderer.rendered[1]?.context.onProgress?.({ phase: 'fetching' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers.texts.at(-1)).toBe(waits);
  calls.spoken[1]?.move(0);
  renderer.rendered[1]?.context.onProgress?.({ phase: 'fetching' });
  await vi.waitFor(() => expect(answers.texts.at(-1)).toContain('Nearly there'));
});

test('while it is heard the reply says so, whatever of it is still being made', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  void speaking.say(ada, hello, reply);
  await nextTurn();
  const progress = renderer.rendered[0]?.context.onProgress;
  progress?.({ phase: 'queued' });
  await vi.waitFor(() => expect(answers.texts.at(-1)).toContain('Waiting for the speech service'));
  calls.spoken[0]?.start(true);
  await vi.waitFor(() => expect(answers.texts.at(-1)).toContain('Speaking …'));
  progress?.({ phase: 'fetching' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers.texts.at(-1)).toContain('Speaking …');
});

test('the reply says what it cost, and when another engine spoke', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await nextTurn();
  for (const costUsd of [0.0004, 0.0004])
    renderer.rendered[0]?.context.onSpoken?.({ engine: 'embedded', costUsd });
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  expect(answers.texts.at(-1)).toMatch(/Spoken · in another voice, .* · \$0\.0008$/);
});

test('what waits says how many are before it', async () => {
  const { calls, whereabouts, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  void speaking.say(ada, hello, replyOf().reply);
  await nextTurn();
  const { answers, reply } = replyOf();
  void speaking.say(ada, hello, reply);
  await nextTurn();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers.texts[0]).toContain('Waiting: 1 before it');
  for (const [before, shown] of [
    [2, 'Waiting: 2 before it'],
    [0, 'Being made …'],
  ] as const) {
    calls.spoken[1]?.move(before);
    await expect.poll(() => answers.texts.at(-1)).toContain(shown);
  }
});

test.each([
  ['Guten Morgen, wie geht es dir heute?', {}, 'German'],
  ['Guten Morgen, wie geht es dir heute?', { language: 'en' }, 'en-us'],
  ['καλημέρα', {}, 'el'],
  ['ok', {}, 'en-us'],
])('%j with %j is spoken by a voice of %s', async (text, choice, language) => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  void speaking.say(ada, { ...hello, text, choice }, replyOf().reply);
  await nextTurn();
  expect(renderer.rendered.map(({ request }) => request.language)).toEqual([language]);
});

test('who asks for a voice that can’t read the text hears another, and is told', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const choice = { voice: 'af_sky/en-us/Kokoro' };
  void speaking.say(ada, { ...hello, text: 'привет', choice }, reply);
  await nextTurn();
  expect(renderer.rendered.map(({ request }) => request.language)).toEqual(['uk']);
  await expect
    .poll(() => JSON.stringify(answers.sent), { timeout: 15_000 })
    .toContain('in another voice, since the chosen one can’t read these letters');
});

test.each([
  ['in the call', 'a'],
  ['while the bot joins', undefined],
])(
  'what waits %s when the bot stops is left for the next start, and the person is told',
  async (_, here) => {
    const { calls, whereabouts, speaking, kept, stopping } = setUp();
    if (here !== undefined) calls.inChannel('g', here);
    whereabouts.put('ada', 'a');
    const { answers, reply } = replyOf();
    const said = speaking.say(ada, hello, reply);
    await vi.waitFor(() => expect(calls.spoken).toHaveLength(1));
    expect(kept).toMatchObject([{ kind: 'saying', guildId: 'g', asker: ada, ask: hello }]);
    stopping.isHeld = true;
    calls.spoken[0]?.end({ outcome: 'left' });
    await said;
    expect(answers.texts.at(-1)).toContain('I’m being restarted, and say it right after');
  },
);
