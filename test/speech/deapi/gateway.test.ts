import { describe, expect, test } from 'vitest';

import { gatewayTakes } from '#speech/deapi/gateway-terms.ts';
import { deapiModel } from '#speech/deapi/models.ts';
import { deapiError } from '#speech/deapi/refusals.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { clientOf, serviceFor } from './against-service.ts';
import { bytesOf, context, deadUrl, failureOf, httpServer, json, line } from './rig.ts';

const rig = serviceFor('v2');

/** A client that speaks at the gateway, knows the models, and is gone with its test. */
async function speaker(jobMs = 15_000, url = rig.service.gatewayUrl) {
  await rig.speech.close();
  const gateway = { url, preference: 'gateway' } as const;
  rig.speech = clientOf(rig.service, 'v2', { gateway, timeouts: { jobMs } });
  const { speech, service } = rig;
  await speech.models(context().signal);
  const before = { ...service.calls };
  const charged = service.charged.length;
  return {
    speech,
    /** How often each was asked since, and what it cost. */
    counts: () => ({
      gateway: service.calls.gateway - before.gateway,
      jobs: service.calls.submit - before.submit,
      statuses: service.calls.status - before.status,
      charges: service.charged.length - charged,
    }),
  };
}

const clone: SpeechRequest['voice'] = {
  mode: 'clone',
  clip: { bytes: new Uint8Array(9), format: 'mp3', durationMs: 6_000 },
};

describe('what the gateway can speak', () => {
  const kokoro = deapiModel({
    slug: 'Kokoro',
    inference_types: ['txt2audio'],
    languages: [
      { slug: 'en-us', voices: ['af_sky', 'both'] },
      { slug: 'en-gb', voices: ['bf_emma', 'both'] },
    ],
  });

  test.each<[string, Partial<SpeechRequest>, boolean]>([
    ['a preset', {}, true],
    ['any speed of the model', { speed: 1.5 }, true],
    ['mp3', { format: 'mp3' }, true],
    ['another format', { format: 'wav' }, false],
    ['the model’s own sample rate', { sampleRateHz: 24_000 }, true],
    ['another sample rate', { sampleRateHz: 48_000 }, false],
    ['a clone', { voice: clone }, false],
    ['a design', { voice: { mode: 'design', description: 'warm' } }, false],
    ['a style', { voice: { mode: 'preset', id: 'af_sky', style: 'sad' } }, false],
    ['a style of blanks', { voice: { mode: 'preset', id: 'af_sky', style: ' ' } }, true],
    ['a language that is not the voice’s', { language: 'en-gb' }, false],
    ['a voice of several languages', { voice: { mode: 'preset', id: 'both' } }, false],
    ['a voice that nobody knows', { voice: { mode: 'preset', id: 'nobody' } }, false],
  ])('%s', (_, change, can) => {
    expect(gatewayTakes({ ...line, ...change }, kokoro)).toBe(can);
  });

  test('nothing of a model that is not known yet', () => {
    expect(gatewayTakes(line, undefined)).toBe(false);
  });
});

test('one request speaks, of which the sound is the answer', async () => {
  const { speech, counts } = await speaker();
  const request = { ...rig.line, speed: 1.25 };
  const audio = await speech.speak(request, context());
  const bytes = await bytesOf(audio);
  expect(bytes.equals(rig.service.jobs.at(-1)!.result!.bytes)).toBe(true);
  expect(audio).toMatchObject({ engine: 'deapi', format: 'mp3' });
  expect(counts()).toEqual({ gateway: 1, jobs: 0, statuses: 0, charges: 1 });
  expect(rig.service.requests.findLast(({ route }) => route === 'gateway')).toMatchObject({
    encoding: 'json',
    headers: { 'user-agent': expect.stringMatching(/^Crier/) as string },
    fields: {
      model: 'Kokoro',
      voice: 'af_sky',
      input: rig.line.text,
      response_format: 'mp3',
      speed: '1.25',
    },
  });
  expect(rig.service.violations).toEqual([]);
});

