import { startDeapi } from '@crier/rehearsal/deapi/deapi.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { systemClock } from '#speech/clock.ts';
import { type Deapi, type DeapiOptions, deapi } from '#speech/deapi/deapi.ts';
import { withRetry } from '#speech/retry.ts';
import type { SpeechFailure, SpeechProgress, SpeechRequest } from '#speech/speech.ts';

import { bytesOf, context, failureOf, fastClock, line as plainLine } from './rig.ts';

function clientOf(service: Service, api: 'v2' | 'v1', more: Partial<DeapiOptions> = {}): Deapi {
  const { url, key, resultsHost } = service;
  return deapi({
    url,
    key,
    api,
    tier: 'premium',
    resultHosts: [resultsHost],
    timeouts,
    clock: fastClock,
    ...more,
  });
}

let lines = 0;
/** Never the same words twice: what is paid for twice would else look like a repeated submit. */
function newLine(): SpeechRequest {
  lines += 1;
  return { ...plainLine, text: `${plainLine.text} ${lines}` };
}

type Service = Awaited<ReturnType<typeof startDeapi>>;
type FailureName = NonNullable<Extract<Parameters<Service['next']>[0], { on: string }>['fail']>;

const timeouts = {
  connectMs: 1_000,
  answerMs: 800,
  submitMs: 800,
  jobMs: 3_000,
  stallMs: 500,
  resultMs: 1_200,
};

