import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import type { Ask } from '#features/say/ask.ts';
import { ownWords } from '#i18n/text.ts';
import type { SpeechModel } from '#speech/catalogue.ts';

import { ann } from '../../fakes/asker.ts';
import { kokoro, models } from '../../voices/models.ts';
import { hello, studio } from './once-studio.ts';

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
  desk.failures.push(new UserError(ownWords('Too much is waiting.')));
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
  desk.failures.push(new UserError(ownWords('Too much is waiting.')));
  const failed = await desk.agree((await desk.say()).draftId);
  expect(failed.text).toMatch(/Too much is waiting/);
  expect(failed.wasInPublic).toBe(false);
});

test('who wants it to be private is alone with all of it, also when it is tried again', async () => {
  await using desk = await studio({ isPrivate: true });
  const asked = await desk.say();
  desk.failures.push(new UserError(ownWords('Too much is waiting.')));
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
  expect(text).toMatch(/at most 10 s can be used.*begins at 0.0 s and ends at 5.0 s/);
  await desk.agree(draftId);
  expect(desk.said[0]?.choice.recording?.transcript).toBe('My words.');
});

test('who has everything deleted while the words are written down is not spoken for', async () => {
  const opened: { forget?: () => Promise<unknown> } = {};
  await using desk = await studio({
    async transcribe() {
      await opened.forget?.();
      return { text: 'My words.' };
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

test('who is banned while the words are written down is not spoken for', async () => {
  const opened: { ban?: () => Promise<unknown> } = {};
  await using desk = await studio({
    async transcribe() {
      await opened.ban?.();
      return { text: 'My words.' };
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
