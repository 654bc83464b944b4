import { endpoints } from '@crier/rehearsal/deapi/facts.ts';
import { endpointOf, faultsOf } from '@crier/rehearsal/deapi/judge.ts';
import type { DeapiRequest } from '@crier/rehearsal/deapi/requests.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { startPlainDeapi } from '../plain-deapi.ts';
import { type Service, clientOf, newLine } from './against-service.ts';
import { bytesOf, context } from './rig.ts';

const words =
  'This recording is made to be cloned. It goes on for a while, so that it is long enough.';
const webhook = {
  url: 'https://bot.example/deapi',
  listen: { host: '127.0.0.1', port: 0 },
  keptSecret: new Uint8Array(32),
};
/** Nothing here is about being late. */
const timeouts = { answerMs: 20_000, submitMs: 20_000, jobMs: 400_000, stallMs: 200_000 };

let service: Service;
let clip: Clip;
beforeAll(async () => {
  service = await startPlainDeapi({ quotas: {} });
  const speech = clientOf(service, 'v2', { timeouts });
  const bytes = await bytesOf(await speech.speak({ ...newLine(), text: words }, context()));
  clip = { bytes, format: 'mp3', durationMs: 6_000 };
  await speech.close();
});
afterAll(async () => service.close());

describe.each(['v2', 'v1'] as const)('every request of %s', (api) => {
  let requests: readonly DeapiRequest[] = [];
  beforeAll(async () => {
    requests = await allKinds(api);
  });

  test('is as the table of the service’s facts has it', () => {
    expect(requests.flatMap(faultsOf)).toEqual([]);
    expect(service.violations).toEqual([]);
    expect(requests.map(({ status }) => status)).toEqual(requests.map(() => 200));
  });

  test('is of a kind that the table has, and each kind is there', () => {
    const asked = new Set(requests.map(endpointOf));
    const unused = endpoints.filter((each) => each.api === api && !asked.has(each));
    // Nobody asks what a transcription will cost, and the other is an older name.
    const needless = ['/api/v2/audio/transcriptions/price', '/api/v1/client/audiofile2txt'];
    expect(unused.map(({ path }) => path)).toEqual(
      needless.filter((path) => path.startsWith(`/api/${api}/`)),
    );
  });

  test('is found at fault with any of its fields gone, in other words, or of another name', () => {
    const spoils = requests.flatMap((request) => Array.from(spoiled(request)));
    const passed = spoils.filter(([, worse]) => faultsOf(worse).length === 0).map(([how]) => how);
    expect(passed).toEqual([]);
    expect(spoils.length).toBeGreaterThan(60);
  });
});

/** All that the client can ask for, in every mode, once: its requests. */
async function allKinds(api: 'v2' | 'v1'): Promise<readonly DeapiRequest[]> {
  const before = service.requests.length;
  const speech = clientOf(service, api, { webhook, timeouts });
  await speech.listen();
  const { signal } = context();
  const say = async (more: Partial<SpeechRequest>): Promise<SpeechRequest> => {
    const request = { ...newLine(), ...more };
    await bytesOf(await speech.speak(request, context()));
    return request;
  };
  const qwen = { language: 'English' };
  const preset = await say({ speed: 1.25 });
  await say({
    ...qwen,
    model: 'Qwen3_TTS_12Hz_1_7B_CustomVoice',
    voice: { mode: 'preset', id: 'Vivian', style: 'whispering' },
  });
  const base = { ...qwen, model: 'Qwen3_TTS_12Hz_1_7B_Base' };
  await say({ ...base, voice: { mode: 'clone', clip, transcript: words } });
  await say({ ...base, voice: { mode: 'clone', clip } });
  const designed = await say({
    ...qwen,
    model: 'Qwen3_TTS_12Hz_1_7B_VoiceDesign',
    voice: { mode: 'design', description: 'A warm voice' },
  });
  await speech.transcribe(clip, { signal });
  await speech.usdPerChar(preset, signal);
  await speech.usdPerChar(designed, signal);
  await speech.models(signal);
  await speech.balance(signal);
  await speech.job(service.jobs[0]?.id ?? '', signal);
  await speech.close();
  return service.requests.slice(before).filter(({ route }) => route !== 'result');
}

/** The request with one thing wrong, in each of the places where that is possible. */
function* spoiled(request: DeapiRequest): Generator<readonly [how: string, worse: DeapiRequest]> {
  const { fields, route, encoding, path } = request;
  if (encoding === undefined) {
    const sign = path.includes('?') ? '&' : '?';
    yield [`${route} with a parameter`, { ...request, path: `${path}${sign}sort=name` }];
    return;
  }
  yield [`${route} otherwise encoded`, { ...request, encoding: 'other' }];
  yield [`${route} with a field`, { ...request, fields: { ...fields, emotion: 'joy' } }];
  for (const name of Object.keys(endpointOf(request)?.fields ?? {}))
    yield* spoiledIn(request, name);
}

function* spoiledIn(
  request: DeapiRequest,
  name: string,
): Generator<readonly [how: string, worse: DeapiRequest]> {
  const { fields, files, route } = request;
  const { [name]: value, ...rest } = fields;
  const { [name]: file, ...others } = files;
  const { required, requiredFor, type, values } = endpointOf(request)?.fields[name] ?? {};
  const isNeeded = required === true || requiredFor === (fields['mode'] ?? 'custom_voice');
  if (value !== undefined && (isNeeded || name === 'count_text'))
    yield [`${route} without ${name}`, { ...request, fields: rest }];
  if (value !== undefined && (type !== 'text' || values !== undefined))
    yield [`${route} with ${name} in words`, { ...request, fields: { ...rest, [name]: 'many' } }];
  if (file)
    yield [
      `${route} with ${name} as text`,
      { ...request, files: others, fields: { ...fields, [name]: 'my voice' } },
    ];
}