test('it is told of before it is sent, and of the job that speaks in its stead', async () => {
  const { speech, counts } = await speaker();
  rig.service.next({ on: 'gateway', fail: 'model' });
  const told: unknown[] = [];
  const onPaying = async (delivery?: 'gateway') => {
    told.push([delivery, counts().gateway, counts().jobs]);
  };
  await bytesOf(await speech.speak(rig.line, context({ onPaying })));
  expect(told).toEqual([
    ['gateway', 0, 0],
    [undefined, 1, 0],
  ]);
});

test('nothing is sent that must not be', async () => {
  const { speech, counts } = await speaker();
  const full = new Error('the budget is spent');
  const onPaying = async () => Promise.reject(full);
  await expect(speech.speak(rig.line, context({ onPaying }))).rejects.toBe(full);
  expect(counts()).toMatchObject({ gateway: 0, jobs: 0 });
});

test.each<[string, SpeechRequest['voice'] | undefined, string]>([
  ['at the gateway', undefined, 'Kokoro'],
  ['as a job', { mode: 'design', description: 'A warm voice.' }, 'Qwen3_TTS_12Hz_1_7B_VoiceDesign'],
])(
  'what somebody may not pay for takes nothing from others: no call, and not the gateway (%s)',
  async (_, voice, model) => {
    const { speech, counts } = await speaker();
    const { leftThisMinute } = speech.quotas.speech;
    const { usedToday } = speech.quotas.speech;
    const onPaying = async () => Promise.reject(deapiError('over-budget', 'no room'));
    const asked = voice ? { ...rig.line, model, language: 'English', voice } : rig.line;
    await expect(speech.speak(asked, context({ onPaying }))).rejects.toThrow('no room');
    expect(speech.quotas.speech).toMatchObject({ leftThisMinute, usedToday });
    await bytesOf(await speech.speak(rig.line, context()));
    expect(counts()).toMatchObject({ gateway: 1, jobs: 0 });
  },
);

test('each voice of the model speaks there', async () => {
  const { speech, counts } = await speaker();
  const voices = ['af_bella', 'bm_george', 'ef_dora', 'hm_psi'];
  const models = await speech.models(context().signal);
  const languages = models.find(({ slug }) => slug === 'Kokoro')!.languages;
  for (const id of voices) {
    const { slug: language } = languages.find((each) =>
      each.voices.some(({ slug }) => slug === id),
    )!;
    await bytesOf(
      await speech.speak({ ...rig.line, language, voice: { mode: 'preset', id } }, context()),
    );
  }
  expect(counts()).toMatchObject({ gateway: 4, jobs: 0 });
});

test('a design speaks by a job in the same bot', async () => {
  const { speech, counts } = await speaker();
  const request: SpeechRequest = {
    ...rig.line,
    model: 'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
    language: 'English',
    voice: { mode: 'design', description: 'A warm voice' },
  };
  await bytesOf(await speech.speak(request, context()));
  expect(counts()).toMatchObject({ gateway: 0, jobs: 1 });
});

test.each([
  ['bad-gateway', false],
  ['gateway-timeout', true],
  ['origin-timeout', true],
  ['unavailable', false],
  ['server-error', true],
  ['answer-lost', true],
  ['dropped', false],
] as const)('%s may have been charged, and is never asked for again', async (fail, isLate) => {
  const { speech, counts } = await speaker();
  rig.service.next({ on: 'gateway', fail, isLate });
  const failure = await failureOf(speech.speak(rig.line, context()));
  expect(failure.failure).toBe('maybe-submitted');
  expect(counts()).toMatchObject({ gateway: 1, jobs: 0, charges: isLate ? 1 : 0 });
});

test('an answer that never comes may have been charged', async () => {
  const { speech, counts } = await speaker(300);
  rig.service.next({ on: 'gateway', fail: 'never-answers' });
  const failure = await failureOf(speech.speak(rig.line, context()));
  expect(failure.failure).toBe('maybe-submitted');
  // The next line is a job, which may be answered.
  expect(failure.facts.isSilent).toBeUndefined();
  expect(counts()).toMatchObject({ gateway: 1, jobs: 0 });
});

test('the next line after such an answer is a job', async () => {
  const { speech, counts } = await speaker();
  rig.service.next({ on: 'gateway', fail: 'origin-timeout' });
  await failureOf(speech.speak(rig.line, context()));
  await bytesOf(await speech.speak({ ...rig.line, text: `${rig.line.text} More.` }, context()));
  expect(counts()).toMatchObject({ gateway: 1, jobs: 1 });
});

