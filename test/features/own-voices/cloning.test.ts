import { expect, test } from 'vitest';

import { Reply } from '#discord/reply.ts';
import { factsOf } from '#features/own-voices/clip-intake.ts';
import { Cloning } from '#features/own-voices/cloning.ts';
import { HeardWords } from '#features/own-voices/heard-words.ts';
import { cloneQuota } from '#features/own-voices/spending.ts';
import type { ScriptRequest } from '#speech/script.ts';
import { SpeechError } from '#speech/speech.ts';
import { voiceBook } from '#voices/book.ts';

import { FakeAnswers } from '../../fakes/answers.ts';
import { ann } from '../../fakes/asker.ts';
import { fakeIntake } from '../../fakes/intake.ts';
import { FakeLog } from '../../fakes/log.ts';
import { anyClip, hashOf, heldUp, testStore } from '../../store/folder.ts';
import type { HoldUps } from '../../store/folder.ts';
import { models } from '../../voices/models.ts';

const file = { url: 'https://cdn.discordapp.com/attachments/1/2/me.mp3', size: 3 };
const down = new SpeechError('unavailable', 'down', { engine: 'deapi' });

/** A recording that will do, and a service that makes samples, or fails with what it is told, in turn. */
async function studio() {
  const opened = await testStore();
  const { store } = opened;
  const clip = anyClip();
  const failures: unknown[] = [];
  const asked: ScriptRequest[] = [];
  const counts = { fetched: 0, transcribed: 0 };
  const closing = new AbortController();
  const log = new FakeLog();
  const during: HoldUps & Partial<Record<'transcribing' | 'sampling', () => Promise<unknown>>> = {};
  const words = new HeardWords(async () => {
    await during.transcribing?.();
    return `Heard ${(counts.transcribed += 1)}.`;
  });
  const making = new Cloning({
    ...store,
    voices: heldUp(store.voices, during),
    intake: fakeIntake(() => Uint8Array.of((counts.fetched += 1))),
    checker: {
      check: () =>
        Promise.resolve({
          format: 'mp3',
          durationMs: 6_000,
          isWhole: true,
          sampleRate: 24_000,
          channels: 1,
          levels: { peakDbfs: -3, speechDbfs: -20, heardMs: 5_000, crestDb: 15 },
          problems: [],
          stretch: { fromMs: 0, toMs: 6_000 },
        }),
      prepare: () => Promise.resolve({ ...clip }),
    },
    approvals: { ask: () => Promise.resolve(undefined) },
    catalogue: { book: voiceBook(models), known: () => Promise.resolve() },
    recordings: {
      async voice(request) {
        asked.push(request);
        await during.sampling?.();
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        return { bytes: Uint8Array.of(1), durationSecs: 1, waveform: 'AAAA' };
      },
    },
    words,
    log,
    closing: closing.signal,
  });
  /** Runs one step as an interaction does, and resolves with what is seen in the end. */
  const run = async (step: (reply: Reply) => Promise<void>) => {
    const answers = new FakeAnswers();
    const expiresAtMs = Date.now() + 60_000;
    const reply = new Reply({ answers, log, ephemeral: true, target: 'new', expiresAtMs });
    await step(reply).catch((error: unknown) => reply.fail(String(error)));
    // A form is sent without being waited for.
    await expect.poll(() => answers.sent.length).toBeGreaterThan(0);
    const ids = JSON.stringify(answers.sent.at(-1)?.body).matchAll(/"custom_id":"([^"]+)"/g);
    const buttons = [...ids].map(([, id = '']) => id);
    return { text: answers.texts.at(-1) ?? '', buttons, form: answers.sent.at(-1)?.body };
  };
  return {
    store,
    hash: hashOf(clip),
    failures,
    asked,
    counts,
    words,
    during,
    closing,
    make: (asker = ann, name = 'Mine') =>
      run((reply) => making.make(asker, { file, name, transcript: undefined }, reply)),
    press: (id = '', asker = ann) => {
      const [, action, draftId = ''] = id.split(':');
      return run((reply) => {
        if (action === 'keep') return making.keep(asker, draftId, reply);
        if (action === 'discard') return making.discard(asker, draftId, reply);
        return making.consent(asker, draftId, action === 'own' ? 'own' : 'permitted', reply);
      });
    },
    openWords: (id = '') =>
      run(async (reply) => making.openWords(ann, id.split(':')[2] ?? '', reply)),
    correct: (id = '', words = '') =>
      run((reply) => making.correct(ann, id.split(':')[2] ?? '', words, reply)),
    forget: () => making.forget(ann.id),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test('a sample that fails is tried again with the same recording, statement and words', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  desk.failures.push(down);
  const failed = await desk.press(buttons.find((id) => id.includes(':permitted:')));
  expect(failed.text).toMatch(/“Mine”[\s\S]*deAPI[\s\S]*still have the recording/);
  const heard = await desk.press(failed.buttons[0]);
  expect(heard.text).toMatch(/ready to be heard[\s\S]*Heard 1\./);
  expect(desk.counts).toEqual({ fetched: 1, transcribed: 1 });
  expect((await desk.store.consents.given(ann.id, desk.hash))?.basis).toBe('permitted');
  await desk.press(heard.buttons.find((id) => id.includes(':keep:')));
  expect((await desk.store.voices.ownedBy(ann.id)).map(({ name }) => name)).toEqual(['Mine']);
});

