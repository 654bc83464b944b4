import { expect, test } from 'vitest';

import { loadConfig } from '#config.ts';
import { startLine } from '#start-line.ts';
import type { StartFacts } from '#start-line.ts';

import about from '../package.json' with { type: 'json' };

const well: StartFacts = { applicationId: '123', seesContent: true, has: () => true };

function line(environment: Readonly<Record<string, string>>, facts: Partial<StartFacts> = {}) {
  return startLine(loadConfig({ DISCORD_TOKEN: 'a.b.c', ...environment }), { ...well, ...facts });
}

const deapi = { DEAPI_KEY: '1|key', DEAPI_CLIENT_ID: 'client' };

test('with all that there can be, nothing is off', () => {
  expect(
    line({ ...deapi, CRIER_MEMORY: '512MB', TRANSLATE_URL: 'https://translate.example' }),
  ).toEqual({
    version: about.version,
    engine: 'deapi',
    fallback: 'embedded',
    memory: {
      mb: 512,
      of: 'CRIER_MEMORY',
      heapMb: 256,
      speechMb: 8,
      recordingsMb: 32,
      readers: 2,
      models: 1,
    },
    shards: 'auto',
    delivery: ['auto', 'WebSocket'],
    translation: 'translate.example',
    off: [],
    invite:
      'https://discord.com/oauth2/authorize?client_id=123&scope=bot+applications.commands&permissions=70368747424768',
  });
});

test('a part of the shards is told as it was written', () => {
  const shared = { DATABASE_URL: 'postgres://crier@localhost/crier' };
  expect(line({ ...shared, SHARDS: '0-1/4' }).shards).toBe('0-1/4');
  expect(line({ ...shared, SHARDS: '3-3/4' }).shards).toBe('3/4');
});

test.each([
  [{}, {}, /deAPI, clones and designs: DEAPI_KEY is missing/u],
  [{ ...deapi, SPEECH_ENGINE: 'embedded' }, {}, /clones and designs: SPEECH_ENGINE is embedded/u],
  [
    { SPEECH_ENGINE: 'openai', OPENAI_SPEECH_URL: 'http://localhost:1/v1' },
    {},
    /^clones and designs: SPEECH_ENGINE is openai/u,
  ],
  [{ ...deapi, SPEECH_FALLBACK: 'none' }, {}, /SPEECH_FALLBACK is none/u],
  [{ DEAPI_KEY: '1|key' }, {}, /neither DEAPI_CLIENT_ID nor WEBHOOK_URL/u],
  [deapi, { seesContent: false }, /Message Content Intent is off/u],
  [deapi, { has: (name: string) => !name.includes('espeak') }, /languages other than English/u],
  [deapi, { has: (name: string) => !name.includes('aac') }, /recordings in m4a/u],
] as const)('%j with %j: one thing is off, and it is said why', (environment, facts, why) => {
  expect(line(environment, facts).off).toEqual([expect.stringMatching(why)]);
});

test.each([
  [{}, []],
  [{ SPEECH_ENGINE: 'openai', OPENAI_SPEECH_URL: 'http://localhost:1/v1' }, ['stream']],
  [
    { DEAPI_KEY: '1|key', DEAPI_DELIVERY: 'jobs', WEBHOOK_URL: 'https://bot.example' },
    ['jobs', 'webhook'],
  ],
])('with %j sound comes by %j', (environment, delivery) => {
  expect(line(environment)).toMatchObject({ delivery });
});

test('no key is in it', () => {
  expect(JSON.stringify(line(deapi))).not.toContain('1|key');
});
