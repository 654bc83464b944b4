import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { startDeapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import { beforeAll, afterAll, expect, onTestFinished, test, vi } from 'vitest';

import type { Track } from '#audio/track.ts';
import { loadConfig } from '#config.ts';
import { engines } from '#engines.ts';
import type { Engines } from '#engines.ts';
import type { Memo } from '#ops/memo.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { espeakModel, fliteModel } from '#speech/embedded/models.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { mp3, speechLike } from './audio/sound.ts';
import { FakeLog } from './fakes/log.ts';
import { temporaryFolder } from './store/folder.ts';
import { stopClocks } from './virtual-time.ts';

// The engines as the bot has them: the real service's stand-in, the engine inside, and what is kept of both.

const dayMs = 24 * 3_600_000;

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startDeapi({ hear: () => 'What was heard.' });
});
afterAll(() => deapi.close());

type Environment = Readonly<Record<string, string>>;

const noMemo: Memo = { get: async () => undefined, put: async () => undefined };

/** As the operator's variables say; what is kept lies in `folder`. */
function speakers(
  folder: string,
  environment: Environment = {},
  { log = new FakeLog(), memo = noMemo }: { readonly log?: FakeLog; readonly memo?: Memo } = {},
): Engines {
  const config = loadConfig({
    DISCORD_TOKEN: 'a.b.c',
    DEAPI_KEY: deapi.key,
    DEAPI_URL: deapi.url,
    DEAPI_RESULT_HOSTS: deapi.resultsHost,
    DEAPI_TIER: 'premium',
    SPEECH_FALLBACK: 'none',
    CRIER_DATA: folder,
    ...environment,
  });
  const models: readonly SpeechModel[] = [fliteModel, espeakModel];
  const speaker = engines(
    config,
    () => models,
    () => undefined,
    memo,
    log,
  );
  onTestFinished(() => speaker.close());
  return speaker;
}

const words = { speed: 1, language: 'en-us' } as const;
const preset: SpeechRequest = {
  ...words,
  text: 'Rain again.',
  model: 'Kokoro',
  voice: { mode: 'preset', id: 'af_sky' },
};
const inside: SpeechRequest = {
  ...words,
  text: 'Rain again.',
  model: fliteModel.slug,
  language: fliteModel.defaults.language,
  voice: { mode: 'preset', id: fliteModel.defaults.voice ?? '' },
};

function rendered(speaker: Engines, request: SpeechRequest): Track {
  return speaker.renderer.render(request, { signal: AbortSignal.timeout(20_000) });
}

/** Resolves when it is whole; rejects with what it failed of. */
async function spoken(speaker: Engines, request: SpeechRequest): Promise<void> {
  let frames = 0;
  for await (const _ of rendered(speaker, request)) frames += 1;
  expect(frames).toBeGreaterThan(10);
}

async function keptIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, 'frames'), { recursive: true, withFileTypes: true });
  return entries.map(({ name }) => name).filter((name) => name.endsWith('.frames'));
}

test('the speech service is told what to speak and how, and nothing of who wants it', async () => {
  await using folder = await temporaryFolder();
  await spoken(speakers(folder.path), { ...preset, text: 'Nobody knows who says this.' });
  const asked = deapi.requests.findLast(({ route }) => route === 'submit');
  expect(asked?.fields).toEqual({
    text: 'Nobody knows who says this.',
    model: 'Kokoro',
    lang: 'en-us',
    mode: 'custom_voice',
    voice: 'af_sky',
    speed: '1',
    format: 'mp3',
    sample_rate: '24000',
  });
  expect(asked?.files).toEqual({});
});

test('the engine inside asks nobody, whatever keys there are', async () => {
  await using folder = await temporaryFolder();
  const before = deapi.requests.length;
  const speaker = speakers(folder.path, { SPEECH_ENGINE: 'embedded' });
  speaker.warm();
  await speaker.prepare();
  await spoken(speaker, inside);
  expect(deapi.requests.length).toBe(before);
  expect(speaker.transcribe).toBeUndefined();
});

