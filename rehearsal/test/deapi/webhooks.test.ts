import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { AccountWebhook } from '#deapi/webhooks/options.ts';

import { plain } from './client.ts';
import type { Fields } from './client.ts';
import { readySound } from './ready-sound.ts';
import { isSigned } from './receiver.ts';
import type { Received } from './receiver.ts';
import { hook, noon, openReporting, secret } from './reporting.ts';
import type { Reporting } from './reporting.ts';

/** A busy machine takes its time. */
const late = { timeout: 15_000 };
const sound = readySound();
let here: Reporting;
beforeEach(async () => {
  here = await openReporting(sound);
});
afterEach(() => here.close());

describe('a report', () => {
  test('comes when a job is begun and when it is done, at the address that the job names', async () => {
    await here.reported();
    const [job] = here.deapi.jobs;
    expect(here.receiver.events()).toEqual(['job.processing', 'job.completed']);
    expect(here.receiver.received.map(({ path }) => path)).toEqual([
      '/hooks/deapi',
      '/hooks/deapi',
    ]);
    const [begun, done] = here.receiver.received.map(({ json }) => json);
    expect(begun).toEqual({
      event: 'job.processing',
      delivery_id: expect.stringMatching(/^[\da-f-]{36}$/u),
      timestamp: '2026-11-22T12:00:00+00:00',
      data: {
        job_request_id: job?.id,
        status: 'processing',
        previous_status: 'pending',
        job_type: 'txt2audio',
        started_at: '2026-11-22T12:00:00+00:00',
      },
    });
    expect(done).toEqual({
      event: 'job.completed',
      delivery_id: expect.not.stringMatching(begun!.delivery_id),
      timestamp: '2026-11-22T12:00:00+00:00',
      data: {
        job_request_id: job?.id,
        status: 'done',
        previous_status: 'processing',
        job_type: 'txt2audio',
        completed_at: '2026-11-22T12:00:00+00:00',
        result_url: expect.stringMatching(/^http:.*X-Amz-Signature=/u),
        processing_time_ms: expect.any(Number),
      },
    });
    expect((await here.client.download(String(done!.data['result_url']))).status).toBe(200);
  });

  test('of a failure says why, and what became of the money', async () => {
    here.deapi.next({ job: { error: { error_reason: 'CAPACITY_UNAVAILABLE', refunded: false } } });
    await here.reported();
    expect(here.receiver.events()).toEqual(['job.processing', 'job.failed']);
    expect(here.receiver.received[1]?.json.data).toEqual({
      job_request_id: here.deapi.jobs[0]?.id,
      status: 'error',
      previous_status: 'processing',
      job_type: 'txt2audio',
      failed_at: '2026-11-22T12:00:00+00:00',
      error_code: 'WORKER_TIMEOUT',
      error_message: expect.any(String),
      error_reason: 'CAPACITY_UNAVAILABLE',
      retryable: true,
      refunded: false,
    });
  });

  test('carries the documented headers, and a signature of timestamp and raw body', async () => {
    await here.reported();
    for (const each of here.receiver.received) {
      expect(each.headers).toMatchObject({
        'content-type': 'application/json',
        'user-agent': 'DeAPI-Webhook/1.0',
        'x-deapi-timestamp': String(noon / 1000),
        'x-deapi-event': each.json.event,
        'x-deapi-delivery-id': each.json.delivery_id,
      });
      expect(isSigned(each, secret)).toBe(true);
      expect(isSigned(each, 'another')).toBe(false);
    }
  });

  test('is written as PHP writes it: read and written again, it has other bytes', async () => {
    here.deapi.next({ job: { error: { error_message: 'Größe: 1/2 – 😀' } } });
    await here.reported();
    const { body, json } = here.receiver.received[1]!;
    expect(body).toContain(String.raw`"Gr\u00f6\u00dfe: 1\/2 \u2013 \ud83d\ude00"`);
    expect(json.data['error_message']).toBe('Größe: 1/2 – 😀');
    expect(JSON.stringify(json)).not.toBe(body);
  });

  test('comes after the answer to the submit', async () => {
    here.deapi.next({ on: 'submit', fail: 'endless-answer' });
    const leaving = new AbortController();
    const next = here.deapi.nextJob();
    await fetch(`${here.deapi.url}/api/v2/audio/speech`, {
      method: 'POST',
      body: here.client.form({ ...plain, webhook_url: hook }),
      headers: { authorization: `Bearer ${here.deapi.key}`, accept: 'application/json' },
      signal: leaving.signal,
    });
    await (
      await next
    ).ended;
    await delay(30);
    expect(here.receiver.events()).toEqual([]);
    leaving.abort();
    await expect
      .poll(() => here.receiver.events(), late)
      .toEqual(['job.processing', 'job.completed']);
  });

  test('of a transcription names the kind of its upload', async () => {
    const sound = await here.client.download((await here.client.finished()).result_url);
    const file = new File([await sound.bytes()], 'clip.mp3', { type: 'audio/mpeg' });
    const next = here.deapi.nextJob();
    const body = here.client.form({
      source_file: file,
      model: 'WhisperLargeV3',
      include_ts: '0',
      return_result_in_response: '1',
      webhook_url: hook,
    });
    await here.client.ask('POST', '/api/v2/audio/transcriptions', { body });
    await (
      await next
    ).ended;
    await here.deapi.webhooks.atRest();
    expect(here.receiver.received.at(-1)?.json.data).toMatchObject({
      job_type: 'audio_file2text',
      result_url: null,
    });
  });
});

