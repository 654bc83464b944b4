import { describe, expect, test } from 'vitest';

import { withRetry } from '#speech/retry.ts';
import type { SpeechFailure, SpeechRequest } from '#speech/speech.ts';

import { startPlainDeapi } from '../plain-deapi.ts';
import { clientOf, newLine, serviceFor } from './against-service.ts';
import type { FailureName, Service } from './against-service.ts';
import { bytesOf, context, failureOf } from './rig.ts';

describe.each(['v2', 'v1'] as const)('deAPI in trouble %s', (api) => {
  const rig = serviceFor(api);

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
    const before = rig.service.calls.submit;
    rig.service.next({ on: 'submit', fail });
    // Waiting for a quota is another test's.
    const careful = withRetry(rig.speech, { maxWaitMs: 500, maxAttempts: 3 });
    const error = await failureOf(careful.speak(rig.line, context()));
    expect(error.failure).toBe(failure);
    expect(rig.service.calls.submit - before).toBe(1);
    expect(rig.service.chargedTwice.map(({ fields }) => fields['text'])).toEqual([]);
  });

  test.each([
    ['never-answers', true],
    ['answer-lost', undefined],
    ['server-error', undefined],
  ] as const)('after %s it is known whether the service is silent', async (fail, isSilent) => {
    rig.service.next({ on: 'submit', fail });
    expect((await failureOf(rig.heard(rig.line))).facts.isSilent).toBe(isSilent);
  });

  test('a refusal names the fields', async () => {
    rig.service.next({ on: 'submit', fail: 'validation' });
    const error = await failureOf(rig.heard(rig.line));
    expect(Object.keys(error.facts.fields ?? {})).toEqual(['text', 'lang', 'speed']);
  });

  test('a format that is refused becomes mp3, once', async () => {
    const before = rig.service.calls.submit;
    const { audio } = await rig.heard({ ...rig.line, format: 'flac' });
    expect(audio.format).toBe('mp3');
    expect(rig.service.calls.submit - before).toBe(2);
    rig.service.next({ on: 'submit', fail: 'format', times: 3 });
    expect((await failureOf(rig.heard({ ...rig.line, format: 'wav' }))).failure).toBe('refused');
    expect(rig.service.calls.submit - before).toBe(4);
  });

  test.each([
    ['mode', 'The selected mode is invalid.'],
    ['model', 'The selected model does not support preset voices.'],
  ])('a mode that is refused (as %s: “%s”) is taken out of the catalogue', async (field, words) => {
    const slug = 'Chatterbox';
    await rig.speech.models(context().signal);
    const body = JSON.stringify({ message: words, errors: { [field]: [words] } });
    rig.service.next({ on: 'submit', answer: { status: 422, body } });
    const request: SpeechRequest = {
      ...rig.line,
      model: slug,
      language: 'en',
      voice: { mode: 'preset', id: 'default' },
    };
    expect((await failureOf(rig.heard(request))).failure).toBe('refused');
    const model = (await rig.speech.models(context().signal)).find((model) => model.slug === slug);
    expect(model?.modes).toEqual([]);
  });

  test.each(['cancelled', 'expired', 'rejected'])(
    'a job that ends as %s has failed',
    async (endsAs) => {
      rig.service.next({ job: { error: { retryable: false }, endsAs } });
      expect((await failureOf(rig.heard(rig.line))).failure).toBe('job-failed');
    },
  );

  test.each(['succeeded', 'success', 'processing'])(
    'a job whose result can be fetched is heard, though it is called %s',
    async (endsAs) => {
      rig.service.next({ job: { endsAs } });
      expect((await rig.heard(rig.line)).audio.format).toBe('mp3');
    },
  );

  test('a model that is gone makes the catalogue be read again, and whoever watches is told', async () => {
    await rig.speech.models(context().signal);
    const { promise, resolve } = Promise.withResolvers<readonly { slug: string }[]>();
    rig.speech.watchModels(resolve);
    const request: SpeechRequest = {
      ...rig.line,
      model: 'Chatterbox',
      language: 'en',
      voice: { mode: 'preset', id: 'default' },
    };
    const models = await startPlainDeapi();
    const gone = (await rig.speech.models(context().signal)).find(
      ({ slug }) => slug === 'Chatterbox',
    );
    expect(gone).toBeDefined();
    await models.close();
    rig.service.removeModel('Qwen3_TTS_12Hz_1_7B_VoiceDesign');
    rig.service.next({ on: 'submit', fail: 'model' });
    expect((await failureOf(rig.heard(request))).failure).toBe('model-gone');
    expect((await promise).map(({ slug }) => slug)).not.toContain(
      'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
    );
  });

  test('what is sure to be refused is not sent', async () => {
    await rig.speech.models(context().signal);
    const before = rig.service.calls.submit;
    const error = await failureOf(rig.heard({ ...rig.line, text: 'hi', speed: 9 }));
    expect(error.failure).toBe('refused');
    expect(Object.keys(error.facts.fields ?? {})).toEqual(['text', 'speed']);
    expect(rig.service.calls.submit).toBe(before);
  });

  test.each<[string, Parameters<Service['next']>[0], SpeechFailure]>([
    ['fails', { job: { error: { retryable: false } } }, 'job-failed'],
    ['never ends', { job: { neverEnds: true } }, 'timeout'],
    ['expires for good', { result: 'expired-for-good' }, 'result-expired'],
    ['lies on a foreign host', { result: 'foreign-host' }, 'foreign-host'],
    ['lies behind plain http', { result: 'plain-http' }, 'foreign-host'],
    ['has no address that is one', { result: 'no-address' }, 'bad-answer'],
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
    const before = rig.service.calls.submit;
    rig.service.next(fault);
    expect((await failureOf(rig.heard(rig.line))).failure).toBe(failure);
    expect(rig.service.calls.submit - before).toBe(1);
    expect(rig.service.violations).toEqual([]);
  });

  test('an address that has expired is asked for again', async () => {
    rig.service.next({ result: 'expired' });
    expect((await rig.heard(rig.line)).bytes.length).toBeGreaterThan(1_000);
  });

  test.each<FailureName>(['server-error', 'dropped', 'html', 'empty-answer', 'not-found'])(
    'a download that ends in %s twice is not noticed',
    async (fail) => {
      const before = rig.service.calls.submit;
      rig.service.next({ on: 'result', fail, times: 2 });
      expect((await rig.heard(rig.line)).bytes.length).toBeGreaterThan(1_000);
      expect(rig.service.calls.submit - before).toBe(1);
    },
  );

  test('a job whose charge was kept is not submitted again by itself', async () => {
    const before = rig.service.calls.submit;
    rig.service.next({ job: { error: { retryable: true, refunded: false } }, times: 2 });
    const careful = withRetry(rig.speech, { maxWaitMs: 500, maxAttempts: 3 });
    const error = await failureOf(careful.speak(rig.line, context()));
    expect(error).toMatchObject({ failure: 'job-failed', facts: { refunded: false } });
    expect(rig.service.calls.submit - before).toBe(1);
  });

  test.each(['cancelled', 'expired', 'rejected'])('a job that is %s has failed', async (status) => {
    rig.service.next({ job: { time: 60_000, statuses: [status] } });
    expect((await failureOf(rig.heard(rig.line))).failure).toBe('job-failed');
  });

  test('a failed job says whether trying again helps, and is tried again once if so', async () => {
    const before = rig.service.calls.submit;
    rig.service.next({
      job: { error: { retryable: true, error_reason: 'TIMEOUT', error_message: rig.line.text } },
    });
    const error = await failureOf(rig.heard(rig.line));
    expect(error.facts).toMatchObject({
      retryable: true,
      fields: { reason: ['WORKER_TIMEOUT', 'TIMEOUT'] },
    });
    expect(JSON.stringify(error) + error.message).not.toContain(rig.line.text);

    rig.service.next({ job: { error: { retryable: true } } });
    const careful = withRetry(rig.speech, { maxWaitMs: 500, maxAttempts: 3 });
    await bytesOf(await careful.speak(newLine(), context()));
    expect(rig.service.calls.submit - before).toBe(3);
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
    const before = rig.service.calls.submit;
    rig.service.next({
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
    expect((await rig.heard(rig.line)).bytes.length).toBeGreaterThan(1_000);
    expect(rig.service.calls.submit - before).toBe(1);
  });

  test.each([
    ['queued', 'in_queue', 'waiting', 'in_progress'],
    ['something-new', 'PROCESSING'],
  ])('statuses like %s are waited out', async (...statuses) => {
    rig.service.next({ job: { time: 600, statuses, progressAs: 'string' } });
    expect((await rig.heard(rig.line)).bytes.length).toBeGreaterThan(1_000);
  });

  test('a job is taken up again after a restart, and paid once', async () => {
    rig.service.setLatency(600);
    const before = rig.service.charged.length;
    const controller = new AbortController();
    const { promise: known, resolve } = Promise.withResolvers<string>();
    const lost = rig.speech.speak(rig.line, { signal: controller.signal, onSubmitted: resolve });
    const id = await known;
    controller.abort(new Error('shut down'));
    await expect(lost).rejects.toThrow('shut down');

    const restarted = clientOf(rig.service, api);
    const audio = await restarted.follow(id, context(), { format: 'mp3' });
    expect((await bytesOf(audio)).equals(rig.service.jobs.at(-1)!.result!.bytes)).toBe(true);
    expect(rig.service.charged.length - before).toBe(1);
    await restarted.close();
  });

  test.each(['00000000-0000-0000-0000-000000000000', '../models', 'a/b', ''])(
    'a job %j is lost',
    async (id) => {
      expect((await failureOf(rig.speech.follow(id, context()))).failure).toBe('job-lost');
      expect((await failureOf(rig.speech.job(id, context().signal))).failure).toBe('job-lost');
    },
  );

  test('the service that is away is said to be, and a connection that never was is tried again', async () => {
    await rig.service.goOffline();
    const away = withRetry(rig.speech, { maxWaitMs: 3_000, maxAttempts: 6 });
    const error = await failureOf(rig.speech.speak(rig.line, context()));
    expect(error).toMatchObject({ failure: 'unavailable', facts: { retryable: true } });
    const speaking = away.speak(newLine(), context());
    setTimeout(() => void rig.service.goOnline(), 400);
    expect((await bytesOf(await speaking)).length).toBeGreaterThan(1_000);
  });

  test('an abort is heard at once, wherever it comes', async () => {
    for (const waitMs of [0, 5, 50, 300, 1_200]) {
      rig.service.setLatency(500);
      const controller = new AbortController();
      const reading = (async () =>
        bytesOf(await rig.speech.speak(newLine(), { signal: controller.signal })))();
      const outcome = reading.then(
        () => 'spoken',
        (error: unknown) => String(error),
      );
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const abortedAtMs = performance.now();
      controller.abort(new Error('skipped'));
      expect(['Error: skipped', 'spoken']).toContain(await outcome);
      expect(performance.now() - abortedAtMs).toBeLessThan(400);
    }
  });

  test('after all of this the next line is spoken, and no rule of the service was broken', async () => {
    expect((await rig.heard(rig.line)).bytes.length).toBeGreaterThan(1_000);
    expect(rig.service.violations).toEqual([]);
    expect(rig.service.calls.unknown).toBe(0);
    expect(rig.service.chargedTwice.map(({ fields }) => fields['text'])).toEqual([]);
  });
});