test.each([
  ['deapi', 'DEAPI_URL'],
  ['openai', 'OPENAI_SPEECH_URL'],
])(
  'with %s the connection is open before the first words are, and they go over it',
  async (engine, variable) => {
    const connected: (number | undefined)[] = [];
    const asked: (number | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.socket.remotePort);
      response.writeHead(401).end();
    }).on('connection', (socket) => connected.push(socket.remotePort));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await using folder = await temporaryFolder();
    const speaker = speakers(folder.path, { SPEECH_ENGINE: engine, [variable]: url });
    speaker.warm();
    await vi.waitUntil(() => connected.length === 1);
    expect(asked).toEqual([]);
    await expect(spoken(speaker, preset)).rejects.toMatchObject({ failure: 'unauthorised' });
    expect(asked).toEqual(connected);
  },
);

test('what was spoken is on the disk for three days, and then gone without a restart', async () => {
  await using folder = await temporaryFolder();
  const first = speakers(folder.path);
  await spoken(first, preset);
  await vi.waitUntil(async () => (await keptIn(folder.path)).length === 1);
  await first.close();
  const paid = deapi.calls.submit;

  stopClocks();
  const second = speakers(folder.path);
  // The second start finds what the first was paid for, and keeps a copy in memory.
  await spoken(second, preset);
  expect(deapi.calls.submit).toBe(paid);
  vi.advanceTimersByTime(3 * dayMs - 60_000);
  await settled();
  expect(await keptIn(folder.path)).toHaveLength(1);
  vi.advanceTimersByTime(120_000);
  await vi.waitUntil(async () => (await keptIn(folder.path)).length === 0);
  vi.useRealTimers();
  await spoken(second, preset);
  expect(deapi.calls.submit).toBe(paid + 1);
});

test('what is forgotten of a voice is made anew by both engines', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { SPEECH_FALLBACK: 'embedded' });
  for (const request of [preset, inside]) {
    const other = { ...request, text: 'The others stay.', voice: otherVoice(request) };
    await spoken(speaker, request);
    await spoken(speaker, other);
    expect(rendered(speaker, request).ended).toBe(true);

    await speaker.forget(request.voice);

    expect(rendered(speaker, other).ended).toBe(true);
    expect(rendered(speaker, request).ended).toBe(false);
  }
});

function otherVoice({ model }: SpeechRequest): SpeechRequest['voice'] {
  return { mode: 'preset', id: model === 'Kokoro' ? 'am_adam' : 'rms' };
}

test.each([
  ['two takes of a design with a basic account', { DEAPI_TIER: 'basic' }, 2],
  ['three with a premium one', { DEAPI_TIER: 'premium' }, 3],
  ['three where the engine is another', { SPEECH_ENGINE: 'embedded', DEAPI_TIER: 'basic' }, 3],
])('there are %s', async (_, environment, takes) => {
  await using folder = await temporaryFolder();
  expect(speakers(folder.path, environment).designer.takesPerTry).toBe(takes);
});

