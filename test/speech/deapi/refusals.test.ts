import { inspect } from 'node:util';

import { expect, test } from 'vitest';

import { jobStatusOf, requestIdOf } from '#speech/deapi/job-status.ts';
import { type Asked, refusalOf } from '#speech/deapi/refusals.ts';
import { scrubber } from '#speech/http/scrub.ts';
import type { SpeechFailure } from '#speech/speech.ts';

import { client, context, failureOf, httpServer, json, line, testKey } from './rig.ts';

function refusal(status: number, body: unknown, asked: Asked = 'submit', headers = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const parsed = typeof body === 'string' ? undefined : body;
  return refusalOf({ status, text, json: parsed, headers }, asked, scrubber([]));
}

test.each<[number, unknown, SpeechFailure]>([
  [401, { message: 'Unauthenticated.' }, 'unauthorised'],
  [402, {}, 'balance'],
  [409, {}, 'balance'],
  [403, { message: 'Your account has been suspended.' }, 'suspended'],
  [403, 'error code: 1010', 'unavailable'],
  [403, '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>', 'unavailable'],
  [404, { message: 'The route api/v3 could not be found.' }, 'gone'],
  [408, {}, 'unavailable'],
  [410, {}, 'gone'],
  [413, '<html>413', 'too-large'],
  [301, '', 'bad-answer'],
  [500, { message: 'Server Error' }, 'maybe-submitted'],
  [502, '<html>', 'maybe-submitted'],
  [524, '<html>', 'maybe-submitted'],
  [521, '<html>', 'unavailable'],
  [523, '<html>', 'unavailable'],
  [200, {}, 'maybe-submitted'],
  [
    422,
    {
      message: 'The selected model does not exist.',
      errors: { model: ['The selected model does not exist.'] },
    },
    'model-gone',
  ],
  [422, { message: 'The selected model does not exist.' }, 'model-gone'],
  [
    422,
    {
      message: 'The selected model does not support Voice Design.',
      errors: { model: ['The selected model does not support Voice Design.'] },
    },
    'refused',
  ],
  [
    422,
    {
      message: 'This model is not available on your plan. Please upgrade to access it.',
      errors: { model: ['Upgrade.'] },
    },
    'plan',
  ],
  [
    422,
    { message: 'Not enough balance.', errors: { balance: ['Not enough balance.'] } },
    'balance',
  ],
  [422, { message: 'Your balance is below the minimum of $0.49.' }, 'balance'],
  [422, { errors: { lang: ['The selected lang is invalid.'] } }, 'refused'],
  [
    422,
    { message: 'The text field is required.', errors: { text: 'The text field is required.' } },
    'refused',
  ],
  [422, { errors: ['Something', 'else'] }, 'refused'],
  [422, { errors: { __proto__: ['odd'], constructor: ['odd'] } }, 'refused'],
  [422, '', 'refused'],
  [400, { message: 'Bad' }, 'refused'],
  [418, 'teapot', 'refused'],
])('a submit answered with %i %j is %s', (status, body, failure) => {
  expect(refusal(status, body)).toMatchObject({ failure, facts: { status, engine: 'deapi' } });
});

test.each<[number, Asked, SpeechFailure]>([
  [404, 'status', 'job-lost'],
  [404, 'read', 'gone'],
  [500, 'read', 'unavailable'],
  [200, 'read', 'bad-answer'],
])('%i to a %s call is %s', (status, asked, failure) => {
  expect(refusal(status, {}, asked).failure).toBe(failure);
});

test('a service that says when it can again has begun nothing', () => {
  const headers = { 'retry-after': '2' };
  expect(refusal(503, '<html>', 'submit', headers)).toMatchObject({
    failure: 'unavailable',
    facts: { retryable: true, retryAfterMs: 2_000 },
  });
  expect(refusal(503, '<html>').failure).toBe('maybe-submitted');
  expect(refusal(500, {}, 'submit', headers).failure).toBe('maybe-submitted');
});

test('a refusal of the kind of voice blames the mode and not the model', () => {
  const model = ['The selected model does not support Voice Design.'];
  expect(refusal(422, { message: model[0], errors: { model } }).facts.fields).toEqual({
    mode: model,
  });
});

test('a removed endpoint names its successor', () => {
  const headers = { link: '</api/v2/prompts/enhancements>; rel="successor-version"' };
  expect(refusal(410, {}, 'read', headers).message).toContain('/api/v2/prompts/enhancements');
});

test('a block of the gateway is named', () => {
  expect(refusal(403, 'error code: 1010').message).toContain('Cloudflare 1010');
});

test('the words for each field are kept, and nothing else of the answer', () => {
  const error = refusal(422, {
    message: 'The lang field…',
    errors: { lang: ['Not spoken.', 7], 'odd name!': ['x'] },
    trace: 'secret',
  });
  expect(error.facts.fields).toEqual({ lang: ['Not spoken.'] });
  expect(inspect(error)).not.toContain('secret');
});