describe.each(['v2', 'v1'] as const)('deAPI %s', (api) => {
  let service: Service;
  let speech: Deapi;
  let line: SpeechRequest;

  beforeAll(async () => {
    service = await startDeapi({ quotas: {} });
  });
  afterAll(async () => service.close());

  beforeEach(() => {
    line = newLine();
    service.clearFaults();
    service.setBalance(5);
    service.setLatency(0);
    speech = clientOf(service, api);
    return async () => speech.close();
  });

  async function heard(request: SpeechRequest) {
    const audio = await speech.speak(request, context());
    return { audio, bytes: await bytesOf(audio) };
  }

  function submitted() {
    return service.requests.findLast(({ route }) => route === 'submit');
  }

  test('a preset voice speaks, with every field of the documentation', async () => {
    const { audio, bytes } = await heard({ ...line, speed: 1.25 });
    expect(bytes.equals(service.jobs.at(-1)!.result!.bytes)).toBe(true);
    expect(audio).toMatchObject({
      engine: 'deapi',
      format: 'mp3',
      costUsd: expect.closeTo((line.text.length * 0.77e-6) / 1.25, 8) as number,
    });
    expect(submitted()).toMatchObject({
      api,
      encoding: 'multipart',
      headers: {
        accept: 'application/json',
        'user-agent': expect.stringMatching(/^Crier/) as string,
      },
      fields: {
        text: line.text,
        model: 'Kokoro',
        lang: 'en-us',
        speed: '1.25',
        format: 'mp3',
        sample_rate: '24000',
        mode: 'custom_voice',
        voice: 'af_sky',
      },
    });
  });

  test('a preset takes a style', async () => {
    await heard({
      ...line,
      model: 'Qwen3_TTS_12Hz_1_7B_CustomVoice',
      language: 'English',
      voice: { mode: 'preset', id: 'Vivian', style: 'whispering' },
    });
    expect(submitted()?.fields).toMatchObject({
      mode: 'custom_voice',
      voice: 'Vivian',
      instruct: 'whispering',
    });
  });

  test('a voice is cloned from a clip and its transcript', async () => {
    const { bytes: clipBytes } = await heard({
      ...line,
      text: 'This recording is made to be cloned. It goes on for a while, so that it is long enough for every model.',
    });
    const clip: Clip = { bytes: clipBytes, format: 'mp3', durationMs: 6_000 };
    await heard({
      ...line,
      model: 'Qwen3_TTS_12Hz_1_7B_Base',
      language: 'English',
      voice: { mode: 'clone', clip, transcript: 'This recording is made to be cloned.' },
    });
    expect(submitted()?.fields).toMatchObject({
      mode: 'voice_clone',
      ref_text: 'This recording is made to be cloned.',
    });
    expect(submitted()?.fields).not.toHaveProperty('voice');
    const job = service.jobs.at(-1);
    expect(job?.clip?.bytes.length).toBe(clipBytes.length);
    expect(submitted()?.files['ref_audio']).toMatchObject({
      type: 'audio/mpeg',
      name: 'reference.mp3',
    });
  });

  test('a voice is designed from a description', async () => {
    await heard({
      ...line,
      model: 'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
      language: 'English',
      voice: { mode: 'design', description: 'A warm female voice with a British accent' },
    });
    expect(submitted()?.fields).toMatchObject({
      mode: 'voice_design',
      instruct: 'A warm female voice with a British accent',
    });
  });

  test('a person is told where the speech stands, and its id as soon as it has one', async () => {
    service.setLatency(1_500);
    const phases: SpeechProgress[] = [];
    const ids: string[] = [];
    await bytesOf(
      await speech.speak(
        line,
        context({ onProgress: (at) => phases.push(at), onSubmitted: (id) => ids.push(id) }),
      ),
    );
    expect(phases[0]).toEqual({ phase: 'queued' });
    expect(phases.at(-1)).toEqual({ phase: 'fetching' });
    expect(phases.some(({ phase }) => phase === 'speaking')).toBe(true);
    expect(ids).toEqual([service.jobs.at(-1)?.id]);
  });

  test.each<[FailureName, SpeechFailure]>([
    ['unauthenticated', 'unauthorised'],
    ['suspended', 'suspended'],
    ['payment-required', 'balance'],
    ['not-found', 'gone'],
    ['gone', 'gone'],
    ['too-large', 'too-large'],
    ['balance', 'balance'],
    ['plan', 'plan'],
    ['model', 'model-gone'],
    ['validation', 'refused'],
    ['blocked', 'unavailable'],
    ['minute-limit', 'rate-limited'],
    ['day-limit', 'rate-limited'],
    ['server-error', 'maybe-submitted'],
    ['bad-gateway', 'maybe-submitted'],
    ['unavailable', 'maybe-submitted'],
    ['html', 'maybe-submitted'],
    ['half-json', 'maybe-submitted'],
    ['empty-answer', 'maybe-submitted'],
    ['wrong-shape', 'maybe-submitted'],
    ['dropped', 'maybe-submitted'],
    ['answer-lost', 'maybe-submitted'],
    ['never-answers', 'maybe-submitted'],
    ['endless-answer', 'maybe-submitted'],
  ])('a submit that fails with %s is %s, and is sent once', async (fail, failure) => {
    const before = service.calls.submit;
    service.next({ on: 'submit', fail });
    // Waiting for a quota is another test's.
    const careful = withRetry(speech, { maxWaitMs: 500, maxAttempts: 3 });
    const error = await failureOf(careful.speak(line, context()));
    expect(error.failure).toBe(failure);
    expect(service.calls.submit - before).toBe(1);
    expect(service.chargedTwice.map(({ fields }) => fields['text'])).toEqual([]);
  });

  test('a refusal names the fields', async () => {
    service.next({ on: 'submit', fail: 'validation' });
    const error = await failureOf(heard(line));
    expect(Object.keys(error.facts.fields ?? {})).toEqual(['text', 'lang', 'speed']);
  });

  test('a format that is refused becomes mp3, once', async () => {
    const before = service.calls.submit;
    const { audio } = await heard({ ...line, format: 'flac' });
    expect(audio.format).toBe('mp3');
    expect(service.calls.submit - before).toBe(2);
    service.next({ on: 'submit', fail: 'format', times: 3 });
    expect((await failureOf(heard({ ...line, format: 'wav' }))).failure).toBe('refused');
    expect(service.calls.submit - before).toBe(4);
  });

  test('a mode that is refused is taken out of the catalogue', async () => {
    const slug = 'Chatterbox';
    await speech.models(context().signal);
    service.next({
      on: 'submit',
      answer: {
        status: 422,
        body: '{"message":"The selected mode is invalid.","errors":{"mode":["The selected mode is invalid."]}}',
      },
    });
    const request: SpeechRequest = {
      ...line,
      model: slug,
      language: 'en',
      voice: { mode: 'preset', id: 'default' },
    };
    expect((await failureOf(heard(request))).failure).toBe('refused');
    const model = (await speech.models(context().signal)).find((model) => model.slug === slug);
    expect(model?.modes).toEqual([]);
  });

  test('a model that is gone makes the catalogue be read again, and whoever watches is told', async () => {
    await speech.models(context().signal);
    const { promise, resolve } = Promise.withResolvers<readonly { slug: string }[]>();
    speech.watchModels(resolve);
    const request: SpeechRequest = {
      ...line,
      model: 'Chatterbox',
      language: 'en',
      voice: { mode: 'preset', id: 'default' },
    };
    const models = await startDeapi();
    const gone = (await speech.models(context().signal)).find(({ slug }) => slug === 'Chatterbox');
    expect(gone).toBeDefined();
    await models.close();
    service.removeModel('Qwen3_TTS_12Hz_1_7B_VoiceDesign');
    service.next({ on: 'submit', fail: 'model' });
    expect((await failureOf(heard(request))).failure).toBe('model-gone');
    expect((await promise).map(({ slug }) => slug)).not.toContain(
      'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
    );
  });

  test('what is sure to be refused is not sent', async () => {
    await speech.models(context().signal);
    const before = service.calls.submit;
    const error = await failureOf(heard({ ...line, text: 'hi', speed: 9 }));
    expect(error.failure).toBe('refused');
    expect(Object.keys(error.facts.fields ?? {})).toEqual(['text', 'speed']);
    expect(service.calls.submit).toBe(before);
  });

  test.each<[string, Parameters<Service['next']>[0], SpeechFailure]>([
    ['fails', { job: { error: { retryable: false } } }, 'job-failed'],
    ['never ends', { job: { neverEnds: true } }, 'timeout'],
    ['expires for good', { result: 'expired-for-good' }, 'result-expired'],
    ['lies on a foreign host', { result: 'foreign-host' }, 'foreign-host'],
    ['lies behind plain http', { result: 'plain-http' }, 'foreign-host'],
    ['has no address', { result: 'no-address' }, 'bad-answer'],
    ['is HTML', { result: 'html' }, 'bad-audio'],
    ['is empty', { result: 'empty' }, 'bad-audio'],
    ['is cut short', { result: 'truncated' }, 'bad-audio'],
    ['drips', { result: 'drip' }, 'endless'],
    ['is a gigabyte', { result: 'gigabyte' }, 'endless'],
    ['is said to be a page', { result: 'wrong-type' }, 'bad-audio'],
    ['leads elsewhere', { result: 'redirect' }, 'foreign-host'],
    ['is a fault', { job: { result: 'server-error' } }, 'unavailable'],
    ['is cut at once', { job: { result: 'cut' } }, 'unavailable'],
    ['never comes', { job: { result: 'silent' } }, 'unavailable'],
  ])('a job whose end or result %s', async (_, fault, failure) => {
    const before = service.calls.submit;
    service.next(fault);
    expect((await failureOf(heard(line))).failure).toBe(failure);
    expect(service.calls.submit - before).toBe(1);
    expect(service.violations).toEqual([]);
  });

  test('an address that has expired is asked for again, once', async () => {
    service.next({ result: 'expired' });
    expect((await heard(line)).bytes.length).toBeGreaterThan(1_000);
  });

  test('a failed job says whether trying again helps, and is tried again once if so', async () => {
    const before = service.calls.submit;
    service.next({
      job: { error: { retryable: true, error_reason: 'TIMEOUT', error_message: line.text } },
    });
    const error = await failureOf(heard(line));
    expect(error.facts).toMatchObject({
      retryable: true,
      fields: { reason: ['WORKER_TIMEOUT', 'TIMEOUT'] },
    });
    expect(JSON.stringify(error) + error.message).not.toContain(line.text);

    service.next({ job: { error: { retryable: true } } });
    const careful = withRetry(speech, { maxWaitMs: 500, maxAttempts: 3 });
    await bytesOf(await careful.speak(newLine(), context()));
    expect(service.calls.submit - before).toBe(3);
  });

  test.each<FailureName>([
    'minute-limit',
    'server-error',
    'bad-gateway',
    'blocked',
    'html',
    'half-json',
    'dropped',
    'not-found',
  ])('a status call that fails with %s does not lose the job', async (fail) => {
    const before = service.calls.submit;
    service.next({
      on: 'status',
      fail,
      // The real minute would be waited for.
      ...(fail === 'minute-limit' && {
        fail: undefined,
        answer: {
          status: 429,
          headers: { 'retry-after': '1' },
          body: '{"message":"Too Many Attempts."}',
        },
      }),
    } as Parameters<Service['next']>[0]);
    expect((await heard(line)).bytes.length).toBeGreaterThan(1_000);
    expect(service.calls.submit - before).toBe(1);
  });

  test.each([
    ['queued', 'in_queue', 'waiting', 'in_progress'],
    ['something-new', 'PROCESSING'],
  ])('statuses like %s are waited out', async (...statuses) => {
    service.next({ job: { time: 600, statuses, progressAs: 'string' } });
    expect((await heard(line)).bytes.length).toBeGreaterThan(1_000);
  });

  test('a job is taken up again after a restart, and paid once', async () => {
    service.setLatency(600);
    const before = service.charged.length;
    const controller = new AbortController();
    const { promise: known, resolve } = Promise.withResolvers<string>();
    const lost = speech.speak(line, { signal: controller.signal, onSubmitted: resolve });
    const id = await known;
    controller.abort(new Error('shut down'));
    await expect(lost).rejects.toThrow('shut down');

    const restarted = clientOf(service, api);
    const audio = await restarted.follow(id, context(), { format: 'mp3' });
    expect((await bytesOf(audio)).equals(service.jobs.at(-1)!.result!.bytes)).toBe(true);
    expect(service.charged.length - before).toBe(1);
    await restarted.close();
  });

  test.each(['00000000-0000-0000-0000-000000000000', '../models', 'a/b', ''])(
    'a job %j is lost',
    async (id) => {
      expect((await failureOf(speech.follow(id, context()))).failure).toBe('job-lost');
      expect((await failureOf(speech.job(id, context().signal))).failure).toBe('job-lost');
    },
  );

  test('a wrong key is told as such by every call', async () => {
    const stranger = deapi({ url: service.url, key: '1|wrong', api, tier: 'premium' });
    const { signal } = context();
    for (const call of [
      () => stranger.speak(line, context()),
      () => stranger.models(signal),
      () => stranger.balance(signal),
      () => stranger.price(line, signal),
      () => stranger.transcribe({ bytes: new Uint8Array(9), format: 'ogg' }, signal),
    ]) {
      expect((await failureOf(call())).failure).toBe('unauthorised');
    }
    await stranger.close();
  });

  test('the prefix of the gateway is taken off the key', async () => {
    const prefixed = deapi({
      url: service.url,
      key: ` dpn-sk-${service.key}\n`,
      api,
      tier: 'premium',
    });
    expect((await prefixed.balance(context().signal)).isEnough).toBe(true);
    await prefixed.close();
  });

  test('balance and price are read, and the text does not leave for a quote', async () => {
    service.setBalance(3.5);
    const { signal } = context();
    expect(await speech.balance(signal)).toEqual({ usd: 3.5, isEnough: true });
    const before = service.calls.price;
    expect(await speech.price({ ...line, text: 'x'.repeat(1_000) }, signal)).toBeCloseTo(
      0.00077,
      6,
    );
    expect(await speech.price({ ...line, text: 'x'.repeat(500) }, signal)).toBeCloseTo(0.000385, 6);
    expect(service.calls.price - before).toBe(1);
    expect(service.requests.findLast(({ route }) => route === 'price')?.fields).not.toHaveProperty(
      'text',
    );
  });

  test('below the floor nothing is made', async () => {
    service.setBalance(0.48);
    expect((await failureOf(heard(line))).failure).toBe('balance');
  });

  test('the service that is away is said to be, and a connection that never was is tried again', async () => {
    await service.goOffline();
    const away = withRetry(speech, { maxWaitMs: 3_000, maxAttempts: 6 });
    const error = await failureOf(speech.speak(line, context()));
    expect(error).toMatchObject({ failure: 'unavailable', facts: { retryable: true } });
    const speaking = away.speak(newLine(), context());
    setTimeout(() => void service.goOnline(), 400);
    expect((await bytesOf(await speaking)).length).toBeGreaterThan(1_000);
  });

  test('an abort is heard at once, wherever it comes', async () => {
    for (const waitMs of [0, 5, 50, 300, 1_200]) {
      service.setLatency(500);
      const controller = new AbortController();
      const reading = (async () =>
        bytesOf(await speech.speak(newLine(), { signal: controller.signal })))();
      const outcome = reading.then(
        () => 'spoken',
        (error: unknown) => String(error),
      );
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const abortedAtMs = performance.now();
      controller.abort(new Error('skipped'));
      expect(['Error: skipped', 'spoken']).toContain(await outcome);
      expect(performance.now() - abortedAtMs).toBeLessThan(100);
    }
  });

  test('after all of this the next line is spoken, and no rule of the service was broken', async () => {
    expect((await heard(line)).bytes.length).toBeGreaterThan(1_000);
    expect(service.violations).toEqual([]);
    expect(service.calls.unknown).toBe(0);
    expect(service.chargedTwice.map(({ fields }) => fields['text'])).toEqual([]);
  });
});

