import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { beforeAll, afterAll, expect, onTestFinished, test, vi } from 'vitest';

import { fileMemo } from '#ops/file-memo.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { mp3, speechLike } from './audio/sound.ts';
import { FakeLog } from './fakes/log.ts';
import { dayMs, inside, keptIn, preset, rendered, speakersOf, spoken } from './set-up-engines.ts';
import { startPlainDeapi } from './speech/plain-deapi.ts';
import { temporaryFolder } from './store/folder.ts';
import { stopClocks } from './virtual-time.ts';

/** For what the disk does meanwhile; a busy machine takes its time. */
const inTime = { timeout: 10_000 };

// The engines as the bot has them: the real service's stand-in, the built-in engine, and what is kept of both.

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startPlainDeapi({ hear: () => 'What was heard.' });
});
afterAll(() => deapi.close());
const speakers = speakersOf(() => deapi);

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

test('the built-in engine asks nobody, whatever keys there are', async () => {
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
  ['deapi', 'money', 0],
  ['openai', 'characters', 1],
  ['embedded', 'nothing', 1],
])('of what %s speaks %s is counted, and who set dollars that are not is told', async (...of) => {
  const [name, counted, warnings] = of;
  await using folder = await temporaryFolder();
  const log = new FakeLog();
  const environment = {
    SPEECH_ENGINE: name,
    OPENAI_SPEECH_URL: 'http://127.0.0.1:9/v1',
    BUDGET_PERSON: '1 usd/day, 500 chars/day',
  };
  const speaker = speakers(folder.path, environment, { log });
  expect(speaker.money.counted).toBe(counted);
  const told = log.lines.filter(({ message }) => message.includes('budgets in usd'));
  expect(told).toHaveLength(warnings);
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
    await vi.waitUntil(() => connected.length === 1, inTime);
    expect(asked).toEqual([]);
    await expect(spoken(speaker, preset)).rejects.toMatchObject({ failure: 'unauthorised' });
    expect(asked).toEqual(connected);
  },
);

test('what was spoken is on the disk for three days, and then gone without a restart', async () => {
  await using folder = await temporaryFolder();
  const first = speakers(folder.path);
  await spoken(first, preset);
  await vi.waitUntil(async () => (await keptIn(folder.path)).length === 1, inTime);
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
  await vi.waitUntil(async () => (await keptIn(folder.path)).length === 0, inTime);
  vi.useRealTimers();
  await spoken(second, preset);
  expect(deapi.calls.submit).toBe(paid + 1);
});

test('what was spoken stays for as long, and takes as much of the disk, as the operator wants', async () => {
  await using folder = await temporaryFolder();
  const large = join(folder.path, 'frames', 'aa', 'of-an-earlier-start.frames');
  await mkdir(dirname(large), { recursive: true });
  await writeFile(large, Buffer.alloc(1.5 * 2 ** 20));
  stopClocks();
  const wanted = { KEPT_SPEECH_DAYS: '0.5', KEPT_SPEECH_MB: '1' };
  const speaker = speakers(folder.path, wanted);
  await vi.waitUntil(async () => (await keptIn(folder.path)).length === 0, inTime);
  await spoken(speaker, { ...preset, text: 'Kept for half a day.' });
  await vi.waitUntil(async () => (await keptIn(folder.path)).length === 1, inTime);
  vi.advanceTimersByTime(dayMs / 2 - 60_000);
  await settled();
  expect(await keptIn(folder.path)).toHaveLength(1);
  vi.advanceTimersByTime(120_000);
  await vi.waitUntil(async () => (await keptIn(folder.path)).length === 0, inTime);
});

test('that words may have been paid for in vain is left to the next process for a minute', async () => {
  await using folder = await temporaryFolder();
  stopClocks();
  const service = await startPlainDeapi();
  onTestFinished(() => service.close());
  service.next({ job: { error: { refunded: false, retryable: false } }, times: Infinity });
  const speaker = speakersOf(() => service)(folder.path, { SPEECH_FALLBACK: 'none' });
  const speaking = spoken(speaker, preset).catch((error: unknown) => error);
  const left = async () => readdir(join(folder.path, 'paid')).catch(() => []);
  await vi.waitUntil(async () => {
    vi.advanceTimersByTime(1_000);
    return (await left()).length > 0;
  }, inTime);
  expect(await speaking).toBeInstanceOf(SpeechError);
  const [file = ''] = await left();
  expect(await readFile(join(folder.path, 'paid', file), 'utf8')).not.toContain(preset.text);
  vi.advanceTimersByTime(50_000);
  await settled();
  expect(await left()).toHaveLength(1);
  vi.advanceTimersByTime(10_000);
  await vi.waitUntil(async () => (await left()).length === 0, inTime);
});