test('a service that repeats the key and the text does not bring them into errors', async () => {
  await using server = await httpServer((_, response) =>
    json(response, 422, {
      message: `${testKey}: ${line.text}`,
      errors: {
        text: [`"${line.text}" is not nice`],
        lang: [`Bearer ${testKey}`, encodeURIComponent(testKey)],
      },
    }),
  );
  const speech = client({ url: server.url });
  const error = await failureOf(speech.speak(line, context()));
  const seen = inspect(error, { depth: Infinity, showHidden: true });
  expect(error.facts.fields?.['text']).toEqual(['"[hidden]" is not nice']);
  for (const secret of [testKey, testKey.split('|')[1]!, line.text])
    expect(seen).not.toContain(secret);
  await speech.close();
});

test.each([
  [
    { data: { request_id: 'c08a339c-73e5-4d67-a4d5-231302fbff9a' } },
    'c08a339c-73e5-4d67-a4d5-231302fbff9a',
  ],
  [{ request_id: 'abc' }, 'abc'],
  [{ data: { request_id: 12 } }, '12'],
  [{ data: { request_id: '../models' } }, undefined],
  [{ data: { request_id: '..' } }, undefined],
  [{ data: { request_id: 'x'.repeat(200) } }, undefined],
  [{ data: [] }, undefined],
  ['x', undefined],
  [null, undefined],
])('the id in %j is %s', (json, id) => {
  expect(requestIdOf({ status: 200, headers: {}, text: '', json })).toBe(id);
});

test.each([
  [{ status: 'pending' }, { state: 'pending' }],
  [{ status: 'in_queue' }, { state: 'pending' }],
  [
    { status: 'processing', progress: '45.50' },
    { state: 'processing', percent: 45.5 },
  ],
  [
    { status: 'processing', progress: 400 },
    { state: 'processing', percent: 100 },
  ],
  [{ status: 'processing', progress: 'half' }, { state: 'processing' }],
  [{ status: 'dreaming' }, { state: 'processing' }],
  [
    { status: 'done', result_url: 'https://x', price: { amount: 0.0004 } },
    { state: 'done', resultUrl: 'https://x', costUsd: 0.0004 },
  ],
  [
    { status: 'done', result_url: null, result: '', price: null },
    { state: 'done', result: '' },
  ],
  [{ status: 'done', price: { amount: 0 } }, { state: 'done' }],
  [{ status: 'done', price: { amount: 0, is_estimated: true } }, { state: 'done' }],
  [
    { status: 'done', price: { amount: '0.5', is_estimated: '1' } },
    { state: 'done', costUsd: 0.5, costIsEstimated: true },
  ],
  [
    { status: 'done', price: { amount: 0.5, is_estimated: false } },
    { state: 'done', costUsd: 0.5 },
  ],
  // Nothing costs as much: it would use up every budget.
  [{ status: 'done', price: { amount: 1e308 } }, { state: 'done' }],
  [{ status: 'done', price: { amount: -1 } }, { state: 'done' }],
  [{ status: 'succeeded' }, { state: 'done' }],
  [
    { status: 'Success', result_url: 'https://x' },
    { state: 'done', resultUrl: 'https://x' },
  ],
  [
    { status: 'processing', progress: 99, result_url: 'https://x' },
    { state: 'done', resultUrl: 'https://x' },
  ],
  [
    { status: 'wrapping-up', result_url: 'https://x' },
    { state: 'done', resultUrl: 'https://x' },
  ],
  [{}, undefined],
  [{ status: 7 }, undefined],
])('the job %j is %j', (data, status) => {
  expect(jobStatusOf({ status: 200, headers: {}, text: '', json: { data } })).toEqual(status);
});

test.each([
  [
    { error_code: 'WORKER_TIMEOUT', error_reason: 'TIMEOUT', retryable: true, refunded: true },
    true,
    ['WORKER_TIMEOUT', 'TIMEOUT'],
  ],
  [{ error_code: 'x y z', error_reason: null, retryable: '0', refunded: 0 }, false, undefined],
  [{}, undefined, undefined],
])('the failure %j of a job is told', (facts, retryable, reason) => {
  const status = jobStatusOf({
    status: 200,
    headers: {},
    text: '',
    json: { data: { status: 'error', error_message: 'the text', ...facts } },
  });
  if (status?.state !== 'failed') throw new Error('expected a failure');
  expect(status.error.failure).toBe('job-failed');
  expect(status.error.facts.retryable).toBe(retryable);
  expect(status.error.facts.refunded).toBe(retryable);
  expect(status.error.facts.fields?.['reason']).toEqual(reason);
  expect(inspect(status.error)).not.toContain('the text');
});

test.each(['cancelled', 'canceled', 'expired', 'REJECTED', 'failed'])(
  'a job that is %s has failed, whatever else it says',
  (status) => {
    const data = { status, result_url: 'https://x' };
    expect(jobStatusOf({ status: 200, headers: {}, text: '', json: { data } })).toMatchObject({
      state: 'failed',
      error: { failure: 'job-failed' },
    });
  },
);
