import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import { beforeAll, afterAll, expect, onTestFinished, test, vi } from 'vitest';

import type { Memo } from '#ops/memo.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { SpeechError } from '#speech/speech.ts';

import { dayMs, preset, speakersOf, spoken } from './set-up-engines.ts';
import type { Environment } from './set-up-engines.ts';
import { startPlainDeapi } from './speech/plain-deapi.ts';
import { temporaryFolder } from './store/folder.ts';

let deapi: Deapi;
beforeAll(async () => {
  deapi = await startPlainDeapi({ hear: () => 'What was heard.' });
});
afterAll(() => deapi.close());
const speakers = speakersOf(() => deapi);

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

test('the gateway speaks where the operator has named one beside the service, and wants it', async () => {
  await using folder = await temporaryFolder();
  const asked = async (environment: Environment) => {
    const speaker = speakers(folder.path, environment);
    await speaker.voices[0]?.catalogue.models(AbortSignal.timeout(20_000));
    const before = deapi.calls.gateway;
    await spoken(speaker, { ...preset, text: `By ${Object.values(environment).join(', ')}.` });
    return deapi.calls.gateway - before;
  };
  expect(await asked({ DEAPI_GATEWAY_URL: deapi.gatewayUrl })).toBe(1);
  expect(await asked({ DEAPI_GATEWAY_URL: `${deapi.gatewayUrl}/v1` })).toBe(1);
  expect(await asked({ DEAPI_GATEWAY_URL: deapi.gatewayUrl, DEAPI_DELIVERY: 'jobs' })).toBe(0);
  // The key of one server is nothing for the gateway of another.
  const connected = new Set<string>();
  const note = (message: unknown): void => {
    const { connectParams } = message as { connectParams: { hostname: string } };
    connected.add(connectParams.hostname);
  };
  subscribe('undici:client:beforeConnect', note);
  onTestFinished(() => void unsubscribe('undici:client:beforeConnect', note));
  expect(await asked({ DEAPI_DELIVERY: 'auto' })).toBe(0);
  expect([...connected]).toEqual([new URL(deapi.url).hostname]);
});

test('the service is asked for the sample rate that the operator wants', async () => {
  await using folder = await temporaryFolder();
  const speaker = speakers(folder.path, { DEAPI_SAMPLE_RATE: '48000' });
  await spoken(speaker, { ...preset, text: 'In high quality.' });
  const rates = deapi.requests.flatMap(({ route, fields }) =>
    route === 'submit' ? [fields['sample_rate']] : [],
  );
  expect(rates.slice(-2)).toEqual(['48000', '24000']);
});

test('where the voices come from, the engine of choice first', async () => {
  await using folder = await temporaryFolder();
  const namesOf = (environment: Environment) =>
    speakers(folder.path, environment).voices.map(({ engine }) => engine);
  expect(namesOf({ SPEECH_FALLBACK: 'embedded' })).toEqual(['deapi', 'embedded']);
  expect(namesOf({ SPEECH_FALLBACK: 'none' })).toEqual(['deapi']);
  expect(namesOf({ SPEECH_ENGINE: 'embedded', SPEECH_FALLBACK: 'embedded' })).toEqual(['embedded']);
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