test('a sample that failed costs no clone of the day', async () => {
  await using desk = await studio();
  desk.failures.push(...Array.from({ length: 20 }, () => down));
  let { buttons } = await desk.make();
  for (let tries = 0; tries < 20; tries += 1) ({ buttons } = await desk.press(buttons[0]));
  expect((await desk.press(buttons[0])).text).toMatch(/ready to be heard/);
});

test('the statement pressed twice, in any words, makes one sample, and is the one that was first given', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  const [own, permitted] = ['own', 'permitted'].map((basis) =>
    buttons.find((id) => id.includes(`:${basis}:`)),
  );
  const both = await Promise.all([desk.press(permitted), desk.press(own), desk.press(permitted)]);
  expect(both.filter(({ text }) => text.includes('That is done already'))).toHaveLength(2);
  // Nor once more when it was heard.
  expect((await desk.press(own)).text).toMatch(/That is done already/);
  expect(desk.asked).toHaveLength(1);
  expect((await desk.store.consents.given(ann.id, desk.hash))?.basis).toBe('permitted');
  expect(await desk.store.quotas.spend(ann.id, cloneQuota)).toMatchObject({
    left: cloneQuota.max - 2,
  });
});

test('corrections are samples, of which an hour has so many: the voice stays as it was heard', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  for (let count = 0; count < 60; count += 1) {
    const { text } = await desk.correct(heard.buttons[0], `Words ${count}.`);
    expect(text).toMatch(`Words ${count}.`);
  }
  const refused = await desk.correct(heard.buttons[0], 'One too many.');
  expect(refused.text).toMatch(/60 samples in an hour[\s\S]*as you heard it before/);
  expect(desk.asked).toHaveLength(61);
  await desk.press(refused.buttons.find((id) => id.includes(':keep:')));
  const [kept] = await desk.store.voices.ownedBy(ann.id);
  expect(kept?.sound).toMatchObject({ transcript: 'Words 59.' });
});

test('a sample of corrected words that fails leaves the voice that was heard, to be kept', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  desk.failures.push(down);
  const failed = await desk.correct(heard.buttons[0], 'Other words.');
  expect(failed.text).toMatch(/as you heard it before/);
  // What was typed is not lost either.
  expect(JSON.stringify((await desk.openWords(heard.buttons[0])).form)).toContain('Other words.');
  await desk.press(failed.buttons.find((id) => id.includes(':keep:')));
  const [kept] = await desk.store.voices.ownedBy(ann.id);
  expect(kept?.sound).toMatchObject({ mode: 'clone', transcript: 'Heard 1.' });
});