test('what was spoken stays for the bot that takes over, after the one that spoke it has ended', async () => {
  await using folder = await temporaryFolder();
  stopClocks();
  const speaker = speakers(folder.path, { SPEECH_ENGINE: 'embedded' });
  await spoken(speaker, inside);
  await vi.waitUntil(async () => (await keptIn(folder.path)).length === 1, inTime);
  await speaker.close();
  vi.advanceTimersByTime(4 * dayMs);
  await settled();
  expect(await keptIn(folder.path)).toHaveLength(1);
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

test('nor is it known any more how loud a voice is that was forgotten', async () => {
  await using folder = await temporaryFolder();
  const memo = fileMemo(folder.path);
  const speaker = speakers(folder.path, {}, { memo });
  const other = { ...preset, voice: otherVoice(preset) };
  await spoken(speaker, preset);
  await spoken(speaker, other);
  const known = async () => ((await memo.get('levels')) as { voices: unknown[] }).voices.length;
  await expect.poll(known).toBe(2);
  await speaker.forget(preset.voice);
  expect(await known()).toBe(1);
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

test('an account that turns out to be another than the operator says has its own quotas from then on', async () => {
  const service = await startPlainDeapi({ tier: 'premium', limitHeaders: 'errors-page' });
  onTestFinished(() => service.close());
  await using folder = await temporaryFolder();
  const log = new FakeLog();
  const speaker = speakersOf(() => service)(folder.path, { DEAPI_TIER: 'basic' }, { log });
  expect(speaker.designer.takesPerTry).toBe(2);
  for (const text of ['One.', 'Two.']) await spoken(speaker, { ...preset, text });
  expect(speaker.designer.takesPerTry).toBe(3);
  const long = Array.from({ length: 12 }, (_, at) => `This is the sentence number ${at} of many.`);
  await spoken(speaker, { ...preset, text: long.join(' ') });
  const submitted = service.requests.filter(({ route }) => route === 'submit');
  const begins = submitted.map(({ fields }) => String(fields['text'])).find(isBeginning);
  // Pieces for a basic account begin with 600 characters.
  expect(begins).not.toContain('number 11 ');
  expect(log.lines.filter(({ message }) => message.includes('DEAPI_TIER'))).toEqual([
    expect.objectContaining({
      level: 'warn',
      message:
        'deAPI treats this account as premium, so that is what Crier goes by. DEAPI_TIER says basic.',
    }),
  ]);
});

const isBeginning = (piece: string): boolean => piece.includes('number 0 ');

/** Waits until files are written and removed, in turns of the event loop that need no clock. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
}

test('the service is given a recording to write down and nothing else, but no m4a; the built-in engine none', async () => {
  await using folder = await temporaryFolder();
  const { transcribe } = speakers(folder.path);
  const signal = AbortSignal.timeout(20_000);
  const bytes = await mp3(speechLike(1, 24_000), { rate: 24_000 });
  const clip = { bytes, durationMs: 1_000 };
  const calls = deapi.calls.transcribe;
  expect(await transcribe?.({ ...clip, format: 'm4a' }, { signal })).toEqual({ text: '' });
  expect(deapi.calls.transcribe).toBe(calls);
  const { text } = (await transcribe?.({ ...clip, format: 'mp3' }, { signal })) ?? {};
  expect(text).toBe('What was heard.');
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

test('what the built-in engine spoke in the service’s stead is logged, and not kept as the service’s', async () => {
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

test('a voice of the built-in engine is asked of that engine, for a file as well', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { SPEECH_FALLBACK: 'embedded' });
  const before = deapi.calls.submit;
  const signal = AbortSignal.timeout(20_000);
  expect((await speaker.speech.speak(inside, { signal })).engine).toBe('embedded');
  await spoken(speaker, { ...inside, text: 'Of the one inside.' });
  expect(deapi.calls.submit).toBe(before);
});
