import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import { endpoints } from '#deapi/facts.ts';
import type { EndpointFact, FieldFact, Fields as Facts } from '#deapi/facts.ts';
import { endpointOf, faultsOf } from '#deapi/judge.ts';

import { clientOf, plain } from './client.ts';
import type { Fields } from './client.ts';
import { describedEndpoints } from './description.ts';
import type { Described } from './description.ts';

const folder = inject('deapiDescription');

/** Where the table follows another source than the description, and which. */
const deviations: Readonly<Record<string, string>> = {
  // It says 10 MB of v2, and so did the description of the endpoint that v1 began with.
  'v1 /api/v1/client/txt2audio ref_audio.maxBytes': '15728640 → 10485760',
  // The documentation's page on speech: a design needs its description.
  'v1 /api/v1/client/txt2audio instruct.requiredFor': 'undefined → "voice_design"',
  'v2 /api/v2/audio/speech instruct.requiredFor': 'undefined → "voice_design"',
  // The documentation's page of limits: 20 MB of sound.
  'v2 /api/v2/audio/transcriptions source_file.maxBytes': 'undefined → 20971520',
  'v2 /api/v2/audio/transcriptions/price source_file.maxBytes': 'undefined → 20971520',
};

const nameOf = ({ api, method, path }: Pick<EndpointFact, 'api' | 'method' | 'path'>): string =>
  `${api} ${method} ${path}`;

describe.skipIf(folder === undefined)('by the vendor’s own description', () => {
  const described = new Map<string, Described>();
  beforeAll(() => {
    for (const each of describedEndpoints(folder!)) described.set(nameOf(each), each);
  });

  test('the table has its endpoints, and no others', () => {
    expect(new Set(endpoints.map(nameOf))).toEqual(new Set(described.keys()));
    expect(described.size).toBe(14);
  });

  test('each field is what it is there, with the same limits', () => {
    const found: Record<string, string> = {};
    const compare = (where: string, theirs: Facts, ours: Facts): void => {
      for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
        for (const [key, value] of differences(theirs[name], ours[name])) {
          found[`${where} ${name}${key}`] = value;
        }
      }
    };
    for (const endpoint of endpoints) {
      const theirs = described.get(nameOf(endpoint))!;
      const where = `${endpoint.api} ${endpoint.path}`;
      compare(where, theirs.fields, endpoint.fields);
      compare(`${where}?`, theirs.query, endpoint.query);
      expect([where, endpoint.encoding, new Set(endpoint.oneOf)]).toEqual([
        where,
        theirs.encoding,
        new Set(theirs.oneOf),
      ]);
    }
    expect(found).toEqual(deviations);
  });
});

/** `.key` → what the description says, and what the table does. */
function* differences(
  theirs: FieldFact | undefined,
  ours: FieldFact | undefined,
): Generator<[key: string, value: string]> {
  if (!theirs || !ours) {
    yield ['', `${theirs ? 'there' : 'not there'} → ${ours ? 'there' : 'not there'}`];
    return;
  }
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]) as Set<keyof FieldFact>;
  for (const key of keys) {
    const [one, other] = [JSON.stringify(theirs[key]), JSON.stringify(ours[key])];
    if (one !== other) yield [`.${key}`, `${one} → ${other}`];
  }
}

/** Texts that the field may not be. */
function worseValues({ type, values, minChars = 0, maxChars, isHttps }: FieldFact) {
  const worse: [how: string, value: string][] = [];
  if (type === 'file') worse.push(['as text', 'words']);
  else if (type !== 'text') worse.push(['as a word', 'true?']);
  if (values) worse.push(['as no such thing', 'nonsense']);
  if (minChars > 0) worse.push(['too short', 'x'.repeat(minChars - 1)]);
  if (maxChars !== undefined)
    worse.push(['too long', `https://bot.example/${'x'.repeat(maxChars)}`]);
  if (isHttps) worse.push(['as http', 'http://bot.example/']);
  return worse;
}