describe('the secret', () => {
  const signerOf = (each: Received): string | undefined =>
    each.headers['x-deapi-signature'] === ''
      ? 'nobody'
      : [secret, 'the account’s'].find((known) => isSigned(each, known));

  test.each<[string, AccountWebhook, Fields, string]>([
    ['of the job', { secret: 'the account’s' }, { webhook_secret: secret }, secret],
    ['of the account, where the job has none', { secret: 'the account’s' }, {}, 'the account’s'],
    ['of nobody: the signature is there and empty', {}, {}, 'nobody'],
  ])('is that %s', async (_, account, fields, signer) => {
    here.deapi.webhooks.setAccount(account);
    await here.reported({}, fields);
    expect(here.receiver.received.map((each) => signerOf(each))).toEqual([signer, signer]);
  });

  test('of a v1 job is the account’s, whatever the job says', async () => {
    here.deapi.webhooks.setAccount({ secret: 'the account’s' });
    const next = here.deapi.nextJob();
    await here.client.submitV1({ webhook_url: hook, webhook_secret: secret });
    await (
      await next
    ).ended;
    await here.deapi.webhooks.atRest();
    expect(here.receiver.received.map((each) => isSigned(each, 'the account’s'))).toEqual([
      true,
      true,
    ]);
  });
});

describe('the address', () => {
  test('may be the account’s, for jobs that name none', async () => {
    here.deapi.webhooks.setAccount({ url: 'https://bot.example/all', secret });
    await here.client.finished();
    await here.reported();
    const paths = here.receiver.received.map(({ path }) => path);
    expect(paths).toEqual(['/all', '/all', '/hooks/deapi', '/hooks/deapi']);
  });

  test('leads through a reverse proxy, which may take off a part of the path', async () => {
    here.deapi.webhooks.route('https://bot.example/hooks', `${here.receiver.url}/inner/`);
    here.deapi.webhooks.route('https://bot.example/hook', `${here.receiver.url}/wrong`);
    await here.reported();
    expect(here.receiver.received[0]?.path).toBe('/inner/deapi');
    expect(here.receiver.received[0]?.headers).toMatchObject({
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'bot.example',
    });
  });

  test('that leads nowhere has no host', async () => {
    await here.reported({ webhook_url: 'https://elsewhere.example/' });
    expect(here.outcomes()).toEqual([['no-route'], ['no-route']]);
  });
});
