import { setTimeout as delay } from 'node:timers/promises';

import { expect, test, vi } from 'vitest';

import { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { HeardWords } from '#features/own-voices/heard-words.ts';
import type { Transcribe } from '#features/own-voices/heard-words.ts';
import { Once } from '#features/own-voices/once.ts';
import type { Ask } from '#features/say/speaking.ts';
import { wordsToSay } from '#features/wording/words.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { SpeechError } from '#speech/speech.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { FakeAnswers } from '../../fakes/answers.ts';
import { ann } from '../../fakes/asker.ts';
import { fakeIntake } from '../../fakes/intake.ts';
import { FakeLog } from '../../fakes/log.ts';
import { anyClip, hashOf, testStore } from '../../store/folder.ts';
import { stopClocks } from '../../virtual-time.ts';
import { kokoro, models } from '../../voices/models.ts';

const file = { url: 'https://cdn.discordapp.com/attachments/1/2/me.mp3', size: 3 };
const hello: Ask = { text: 'Hello there, everybody.', choice: {}, as: 'speak' };

/** One recording, which is as long as it is told; what would be spoken is noted. */
async function studio({
  durationMs = 6_000,
  known = models,
  transcribe = () => Promise.resolve('My words.'),
  isPrivate = false,
  isShownFirst = true,
}: {
  durationMs?: number;
  known?: readonly SpeechModel[];
  transcribe?: Transcribe;
  isPrivate?: boolean;
  /** It is shown that something is made before it fails. */
  isShownFirst?: boolean;
} = {}) {
  const opened = await testStore();
  const { store } = opened;
  const book = voiceBook(known);
  const catalogue = { book, search: voiceSearch(book), known: () => Promise.resolve() };
  const choosing = chooser({ ...store, catalogue });
  const clip = anyClip();
  const said: Ask[] = [];
  const failures: (Error | (() => Error))[] = [];
  const log = new FakeLog();
  const words = new HeardWords(transcribe);
  const problems =
    durationMs > 10_000 ? [{ kind: 'too-long' as const, sentence: 'It is too long.' }] : [];
  const speaking = new Once({
    ...store,
    intake: fakeIntake(),
    checker: {
      check: () =>
        Promise.resolve({
          format: 'mp3',
          durationMs,
          isWhole: true,
          sampleRate: 24_000,
          channels: 1,
          levels: { peakDbfs: -3, speechDbfs: -20, heardMs: 5_000, crestDb: 15 },
          problems,
          stretch: { fromMs: 0, toMs: 5_000 },
        }),
      prepare: () => Promise.resolve({ ...clip }),
    },
    catalogue,
    async askWords(text, speaker, asked) {
      await choosing.preview(text, speaker, asked);
      const written = { language: undefined, script: undefined };
      return { pieces: await wordsToSay(text), written, withoutPatterns: false };
    },
    speaking: {
      async say(_, ask, reply) {
        said.push(ask);
        if (isShownFirst) reply.show(line('Being made …'));
        // The view arrives before anything fails.
        await delay(5);
        const failure = failures.shift();
        if (typeof failure === 'function') throw failure();
        if (failure !== undefined) throw failure;
        await reply.finish(line(`AI voice: ${ask.text}`));
      },
    },
    words,
    log,
    closing: new AbortController().signal,
  });
  /** Runs one step as an interaction does; resolves with what it said last, to whom, and the draft that its buttons are of. */
  const run = async (step: (reply: Reply) => Promise<void>) => {
    const answers = new FakeAnswers();
    const expiresAtMs = Date.now() + 60_000;
    const reply = new Reply({ answers, log, ephemeral: true, target: 'new', expiresAtMs });
    await step(reply).catch((error: unknown) => reply.fail(String(error)));
    const [, draftId = ''] = /say:(?:own|again):([^"]+)/.exec(JSON.stringify(answers.sent)) ?? [];
    const own = answers.sent.flatMap(({ messageId }, at) => (messageId ? [] : [answers.texts[at]]));
    return {
      text: own.at(-1) ?? '',
      inPublic: answers.public,
      wasInPublic: answers.sent.some(({ messageId }) => messageId !== undefined),
      draftId,
    };
  };
  return {
    store,
    hash: hashOf(clip),
    said,
    failures,
    forget(personId: string) {
      speaking.forget(personId);
      words.forget(personId);
    },
    say: (ask: Ask = hello, transcript?: string) =>
      run((reply) => speaking.say(ann, { ask, file, transcript, isPrivate }, reply)),
    agree: (draftId: string, asker = ann) =>
      run((reply) => speaking.consent(asker, draftId, 'own', reply)),
    again: (draftId: string, asker = ann) => run((reply) => speaking.again(asker, draftId, reply)),
    cancel: (draftId: string) => run((reply) => speaking.cancel(ann, draftId, reply)),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test('nothing is said before the statement, and then without being asked for again', async () => {
  await using desk = await studio();
  const { text, draftId } = await desk.say();
  expect(text).toMatch(/Whose voice is it/);
  expect(desk.said).toEqual([]);
  await desk.agree(draftId);
  expect(desk.said).toMatchObject([
    { text: hello.text, choice: { recording: { transcript: 'My words.' } } },
  ]);
  expect(await desk.store.consents.given(ann.id, desk.hash)).toMatchObject({ basis: 'own' });
  await desk.say();
  expect(desk.said).toHaveLength(2);
});

test('only what is said is public: neither the question, nor what fails, nor what is left of it', async () => {
  await using desk = await studio();
  const asked = await desk.say();
  expect(asked.wasInPublic).toBe(false);
  desk.failures.push(new UserError('Too much is waiting.'));
  const failed = await desk.agree(asked.draftId);
  expect(failed).toMatchObject({
    text: expect.stringMatching(/Too much is waiting/),
    inPublic: [],
  });
  const said = await desk.again(failed.draftId);
  expect(said.inPublic).toEqual([`AI voice: ${hello.text}`]);
  expect(said.text).toBe('It is said in the message below.');
  expect((await desk.say()).inPublic).toEqual([`AI voice: ${hello.text}`]);
});

test('what fails before anything of it is shown was never public', async () => {
  await using desk = await studio({ isShownFirst: false });
  desk.failures.push(new UserError('Too much is waiting.'));
  const failed = await desk.agree((await desk.say()).draftId);
  expect(failed.text).toMatch(/Too much is waiting/);
  expect(failed.wasInPublic).toBe(false);
});

test('who wants it to be private is alone with all of it, also when it is tried again', async () => {
  await using desk = await studio({ isPrivate: true });
  const asked = await desk.say();
  desk.failures.push(new UserError('Too much is waiting.'));
  const failed = await desk.agree(asked.draftId);
  const said = await desk.again(failed.draftId);
  for (const { wasInPublic } of [asked, failed, said]) expect(wasInPublic).toBe(false);
  expect(said.text).toBe(`AI voice: ${hello.text}`);
});

test('two presses say it once, and only its owner presses', async () => {
  await using desk = await studio();
  const { draftId } = await desk.say();
  expect((await desk.agree(draftId, { ...ann, id: 'bob' })).text).toMatch(/no longer at hand/);
  const [, again] = await Promise.all([desk.agree(draftId), desk.agree(draftId)]);
  expect(again.text).toMatch(/no longer at hand/);
  expect(desk.said).toHaveLength(1);
});

test('what could not be spoken is tried again by its owner, without the recording or its words being asked for again', async () => {
  let transcribed = 0;
  await using desk = await studio({
    transcribe: () => Promise.resolve(`Heard ${(transcribed += 1)}.`),
  });
  const { draftId } = await desk.say();
  desk.failures.push(
    new SpeechError('unavailable', 'down', { engine: 'deapi' }),
    new UserError('Too much is waiting.'),
  );
  const failed = await desk.agree(draftId);
  expect(failed.text).toMatch(/deAPI[\s\S]*still have the recording/);
  expect((await desk.again(failed.draftId, { ...ann, id: 'bob' })).text).toMatch(
    /no longer at hand/,
  );
  const full = await desk.again(failed.draftId);
  expect(full.text).toMatch(/Too much is waiting/);
  const [, twice] = await Promise.all([desk.again(full.draftId), desk.again(full.draftId)]);
  expect(twice.text).toMatch(/no longer at hand/);
  expect(desk.said.map(({ choice }) => choice.recording?.transcript)).toEqual([
    'Heard 1.',
    'Heard 1.',
    'Heard 1.',
  ]);
  expect(transcribed).toBe(1);
});

test('a recording that failed is forgotten 15 minutes after it was last tried again', async () => {
  await using desk = await studio();
  const { draftId } = await desk.say();
  desk.failures.push(new UserError('Too much is waiting.'), new UserError('Too much is waiting.'));
  const minuteMs = 60_000;
  stopClocks();
  let failed = await desk.agree(draftId);
  vi.advanceTimersByTime(15 * minuteMs - 1_000);
  failed = await desk.again(failed.draftId);
  expect(failed.text).toMatch(/Too much is waiting/);
  vi.advanceTimersByTime(15 * minuteMs + 1_000);
  expect((await desk.again(failed.draftId)).text).toMatch(/no longer at hand/);
  expect(desk.said).toHaveLength(2);
});

test('what failed is not tried again once it was discarded, or the statement is gone', async () => {
  await using desk = await studio();
  const fail = async (draftId: string) => {
    desk.failures.push(new Error('broken'));
    return desk.agree(draftId);
  };
  const discarded = await fail((await desk.say()).draftId);
  expect(discarded.text).toMatch(/this number/);
  await desk.cancel(discarded.draftId);
  expect((await desk.again(discarded.draftId)).text).toMatch(/no longer at hand/);
  await desk.store.personalData.forget(ann.id, { keepOptOut: false });
  const taken = await fail((await desk.say()).draftId);
  await desk.store.personalData.forget(ann.id, { keepOptOut: false });
  expect((await desk.again(taken.draftId)).text).toMatch(/statement about the recording is gone/);
  expect(desk.said).toHaveLength(2);
});

test('what failed costs no clone of the day', async () => {
  await using desk = await studio();
  for (let tries = 0; tries <= 20; tries += 1) {
    await desk.store.personalData.forget(ann.id, { keepOptOut: false });
    desk.failures.push(new SpeechError('unavailable', 'down', { engine: 'deapi' }));
    const { text } = await desk.agree((await desk.say()).draftId);
    expect(text).toMatch(/deAPI/);
  }
});

test('what was cancelled or forgotten is not said, and no statement is noted', async () => {
  await using desk = await studio();
  const first = await desk.say();
  expect((await desk.cancel(first.draftId)).text).toMatch(/Nothing of the recording is kept/);
  const second = await desk.say();
  desk.forget(ann.id);
  for (const { draftId } of [first, second])
    expect((await desk.agree(draftId)).text).toMatch(/no longer at hand/);
  expect(desk.said).toEqual([]);
  expect(await desk.store.consents.given(ann.id, desk.hash)).toBeUndefined();
});

test('words that were given for a recording are not used for a part of it', async () => {
  await using desk = await studio({ durationMs: 20_000 });
  const { text, draftId } = await desk.say(hello, 'All of it.');
  expect(text).toMatch(/too long.*begins at 0.0 s and ends at 5.0 s/);
  await desk.agree(draftId);
  expect(desk.said[0]?.choice.recording?.transcript).toBe('My words.');
});

test('who has everything deleted while the words are written down is not spoken for', async () => {
  const opened: { forget?: () => Promise<unknown> } = {};
  await using desk = await studio({
    async transcribe() {
      await opened.forget?.();
      return 'My words.';
    },
  });
  opened.forget = () => desk.store.personalData.forget(ann.id, { keepOptOut: false });
  const { draftId } = await desk.say();
  expect((await desk.agree(draftId)).text).toMatch(/your statement about the recording is gone/);
  expect(desk.said).toEqual([]);
});

test('who has everything deleted while their statement is on its way leaves none', async () => {
  await using desk = await studio();
  const { draftId } = await desk.say();
  const agreed = desk.agree(draftId);
  desk.forget(ann.id);
  expect((await agreed).text).toMatch(/your statement about the recording is gone/);
  expect(await desk.store.consents.given(ann.id, desk.hash)).toBeUndefined();
  expect(desk.said).toEqual([]);
});

test('of somebody who has everything deleted while it is said nothing waits to be tried again', async () => {
  await using desk = await studio();
  const { draftId } = await desk.say();
  desk.failures.push(() => {
    desk.forget(ann.id);
    return new SpeechError('unavailable', 'down', { engine: 'deapi' });
  });
  const failed = await desk.agree(draftId);
  expect(failed.draftId).toBe('');
  expect(failed.text).not.toMatch(/still have the recording/);
});

test('who is banned while the words are written down is not spoken for', async () => {
  const opened: { ban?: () => Promise<unknown> } = {};
  await using desk = await studio({
    async transcribe() {
      await opened.ban?.();
      return 'My words.';
    },
  });
  opened.ban = () => desk.store.voiceBans.ban('1', ann.id, 'admin');
  expect((await desk.agree((await desk.say()).draftId)).text).toMatch(/none of your own voices/);
  expect(desk.said).toEqual([]);
});

test('who is banned with their voices in a server speaks with no recording there, and elsewhere does', async () => {
  await using desk = await studio();
  const { draftId } = await desk.say();
  await desk.store.voiceBans.ban('1', ann.id, 'admin');
  for (const { text } of [await desk.agree(draftId), await desk.say()])
    expect(text).toMatch(/none of your own voices/);
  expect(desk.said).toEqual([]);
});

test.each<[string, Ask, readonly SpeechModel[], RegExp]>([
  ['a voice is named too', { ...hello, choice: { voice: 'Sky' } }, models, /leave one of them out/],
  ['nothing can be said of the text', { ...hello, text: '…!' }, models, /no letters or digits/],
  ['a style is asked for', { ...hello, choice: { style: 'sad' } }, models, /take no style/],
  ['the engine can’t clone', hello, [kokoro], /can’t clone voices: deAPI’s models can/],
])('nothing is asked when %s', async (_, ask, known, why) => {
  await using desk = await studio({ known });
  expect((await desk.say(ask)).text).toMatch(why);
});
