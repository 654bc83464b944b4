import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import type { Engines } from '#engines.ts';
import type { Memo } from '#ops/memo.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { fliteModel } from '#speech/embedded/models.ts';
import type { SpeechContext } from '#speech/speech.ts';

import { dayMs, inside, keptIn, preset, speakersOf, spoken } from './set-up-engines.ts';
import type { Environment } from './set-up-engines.ts';
import { startPlainDeapi } from './speech/plain-deapi.ts';
import { temporaryFolder } from './store/folder.ts';

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startPlainDeapi();
});
afterAll(() => deapi.close());
const speakers = speakersOf(() => deapi);

const text =
  'This is heard before all of it is made. The rest of it is made while that is heard, and takes longer. It is the end.';
const first = 'This is heard before all of it is made.';
const request = { ...preset, text };

interface Maker {
  /** The texts that the service was asked for since. */
  asked(): readonly string[];
  render(by: 'renderer' | 'postingRenderer', more?: Partial<SpeechContext>): Promise<number>;
}

function makerOf(speaker: Engines): Maker {
  const before = deapi.requests.length;
  return {
    asked: () =>
      deapi.requests
        .slice(before)
        .flatMap(({ route, fields }) => (route === 'submit' ? [String(fields['text'])] : [])),
    async render(by, more = {}) {
      const track = speaker[by].render(request, { signal: AbortSignal.timeout(20_000), ...more });
      return (await track.whole()).length;
    },
  };
}

async function maker(environment: Environment): Promise<Maker> {
  const folder = await temporaryFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  return makerOf(speakers(folder.path, environment));
}

test('a long text is heard before all of it is made', async () => {
  const openai = await startOpenai();
  onTestFinished(() => openai.close());
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  // The second request for speech is answered when the first has been heard.
  openai.setLatency((input) => {
    const readyMs = input === first ? 0 : 60_000;
    return { firstByteMs: readyMs, lastByteMs: readyMs };
  });
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, {
    SPEECH_ENGINE: 'openai',
    OPENAI_SPEECH_URL: openai.url,
  });
  const stop = new AbortController();
  const track = speaker.renderer.render({ ...request, model: 'kokoro' }, { signal: stop.signal });
  const unwatch = track.watch(() => track.frames.length > 50 && open());
  await gate;
  unwatch();
  expect(track.ended).toBe(false);
  expect(openai.requests.map(({ fields }) => fields['input'])).toContain(first);
  expect(openai.requests.map(({ fields }) => fields['input'])).not.toContain(text);
  stop.abort(new Error('heard'));
  await expect(track.whole()).rejects.toThrow('heard');
});

test('equal words are paid once, whether they are heard in a call or posted, and in whichever order', async () => {
  const called = await maker({ DEAPI_TIER: 'premium' });
  const frames = await called.render('renderer');
  expect(await called.render('postingRenderer', { isToBePosted: true })).toBe(frames);
  expect(called.asked()).toEqual([first, text.slice(first.length + 1)]);

  const posted = await maker({ DEAPI_TIER: 'premium' });
  await posted.render('postingRenderer', { isToBePosted: true });
  await posted.render('renderer');
  expect(posted.asked()).toEqual([text]);
});

test('equal words that are said at once are paid once, also where the first of them took the calls to spare', async () => {
  const free = await maker({ DEAPI_TIER: 'basic' });
  await Promise.all([free.render('renderer'), free.render('renderer')]);
  await free.render('renderer');
  expect(free.asked().toSorted()).toEqual([text.slice(first.length + 1), first].toSorted());
});

test('what comes behind something else is made as a whole: nobody waits for it', async () => {
  const later = await maker({ DEAPI_TIER: 'premium' });
  await later.render('renderer', { isAhead: true });
  expect(later.asked()).toEqual([text]);
});

test('a free account that has used most of its day is asked for no piece more', async () => {
  const used = { day: Math.floor(Date.now() / dayMs), used: 200 };
  const memo: Memo = {
    get: async (name) => (name === 'deapi-calls-speech' ? used : undefined),
    put: async () => undefined,
  };
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { DEAPI_TIER: 'basic' }, { memo });
  // An earlier run's use is known when something has been said.
  await spoken(speaker, { ...preset, text: 'Something short before it.' });
  const free = makerOf(speaker);
  await free.render('renderer');
  expect(free.asked()).toEqual([text]);
});

const announcement = 'Ann said:';
const announced = { ...request, text: `${announcement} That is how it is.`, announcement };

test('an announcement is made once for all that somebody writes, and a clause’s pause is behind it', async () => {
  const openai = await startOpenai();
  onTestFinished(() => openai.close());
  await using folder = await temporaryFolder();
  const environment = { SPEECH_ENGINE: 'openai', OPENAI_SPEECH_URL: openai.url };
  const kokoro: SpeechModel = { ...fliteModel, engine: 'openai', slug: 'kokoro' };
  const speaker = speakers(folder.path, environment, {}, [kokoro]);
  const render = async (words: string) => {
    const text = `${announcement} ${words}`;
    const signal = AbortSignal.timeout(20_000);
    return speaker.renderer.render({ ...announced, text, model: 'kokoro' }, { signal }).whole();
  };
  const frames = await render('That is how it is.');
  await render('And so it goes.');
  expect(openai.requests.flatMap(({ fields }) => fields['input'] ?? [])).toEqual([
    announcement,
    'That is how it is.',
    'And so it goes.',
  ]);
  const silent = frames.filter((frame) => Buffer.from(frame).equals(Buffer.of(0xf8, 0xff, 0xfe)));
  expect(silent.length).toBeLessThanOrEqual(4);
});

test('where a model takes no text of any length, an announcement stays a part of what is said', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { DEAPI_TIER: 'premium' });
  const free = makerOf(speaker);
  await speaker.renderer.render(announced, { signal: AbortSignal.timeout(20_000) }).whole();
  expect(free.asked()).toEqual([announced.text]);
});

test('an engine that cuts texts itself is given the announcement by itself as well, so that it is made once', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { SPEECH_ENGINE: 'embedded' });
  const render = async (words: string) => {
    const text = `${announcement} ${words}`;
    const signal = AbortSignal.timeout(20_000);
    return speaker.renderer.render({ ...inside, text, announcement }, { signal }).whole();
  };
  await render('That is how it is.');
  await expect.poll(() => keptIn(folder.path)).toHaveLength(2);
  await render('And so it goes.');
  await expect.poll(() => keptIn(folder.path)).toHaveLength(3);
  // Nobody waits for what comes behind something else.
  const ahead = { signal: AbortSignal.timeout(20_000), isAhead: true };
  const text = 'Bob said: it is one.';
  await speaker.renderer.render({ ...inside, text, announcement: 'Bob said:' }, ahead).whole();
  await expect.poll(() => keptIn(folder.path)).toHaveLength(4);
});
