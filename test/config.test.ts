import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { workerEnvironment } from '#call/worker-environment.ts';
import { loadConfig, strangers } from '#config.ts';
import { ConfigError } from '#errors.ts';
import { variableName } from '#ops/variables.ts';
import { aboutEngine, engineNames } from '#speech/engine-names.ts';
import { variablesOf } from '#speech/engine-settings.ts';

const token = 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB';

test('a token alone is a whole configuration: the embedded engine speaks', () => {
  expect(loadConfig({ DISCORD_TOKEN: token })).toEqual({
    discord: {
      token,
      apiUrl: 'https://discord.com/api',
      cdnHosts: ['cdn.discordapp.com', 'media.discordapp.net'],
    },
    engines: expect.objectContaining({
      deapi: {
        key: undefined,
        url: 'https://api.deapi.ai',
        api: 'v2',
        tier: 'basic',
        resultHosts: undefined,
      },
      openai: { url: undefined, key: undefined, model: undefined },
      embedded: {},
    }),
    engine: 'embedded',
    fallback: 'embedded',
    dataFolder: './data',
    leaveAfterMs: 300_000,
    callsPerProcess: 100,
    logLevel: 'info',
    secrets: [token],
  });
});

test.each([
  [{}, 'embedded'],
  [{ DEAPI_KEY: '12|abcdef' }, 'deapi'],
  [{ DEAPI_KEY: '12|abcdef', SPEECH_ENGINE: 'embedded' }, 'embedded'],
  [{ OPENAI_SPEECH_URL: 'http://localhost:8880/v1', SPEECH_ENGINE: 'openai' }, 'openai'],
  [{ OPENAI_SPEECH_URL: 'http://localhost:8880/v1' }, 'embedded'],
])('with %j the engine is %s', (variables, engine) => {
  expect(loadConfig({ DISCORD_TOKEN: token, ...variables }).engine).toBe(engine);
});

test.each([
  [
    'DISCORD_API_URL',
    'http://127.0.0.1:4000/api/',
    'discord',
    'apiUrl',
    'http://127.0.0.1:4000/api',
  ],
  ['OPENAI_SPEECH_URL', 'http://kokoro:8880/v1', 'openai', 'url', 'http://kokoro:8880/v1'],
  [
    'OPENAI_SPEECH_URL',
    'http://192.168.1.5:8880/v1',
    'openai',
    'url',
    'http://192.168.1.5:8880/v1',
  ],
  [
    'DISCORD_CDN_HOSTS',
    ' A.example , 127.0.0.1:81',
    'discord',
    'cdnHosts',
    ['a.example', '127.0.0.1:81'],
  ],
  ['DEAPI_RESULT_HOSTS', '*.deapi.ai,[::1]:80', 'deapi', 'resultHosts', ['*.deapi.ai', '[::1]:80']],
  ['DEAPI_API', 'v1', 'deapi', 'api', 'v1'],
  ['DEAPI_TIER', '', 'deapi', 'tier', 'basic'],
])('%s=%s is taken', (name, value, room, key, expected) => {
  const config = loadConfig({ DISCORD_TOKEN: token, [name]: value });
  const part = room === 'discord' ? config.discord : Reflect.get(config.engines, room);
  expect(Reflect.get(part as object, key)).toEqual(expected);
});

