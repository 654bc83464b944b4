import { describe, expect, test } from 'vitest';

import { scrubber } from '#speech/http/scrub.ts';
import { refusalOf, type Wanted } from '#speech/openai/refusals.ts';

const scrub = scrubber(['sk-secret-key', 'the words to be spoken']);

function refusal(
  status: number,
  body: unknown = '',
  headers: Record<string, string> = {},
  wanted: Wanted = 'speech',
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return refusalOf({ status, headers, text }, wanted, scrub);
}

function openAi(message: string, code: string | null = null, param: string | null = null) {
  return { error: { message, type: 'invalid_request_error', param, code } };
}

test.each([
  [400, openAi('Invalid value', 'invalid_value', 'speed'), 'refused', 'speed'],
  [
    400,
    openAi('String should have at most 4096 characters', 'string_above_max_length', 'input'),
    'too-large',
    'input',
  ],
  [404, openAi('The model `x` does not exist', 'model_not_found'), 'model-gone', 'request'],
  [400, openAi('This model is not available on your plan.', null, 'model'), 'plan', undefined],
  [400, openAi('Only mp3 is supported', null, 'response_format'), 'refused', 'response_format'],
  [400, { error: 'Voice not found' }, 'refused', 'request'],
  [
    400,
    { detail: { error: 'validation_error', message: "Voice 'x' not found. Available voices: a" } },
    'refused',
    'request',
  ],
  [404, { detail: { message: 'no such voice', code: 'TTS_UNKNOWN_VOICE' } }, 'refused', 'request'],
  [
    422,
    { detail: [{ loc: ['body', 'input'], msg: 'Field required', type: 'missing' }] },
    'refused',
    'input',
  ],
  [422, { detail: 'Input text is empty' }, 'refused', 'request'],
  [422, { message: 'The voice field is required.' }, 'refused', 'request'],
  [404, { detail: 'Not Found' }, 'gone', undefined],
  [404, '<html>nginx</html>', 'gone', undefined],
  [401, openAi('Incorrect API key provided'), 'unauthorised', undefined],
  [402, '', 'balance', undefined],
  [400, openAi('Your credits are used up'), 'balance', undefined],
  [403, '', 'suspended', undefined],
  [410, '', 'gone', undefined],
  [413, '', 'too-large', undefined],
  [429, openAi('You exceeded your current quota', 'insufficient_quota'), 'balance', undefined],
  [429, openAi('Rate limit reached', 'rate_limit_exceeded'), 'rate-limited', undefined],
  [429, 'slow down', 'rate-limited', undefined],
  [408, '', 'maybe-submitted', undefined],
  [425, '', 'unavailable', undefined],
  [500, openAi('The server had an error'), 'maybe-submitted', undefined],
  [503, '<html>', 'maybe-submitted', undefined],
  [521, '<html>', 'unavailable', undefined],
  [524, '<html>', 'maybe-submitted', undefined],
  [529, 'null', 'maybe-submitted', undefined],
  [302, '', 'bad-answer', undefined],
  [204, '', 'bad-answer', undefined],
  [418, '{"error":', 'refused', undefined],
] as const)('%d %j is %s', (status, body, failure, field) => {
  const error = refusal(status, body);
  expect(error).toMatchObject({ failure, facts: { engine: 'openai', status } });
  expect(Object.keys(error.facts.fields ?? {})).toEqual(field === undefined ? [] : [field]);
});

test('a list costs nothing, so that a fault of it is no more than that', () => {
  for (const status of [408, 500, 502, 504, 524]) {
    expect(refusal(status, '', {}, 'list')).toMatchObject({
      failure: 'unavailable',
      facts: { retryable: true },
    });
  }
});

test('a server that says when it can again has begun nothing', () => {
  expect(refusal(503, '', { 'retry-after': '3' })).toMatchObject({
    failure: 'unavailable',
    facts: { retryable: true, retryAfterMs: 3_000 },
  });
  expect(refusal(500, '', { 'retry-after': '3' }).failure).toBe('maybe-submitted');
});

describe('how long to wait after 429', () => {
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();
  test.each([
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '1250', 'retry-after': '2' }, 1_250],
    [{ 'retry-after': '999999999' }, 86_400_000],
    [{ 'retry-after': new Date(0).toUTCString() }, 0],
  ])('%j', (headers, retryAfterMs) => {
    expect(refusal(429, '', headers).facts.retryAfterMs).toBe(retryAfterMs);
  });

  test('a date', () => {
    const { retryAfterMs } = refusal(429, '', { 'retry-after': inAMinute }).facts;
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test.each([{}, { 'retry-after': 'soon' }, { 'retry-after-ms': 'NaN' }])(
    'unknown: %j',
    (headers) => {
      expect(refusal(429, '', headers).facts).not.toHaveProperty('retryAfterMs');
    },
  );
});

test('neither the key nor the text is repeated', () => {
  const said = openAi('sk-secret-key may not say: the words to be spoken');
  const error = refusal(400, said);
  expect(JSON.stringify([error.message, error.facts])).not.toMatch(/sk-secret|to be spoken/);
  expect(error.facts.fields).toEqual({ request: ['[hidden] may not say: [hidden]'] });
});