/** Waits until files are written and removed, in turns of the event loop that need no clock. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
}

test('the service is given a recording to write down and nothing else, but no m4a; the engine inside none', async () => {
  await using folder = await temporaryFolder();
  const { transcribe } = speakers(folder.path);
  const signal = AbortSignal.timeout(20_000);
  const bytes = await mp3(speechLike(1, 24_000), { rate: 24_000 });
  const clip = { bytes, durationMs: 1_000 };
  const calls = deapi.calls.transcribe;
  expect(await transcribe?.({ ...clip, format: 'm4a' }, signal)).toBe('');
  expect(deapi.calls.transcribe).toBe(calls);
  expect(await transcribe?.({ ...clip, format: 'mp3' }, signal)).toBe('What was heard.');
  const asked = deapi.requests.findLast(({ route }) => route === 'transcribe');
  // The words come with the answer, and lie nowhere else.
  expect(asked?.fields).toEqual({
    model: 'WhisperLargeV3',
    include_ts: '0',
    return_result_in_response: '1',
  });
  expect(Object.keys(asked?.files ?? {})).toEqual(['source_file']);
  expect(Buffer.from(asked?.files['source_file']?.bytes ?? []).equals(bytes)).toBe(true);
  await using other = await temporaryFolder();
  expect(speakers(other.path, { SPEECH_ENGINE: 'embedded' }).transcribe).toBeUndefined();
});

test('a job that failed for nothing is asked for again, and no third time', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path);
  const before = deapi.calls.submit;
  deapi.next({ job: { error: {} } });
  await spoken(speaker, { ...preset, text: 'It is heard at the second try.' });
  expect(deapi.calls.submit).toBe(before + 2);
  deapi.next({ job: { error: {} }, times: Infinity });
  onTestFinished(() => deapi.clearFaults());
  await expect(spoken(speaker, { ...preset, text: 'It is not heard.' })).rejects.toThrow(/failed/);
  expect(deapi.calls.submit).toBe(before + 4);
});

test('what can’t be made of a design is made by nobody in the service’s stead', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { SPEECH_FALLBACK: 'embedded' });
  const signal = AbortSignal.timeout(20_000);
  deapi.next({ on: 'submit', fail: 'unavailable', times: Infinity });
  onTestFinished(() => deapi.clearFaults());
  const asked = { ...preset, text: 'Who makes this take?' };
  await expect(speaker.designer.speech.speak(asked, { signal })).rejects.toThrow(SpeechError);
  expect((await speaker.speech.speak(asked, { signal })).engine).toBe('embedded');
});

test('what the engine inside spoke in the service’s stead is logged, and not kept as the service’s', async () => {
  await using folder = await temporaryFolder();
  const log = new FakeLog();
  const speaker = speakers(folder.path, { SPEECH_FALLBACK: 'embedded' }, { log });
  const request = { ...preset, text: 'Spoken twice.' };
  deapi.next({ on: 'submit', fail: 'balance' });
  await spoken(speaker, request);
  expect(log.lines.map(({ message }) => message)).toContain('the fallback speaks instead');
  expect(rendered(speaker, request).ended).toBe(false);
  expect(await keptIn(folder.path)).toEqual([]);
});

test('a voice of the engine inside is asked of that engine, for a file as well', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { SPEECH_FALLBACK: 'embedded' });
  const before = deapi.calls.submit;
  const signal = AbortSignal.timeout(20_000);
  expect((await speaker.speech.speak(inside, { signal })).engine).toBe('embedded');
  await spoken(speaker, { ...inside, text: 'Of the one inside.' });
  expect(deapi.calls.submit).toBe(before);
});

/** Sentences of some 100 characters. */
const sentences = (count: number): string =>
  Array.from({ length: count }, (_, at) => `${`This is number ${at}`.padEnd(98, ' of it')}.`).join(
    ' ',
  );

/** How long the texts are that the service is asked for at once, while none of them was answered; the shortest first. */
async function askedAtOnce(
  environment: Environment,
  text: string,
  by: 'renderer' | 'postingRenderer',
): Promise<readonly number[]> {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, environment);
  const before = deapi.requests.length;
  deapi.next({ on: 'submit', fail: 'validation', delayMs: 800, times: Infinity });
  onTestFinished(() => deapi.clearFaults());
  const signal = AbortSignal.timeout(20_000);
  const track = speaker[by].render({ ...preset, text }, { signal });
  await expect(track.whole()).rejects.toThrow(SpeechError);
  return deapi.requests
    .slice(before)
    .flatMap(({ route, fields }) => (route === 'submit' ? [fields['text']?.length ?? 0] : []))
    .toSorted((one, other) => one - other);
}

test.each([
  // The first is short, so that it is heard soon; no more is made than is about to be heard.
  ['a call with a premium account', { DEAPI_TIER: 'premium' }, 'renderer', 2, 250, 1_000],
  // Each piece is a job, of which there are few.
  ['a call with a basic account', { DEAPI_TIER: 'basic' }, 'renderer', 2, 600, 2_000],
  ['what is posted', { DEAPI_TIER: 'premium' }, 'postingRenderer', 3, 250, 1_000],
] as const)(
  'of a long text, for %s',
  async (_, environment, by, count, firstMaxChars, maxChars) => {
    const [first = 0, ...others] = await askedAtOnce(environment, sentences(38), by);
    expect(1 + others.length).toBe(count);
    expect(first).toBeLessThanOrEqual(firstMaxChars);
    expect(first).toBeGreaterThan(firstMaxChars - 110);
    for (const chars of others) {
      expect(chars).toBeLessThanOrEqual(maxChars);
      expect(chars).toBeGreaterThan(maxChars - 210);
    }
  },
);