test.each([
  ['cannot be reached', async () => deadUrl(), 0],
  ['has lost its origin', () => rig.service.gatewayUrl, 1],
] as const)('a gateway that %s is passed by at once: a job speaks', async (_, at, asked) => {
  const { speech, counts } = await speaker(undefined, await at());
  rig.service.next({ on: 'gateway', fail: 'origin-down', times: asked });
  await bytesOf(await speech.speak(rig.line, context()));
  expect(counts()).toMatchObject({ gateway: asked, jobs: 1, charges: 1 });
});

test.each(['model', 'unauthenticated', 'blocked', 'not-found'] as const)(
  'a gateway that refuses (%s) is left alone, and a job speaks',
  async (fail) => {
    const { speech, counts } = await speaker();
    rig.service.next({ on: 'gateway', fail });
    await bytesOf(await speech.speak(rig.line, context()));
    await bytesOf(await speech.speak({ ...rig.line, text: `${rig.line.text} Next.` }, context()));
    expect(counts()).toMatchObject({ gateway: 1, jobs: 2, charges: 2 });
  },
);

test('a spent balance is told, not asked for a second time', async () => {
  const { speech, counts } = await speaker();
  rig.service.setBalance(0.1);
  const failure = await failureOf(speech.speak(rig.line, context()));
  expect(failure.failure).toBe('balance');
  expect(counts()).toMatchObject({ gateway: 1, jobs: 0 });
});

test('its calls count for the limit on speech', async () => {
  const { speech } = await speaker();
  rig.service.next({ on: 'gateway', fail: 'minute-limit' });
  const failure = await failureOf(speech.speak(rig.line, context()));
  expect(failure).toMatchObject({ failure: 'rate-limited', facts: { quota: 'minute' } });
  expect(speech.quotas.speech.shortage()).toBeDefined();
});

test('a sound that is cut off is lost: it is not paid for again, and the next line is a job', async () => {
  const { speech, counts } = await speaker();
  rig.service.next({ on: 'gateway', sound: 'truncated' });
  const audio = await speech.speak(rig.line, context());
  const failure = await failureOf(bytesOf(audio));
  expect(failure.failure).toBe('bad-audio');
  expect(counts()).toMatchObject({ gateway: 1, jobs: 0, charges: 1 });
  await bytesOf(await speech.speak({ ...rig.line, text: `${rig.line.text} Next.` }, context()));
  expect(counts()).toMatchObject({ gateway: 1, jobs: 1 });
});

test.each(['empty', 'html'] as const)('%s in place of sound is no sound', async (sound) => {
  const { speech, counts } = await speaker();
  rig.service.next({ on: 'gateway', sound });
  const failure = await failureOf(speech.speak(rig.line, context()));
  expect(failure.failure).toBe('bad-audio');
  expect(counts()).toMatchObject({ gateway: 1, jobs: 0 });
});

test('neither the key nor the text is in what it says of a refusal', async () => {
  await using server = await httpServer((request, response, body) => {
    const { authorization } = request.headers;
    json(response, 413, { error: { message: `${authorization} said ${body}`, param: 'input' } });
  });
  const { speech } = await speaker(undefined, server.url);
  const failure = await failureOf(speech.speak(rig.line, context()));
  const words = JSON.stringify([failure.message, failure.facts]);
  expect(words).toContain('said');
  expect(words).not.toContain(rig.line.text);
  expect(words).not.toContain(rig.service.key.split('|')[1]);
});

test('who gives up is heeded at once', async () => {
  const { speech } = await speaker();
  rig.service.setLatency(1_000);
  const giving = new AbortController();
  const spoken = speech.speak(rig.line, context({ signal: giving.signal }));
  const reason = new Error('enough');
  setTimeout(() => giving.abort(reason), 50);
  await expect(spoken).rejects.toBe(reason);
});

test('without a gateway all is spoken by jobs', async () => {
  await bytesOf(await rig.speech.speak(rig.line, context()));
  expect(rig.service.requests.at(-1)?.route).not.toBe('gateway');
});