test('a correction that was heard takes the place of one that was not', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  desk.failures.push(down);
  await desk.correct(heard.buttons[0], 'Other words.');
  expect((await desk.correct(heard.buttons[0], 'Right words.')).text).toMatch(/Right words\./);
  const { form } = await desk.openWords(heard.buttons[0]);
  expect(JSON.stringify(form)).toContain('Right words.');
  expect(JSON.stringify(form)).not.toContain('Other words.');
});

test('a sample that was made and thrown away is one of the clones of the day', async () => {
  await using desk = await studio();
  for (let made = 0; made < 20; made += 1) {
    const { buttons } = await desk.make();
    desk.during.sampling = async () => desk.forget();
    expect((await desk.press(buttons[0])).text).toMatch(/was discarded/);
  }
  expect((await desk.press((await desk.make()).buttons[0])).text).toMatch(/20 clones in a day/);
  expect(desk.asked).toHaveLength(20);
});

test('what is deleted while it is being kept is not kept', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  desk.during.keeping = async () => {
    desk.forget();
    await desk.store.personalData.forget(ann.id, { keepOptOut: false });
  };
  const kept = await desk.press(heard.buttons.find((id) => id.includes(':keep:')));
  expect(kept.text).toMatch(/was discarded/);
  expect(await desk.store.voices.ownedBy(ann.id)).toEqual([]);
});

test('the words of a recording are paid once for all that is made of it, until it is discarded', async () => {
  await using desk = await studio();
  const clip = { clip: anyClip(), facts: { ...factsOf(anyClip()), hash: desk.hash } };
  const heardBySay = await desk.words.of(ann.id, clip, undefined, AbortSignal.timeout(1_000));
  expect(heardBySay).toBe('Heard 1.');
  const heard = await desk.press((await desk.make()).buttons[0]);
  expect(heard.text).toMatch(/Heard 1\./);
  expect(desk.counts.transcribed).toBe(1);
  await desk.press(heard.buttons.find((id) => id.includes(':discard:')));
  expect((await desk.press((await desk.make()).buttons[0])).text).toMatch(/Heard 2\./);
});

test('of what is discarded while its words are written down no sample is paid for, and no word kept', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  desk.during.transcribing = async () => desk.forget();
  expect((await desk.press(buttons[0])).text).toMatch(/was discarded/);
  expect(desk.asked).toEqual([]);
  delete desk.during.transcribing;
  expect((await desk.press((await desk.make()).buttons[0])).text).toMatch(/Heard 2\./);
});

test('nothing can be tried again of what was discarded, or by somebody else', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  desk.failures.push(down);
  const failed = await desk.press(buttons[0]);
  const other = await desk.press(failed.buttons[0], { ...ann, id: '12' });
  expect(other.text).toMatch(/no longer at hand/);
  await desk.press(failed.buttons[1]);
  expect((await desk.press(failed.buttons[0])).text).toMatch(/no longer at hand/);
  expect(desk.asked).toHaveLength(1);
});

test('who is banned with their voices in a server pays for none there', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  await desk.store.voiceBans.ban('1', ann.id, '99');
  expect((await desk.press(buttons[0])).text).toMatch(/none of your own voices/);
  expect((await desk.make()).text).toMatch(/none of your own voices/);
  expect(desk.counts.fetched).toBe(1);
  const alone = { ...ann, guildId: undefined };
  expect((await desk.make(alone)).text).toMatch(/Whose voice/);
  expect(desk.asked).toEqual([]);
});

test('where a sample could not be heard, no recording is even fetched', async () => {
  await using desk = await studio();
  const { text } = await desk.make({
    ...ann,
    mayGetVoiceMessages: false,
    missingForFiles: 'Attach Files',
  });
  expect(text).toMatch(/neither voice messages nor files/);
  expect(desk.counts.fetched).toBe(0);
});