test('of a long text for a speech server the first piece is short', async () => {
  const openai = await startOpenai();
  onTestFinished(() => openai.close());
  openai.next({
    answer: { status: 400, contentType: 'text/plain', body: '' },
    delayMs: 800,
    times: 9,
  });
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, {
    SPEECH_ENGINE: 'openai',
    OPENAI_SPEECH_URL: openai.url,
  });
  expect(speaker.designer.takesPerTry).toBe(3);
  const request = { ...preset, model: 'kokoro', text: sentences(38) };
  const track = speaker.renderer.render(request, { signal: AbortSignal.timeout(20_000) });
  await expect(track.whole()).rejects.toThrow(SpeechError);
  const lengths = openai.requests.map(({ fields }) => String(fields['input']).length);
  const [first = 0, next = 0] = lengths.toSorted((one, other) => one - other);
  expect([first > 140 && first <= 250, next > 790 && next <= 1_000]).toEqual([true, true]);
});

test('the quotas of a basic account are kept to, also those that another start has used up', async () => {
  await using folder = await temporaryFolder();
  const used = { day: Math.floor(Date.now() / dayMs), used: 300 };
  const memo: Memo = {
    get: async (name) => (name === 'deapi-calls-speech' ? used : undefined),
    put: async () => undefined,
  };
  const before = deapi.calls.submit;
  const basic = speakers(folder.path, { DEAPI_TIER: 'basic' }, { memo });
  const asking = spoken(basic, { ...preset, text: 'No more of today.' });
  await expect(asking).rejects.toMatchObject({ facts: { quota: 'day' } });
  expect(deapi.calls.submit).toBe(before);
  await using other = await temporaryFolder();
  const premium = speakers(other.path, {}, { memo });
  await spoken(premium, { ...preset, text: 'Some more of today.' });
});

test('the version of the service’s interface is the operator’s choice', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { DEAPI_API: 'v1' });
  await spoken(speaker, { ...preset, text: 'By the older way.' });
  expect(deapi.requests.findLast(({ route }) => route === 'submit')?.api).toBe('v1');
});

test('where the voices come from, the engine of choice first', async () => {
  await using folder = await temporaryFolder();
  const namesOf = (environment: Environment) =>
    speakers(folder.path, environment).voices.map(({ engine }) => engine);
  expect(namesOf({ SPEECH_FALLBACK: 'embedded' })).toEqual(['deapi', 'embedded']);
  expect(namesOf({ SPEECH_FALLBACK: 'none' })).toEqual(['deapi']);
  expect(namesOf({ SPEECH_ENGINE: 'embedded' })).toEqual(['embedded']);
});

test('whoever watches the voices of the service is told of them', async () => {
  await using folder = await temporaryFolder();
  const [voices] = speakers(folder.path).voices;
  const told: (readonly SpeechModel[])[] = [];
  voices?.watch?.((models) => void told.push(models));
  const models = await voices?.catalogue.models(AbortSignal.timeout(20_000));
  await vi.waitFor(() => expect(told.at(-1)).toEqual(models), { timeout: 10_000 });
  expect(models?.map(({ slug }) => slug)).toContain('Kokoro');
});

test('a speech server is asked with the operator’s key for the operator’s model', async () => {
  const openai = await startOpenai({ key: 'a-key-of-the-server', models: ['kokoro', 'tts-1'] });
  onTestFinished(() => openai.close());
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, {
    SPEECH_ENGINE: 'openai',
    OPENAI_SPEECH_URL: openai.url,
    OPENAI_SPEECH_KEY: 'a-key-of-the-server',
    OPENAI_SPEECH_MODEL: 'tts-1',
  });
  const [voices] = speaker.voices;
  const models = await voices?.catalogue.models(AbortSignal.timeout(20_000));
  expect(models?.map(({ slug }) => slug)).toEqual(['tts-1']);
  const before = deapi.calls.submit;
  await spoken(speaker, { ...preset, model: 'tts-1', voice: { mode: 'preset', id: 'alloy' } });
  expect(openai.calls.speech).toBe(1);
  expect(deapi.calls.submit).toBe(before);
  expect(speaker.transcribe).toBeUndefined();
});