describe('a request that is as the table has it', () => {
  let deapi: Deapi;
  let client: ReturnType<typeof clientOf>;
  let clip: File;
  beforeAll(async () => {
    deapi = await startDeapi({ quotas: {}, balance: 1000 });
    client = clientOf(deapi);
    const text =
      'These are some words of mine. They go on for a while, so that the clip is long enough for a clone.';
    const sound = await client.download((await client.finished({ text })).result_url);
    clip = new File([await sound.bytes()], 'clip.mp3', { type: 'audio/mpeg' });
  });
  afterAll(() => deapi.close());

  const hook = {
    webhook_url: 'https://bot.example/',
    webhook_secret: 'x'.repeat(32),
  };
  const qwen = { ...plain, lang: 'English', voice: undefined };
  const { text: _text, ...unsaid } = plain;
  const written = { include_ts: '0', model: 'WhisperLargeV3', return_result_in_response: '1' };

  /** A good body for each of the ways in which an endpoint can be used. */
  const bodies: readonly (readonly [name: string, path: string, body: () => Fields])[] = [
    ['preset', '/api/v2/audio/speech', () => ({ ...plain, mode: 'custom_voice', ...hook })],
    [
      'clone',
      '/api/v2/audio/speech',
      () => ({
        ...qwen,
        mode: 'voice_clone',
        model: 'Qwen3_TTS_12Hz_1_7B_Base',
        ref_audio: clip,
        ref_text: 'These are some words.',
      }),
    ],
    [
      'design',
      '/api/v2/audio/speech',
      () => ({
        ...qwen,
        mode: 'voice_design',
        model: 'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
        instruct: 'A man.',
      }),
    ],
    ['v1', '/api/v1/client/txt2audio', () => ({ ...plain, webhook_url: hook.webhook_url })],
    ['price', '/api/v2/audio/speech/price', () => ({ ...unsaid, count_text: '100' })],
    ['price of v1', '/api/v1/client/txt2audio/price-calculation', () => plain],
    [
      'transcription',
      '/api/v2/audio/transcriptions',
      () => ({ ...written, lang: 'en', source_file: clip, ts_level: 'segment', ...hook }),
    ],
    ['transcription of v1', '/api/v1/client/transcribe', () => ({ ...written, source_file: clip })],
    ['recording of v1', '/api/v1/client/audiofile2txt', () => ({ ...written, audio: clip })],
    [
      'price of a transcription',
      '/api/v2/audio/transcriptions/price',
      () => ({ duration_seconds: '60', include_ts: '0', model: 'WhisperLargeV3' }),
    ],
  ];

  async function send(path: string, fields: Fields) {
    const isJson = path.includes('/speech/price') || path.includes('price-calculation');
    const body = isJson ? client.json(fields) : { body: client.form(fields) };
    const violations = deapi.violations.length;
    const reply = await client.ask('POST', path, body);
    const request = deapi.requests.at(-1)!;
    return { reply, faults: faultsOf(request), noted: deapi.violations.slice(violations) };
  }

  test.each(bodies)('is taken (%s)', async (_, path, body) => {
    const { reply, faults, noted } = await send(path, body());
    expect([reply.status, reply.text, faults, noted]).toEqual([200, expect.any(String), [], []]);
  });

  /** The body with one field spoiled in every way that its facts forbid. */
  function* spoiled(
    body: Fields,
    { fields, oneOf = [] }: EndpointFact,
  ): Generator<readonly [string, Fields]> {
    const mode = body['mode'] ?? 'custom_voice';
    for (const [name, fact] of Object.entries(fields)) {
      const has = body[name] !== undefined;
      const isAlone = has && oneOf.includes(name);
      if (fact.required || isAlone || (has && fact.requiredFor === mode)) {
        yield [`without ${name}`, { ...body, [name]: undefined }];
      }
      for (const [how, value] of worseValues(fact))
        yield [`${name} ${how}`, { ...body, [name]: value }];
      if (fact.needs !== undefined) {
        const value = fact.values?.[0] ?? 'x'.repeat(fact.minChars ?? 1);
        yield [`${name} alone`, { ...body, [fact.needs]: undefined, [name]: value }];
      }
    }
  }

  test.each(bodies)('and spoiled in any field is refused (%s)', async (_, path, body) => {
    const endpoint = endpoints.find((each) => each.path === path)!;
    const passed: string[] = [];
    let count = 0;
    for (const [how, worse] of spoiled(body(), endpoint)) {
      count += 1;
      const { reply, faults } = await send(path, worse);
      if (reply.status !== 422 || faults.length === 0) passed.push(`${how}: ${reply.status}`);
    }
    expect(passed).toEqual([]);
    expect(count).toBeGreaterThan(6);
  });

  test.each(bodies)('and with a field that nobody knows is noted (%s)', async (_, path, body) => {
    const { reply, faults, noted } = await send(path, { ...body(), emotion: 'joy' });
    expect(reply.status).toBe(200);
    expect(faults).toEqual([expect.stringMatching(/^Unknown field emotion in /u)]);
    expect(noted).toEqual(faults);
  });

  test('is one of those that it has', async () => {
    await client.ask('GET', '/api/v2/models?limit=50&filter[inference_types]=txt2audio');
    expect(faultsOf(deapi.requests.at(-1)!)).toEqual([]);
    await client.ask('GET', '/api/v2/models?per=50');
    expect(faultsOf(deapi.requests.at(-1)!)).toEqual(['Unknown parameter per in models of v2']);
    await client.ask('GET', '/api/v2/voices');
    expect(faultsOf(deapi.requests.at(-1)!)).toEqual(['GET /api/v2/voices is no endpoint']);
    expect(endpointOf(deapi.requests.at(-1)!)).toBeUndefined();
    await client.submitV1();
    expect(faultsOf(deapi.requests.at(-1)!)).toEqual(['Not multipart in submit of v1']);
  });
});