test.each(['v2', 'v1'] as const)('a recording is written down (%s)', async (api) => {
  const service = await startDeapi({
    hear: (bytes) => (bytes.length > 20_000 ? ' Hello, old friend. ' : ''),
  });
  const speech = clientOf(service, api);
  const said = await bytesOf(
    await speech.speak(
      { ...newLine(), text: `${plainLine.text} ${plainLine.text} ${plainLine.text}` },
      context(),
    ),
  );
  const short = await bytesOf(await speech.speak({ ...newLine(), text: 'Well, no.' }, context()));
  const { signal } = context();
  const format = 'mp3';
  expect(await speech.transcribe({ bytes: said, format }, signal)).toBe('Hello, old friend.');
  expect(await speech.transcribe({ bytes: short, format }, signal)).toBe('');
  expect(await speech.transcribe({ bytes: said, format: 'm4a' }, signal)).toBe('');
  const tooLarge = speech.transcribe({ bytes: new Uint8Array(20_000_001), format }, signal);
  expect((await failureOf(tooLarge)).failure).toBe('too-large');
  expect(service.violations).toEqual([]);
  await speech.close();
  await service.close();
});

test.each(['specification', 'errors-page', 'none'] as const)(
  'a basic account keeps its quotas, with headers of the %s',
  async (limitHeaders) => {
    const service = await startDeapi({ tier: 'basic', limitHeaders });
    const speech = clientOf(service, 'v2', { tier: 'basic', clock: systemClock, timeouts: {} });
    const outcomes = await Promise.all(
      Array.from({ length: 7 }, async () => {
        try {
          return (await bytesOf(await speech.speak(newLine(), context()))).length > 1_000;
        } catch (error) {
          return error;
        }
      }),
    );
    expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(5);
    for (const error of outcomes.slice(5)) {
      expect(error).toMatchObject({ failure: 'rate-limited', facts: { quota: 'minute' } });
    }
    expect(service.calls.submit).toBe(5);
    expect(service.requests.every(({ status }) => status !== 429)).toBe(true);
    await speech.close();
    await service.close();
  },
);

test('a basic account without a status call left does not buy what it could not follow', async () => {
  const service = await startDeapi({ tier: 'basic' });
  const speech = clientOf(service, 'v2', { tier: 'basic', clock: systemClock, timeouts: {} });
  for (let call = 0; call < 200; call += 1) speech.quotas.jobs.reserve();
  const error = await failureOf(speech.speak(newLine(), context()));
  expect(error).toMatchObject({ failure: 'rate-limited', facts: { quota: 'day' } });
  expect(service.calls.submit).toBe(0);
  await speech.close();
  await service.close();
});