test.each([
  ['DISCORD_TOKEN', 'abc'],
  ['DISCORD_TOKEN', `Bot ${token}`],
  ['DISCORD_TOKEN', 'your-token-here'],
  ['DISCORD_TOKEN', '<your token>'],
  ['DISCORD_API_URL', 'discord.com'],
  ['DISCORD_API_URL', 'ftp://discord.com'],
  ['DISCORD_API_URL', 'http://discord.com/api'],
  ['DISCORD_CDN_HOSTS', 'https://cdn.discordapp.com'],
  ['DISCORD_CDN_HOSTS', 'a.example/b'],
  ['DISCORD_CDN_HOSTS', 'a.example,,b.example'],
  ['DEAPI_KEY', 'changeme'],
  ['DEAPI_URL', 'http://api.deapi.ai'],
  ['DEAPI_API', 'v3'],
  ['DEAPI_TIER', 'gold'],
  ['SPEECH_ENGINE', 'espeak'],
  ['SPEECH_ENGINE', 'deapi'],
  ['SPEECH_ENGINE', 'openai'],
  ['SPEECH_FALLBACK', 'deapi'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s stops the start', (name, value) => {
  expect(() => loadConfig({ DISCORD_TOKEN: token, [name]: value })).toThrow(ConfigError);
});

test.each([
  ['http://127.0.0.1:8880', true],
  ['http://[::1]:8880', true],
  ['http://localhost:8880', true],
  ['http://kokoro:8880', true],
  ['http://10.1.2.3:8880', true],
  ['http://11.1.2.3:8880', false],
  ['http://172.15.0.1:8880', false],
  ['http://172.16.0.1:8880', true],
  ['http://172.31.0.1:8880', true],
  ['http://172.32.0.1:8880', false],
  ['http://192.168.1.5:8880', true],
  ['http://192.169.1.5:8880', false],
  ['http://speech.example:8880', false],
  ['http://[2001:db8::1]:8880', false],
  ['https://speech.example', true],
])('a speech server at %s can be had without a certificate: %s', (address, isFine) => {
  const load = () => loadConfig({ DISCORD_TOKEN: token, OPENAI_SPEECH_URL: address });
  const said = isFine ? /^$/ : /OPENAI_SPEECH_URL/;
  expect(problemOf(load)).toMatch(said);
});

function problemOf(load: () => unknown): string {
  try {
    load();
    return '';
  } catch (error) {
    return String(error);
  }
}

test.each([
  ['LEAVE_AFTER_MINUTES', '0.5', { leaveAfterMs: 30_000 }],
  ['LEAVE_AFTER_MINUTES', '0', { leaveAfterMs: 0 }],
  ['LEAVE_AFTER_MINUTES', '1440', { leaveAfterMs: 24 * 3_600_000 }],
  ['CALLS_PER_PROCESS', '1', { callsPerProcess: 1 }],
  ['CALLS_PER_PROCESS', '99', { callsPerProcess: 99 }],
  ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
  ['SPEECH_FALLBACK', 'none', { fallback: 'none' }],
  ['CRIER_DATA', ' /srv/crier ', { dataFolder: '/srv/crier' }],
  ['CRIER_DICTIONARY', 'words.csv', { dictionaryFile: 'words.csv' }],
  ['CRIER_LOCALES', 'words', { localesFolder: 'words' }],
])('%s=%s is what the operator decides', (name, value, decided) => {
  expect(loadConfig({ DISCORD_TOKEN: token, [name]: value })).toMatchObject(decided);
});

test.each([
  ['LEAVE_AFTER_MINUTES', '-1'],
  ['LEAVE_AFTER_MINUTES', '5m'],
  ['LEAVE_AFTER_MINUTES', '1e3'],
  ['CALLS_PER_PROCESS', '0'],
  ['CALLS_PER_PROCESS', '101'],
  ['CALLS_PER_PROCESS', '1.5'],
  ['OPENAI_SPEECH_KEY', 'your-key'],
  ['DISCORD_TOKEN', `${token}.more`],
])('%s=%s stops the start as well', (name, value) => {
  expect(() => loadConfig({ DISCORD_TOKEN: token, [name]: value })).toThrow(name);
});

test('every bad variable is named at once, and no value is repeated', () => {
  const bad = {
    SPEECH_ENGINE: 'openai',
    DEAPI_URL: 'secret-one',
    DEAPI_TIER: 'secret-two',
    LOG_LEVEL: 'secret-three',
  };
  const message = messageOf(() => loadConfig(bad));
  for (const name of ['DISCORD_TOKEN', 'OPENAI_SPEECH_URL', 'DEAPI_URL', 'DEAPI_TIER', 'LOG_LEVEL'])
    expect(message).toContain(name);
  expect(message).not.toContain('secret-');
});

test.each([[{}], [{ DISCORD_TOKEN: '' }], [{ DISCORD_TOKEN: 'your-token-here' }]])(
  'without a token (%j) the message points to the rehearsal',
  (variables) => {
    expect(messageOf(() => loadConfig(variables))).toContain('npm run rehearse');
  },
);

describe.each(engineNames)('of the engine %s', (engine) => {
  const names = variablesOf(engine);
  const needed = aboutEngine(engine).needs;

  test('nothing that is secret by its name gets into the log', () => {
    for (const name of names.filter((each) => /KEY|TOKEN|SECRET|PASSWORD/.test(each)))
      expect(loadConfig({ DISCORD_TOKEN: token, [name]: 'sesame' }).secrets).toContain('sesame');
  });

  test('every variable is explained where the operator looks, and known', async () => {
    const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    for (const name of names) {
      expect(example).toContain(`#${name}=`);
      expect(readme).toContain(`\`${name}\``);
    }
    expect(strangers(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([]);
  });

  test('a variable with a slip in it is named', () => {
    for (const name of names) expect(strangers({ [`${name}Z`]: 'x' })).toHaveLength(1);
  });

  test('what it needs is asked for by the name of its variable when it is chosen', () => {
    const load = () => loadConfig({ DISCORD_TOKEN: token, SPEECH_ENGINE: engine });
    const said = needed ? variableName(aboutEngine(engine), needed.field) : 'nothing was thrown';
    expect(messageOf(load)).toContain(said);
  });

  test('no worker sees its variables', () => {
    expect(workerEnvironment(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual({});
  });
});

test('nothing can change it afterwards', () => {
  const config = loadConfig({ DISCORD_TOKEN: token });
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.discord.cdnHosts)).toBe(true);
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'nothing was thrown';
}
