import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { workerEnvironment } from '#call/worker-environment.ts';
import { loadConfig, strangers, variableNames } from '#config.ts';
import { ConfigError } from '#errors.ts';
import { loadNodeConfig } from '#node-config.ts';
import { capsOf, memoryHere } from '#ops/memory.js';
import { variableName } from '#ops/variables.ts';
import { loadSpeechWorkerConfig } from '#speech-worker-config.ts';
import { aboutEngine, engineNames, fallbackNames } from '#speech/engine-names.ts';
import { variablesOf } from '#speech/engine-settings.ts';
import { doubts } from '#vain-variables.ts';

const token = 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB';
const sharedSecret = 'f00d'.repeat(16);
const usualDiscord = {
  token,
  apiUrl: 'https://discord.com/api',
  cdnHosts: ['cdn.discordapp.com', 'media.discordapp.net'],
  tellsOfTyping: false,
  shards: 'auto',
};

test('a token alone is a whole configuration: the built-in engine speaks', () => {
  expect(loadConfig({ DISCORD_TOKEN: token })).toEqual({
    discord: usualDiscord,
    engines: expect.objectContaining({
      deapi: {
        key: undefined,
        url: 'https://api.deapi.ai',
        api: 'v2',
        delivery: 'auto',
        tier: undefined,
        resultHosts: undefined,
        webhookSecret: undefined,
        clientId: undefined,
        socketUrl: 'wss://soketi.deapi.ai/app/depin-api-prod-key',
      },
      openai: { url: undefined, key: undefined, model: undefined },
      local: { models: './models' },
      embedded: {},
    }),
    engine: 'embedded',
    fallback: 'embedded',
    budgets: [],
    owners: { ids: [], guildId: undefined },
    dataFolder: './data',
    makesSpeech: true,
    leaveAfterMs: 300_000,
    callsPerProcess: 100,
    keptSpeech: { maxAgeMs: 3 * 24 * 3_600_000, maxBytes: 512 * 2 ** 20 },
    memory: { ...memoryHere(), caps: capsOf(memoryHere().bytes) },
    log: { level: 'info', format: undefined },
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
  ['DEAPI_TIER', '', 'deapi', 'tier', undefined],
  ['DEAPI_TIER', 'premium', 'deapi', 'tier', 'premium'],
  ['DEAPI_DELIVERY', '', 'deapi', 'delivery', 'auto'],
  ['DEAPI_DELIVERY', 'gateway', 'deapi', 'delivery', 'gateway'],
  ['DEAPI_SAMPLE_RATE', '48000', 'deapi', 'sampleRate', 48_000],
  ['DEAPI_GATEWAY_URL', 'http://127.0.0.1:81/v1/', 'deapi', 'gatewayUrl', 'http://127.0.0.1:81/v1'],
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
  ['DEAPI_DELIVERY', 'fast'],
  ['DEAPI_GATEWAY_URL', 'http://oai.deapi.ai'],
  ['DEAPI_SAMPLE_RATE', '48 kHz'],
  ['SPEECH_ENGINE', 'espeak'],
  ['SPEECH_ENGINE', 'deapi'],
  ['SPEECH_ENGINE', 'openai'],
  ['SPEECH_FALLBACK', 'deapi'],
  ['LOG_LEVEL', 'loud'],
  ['LOG_FORMAT', 'xml'],
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

test('a gateway that is wanted beside another server has to be named', () => {
  const given = {
    DISCORD_TOKEN: token,
    DEAPI_URL: 'https://deapi.example',
    DEAPI_DELIVERY: 'gateway',
  };
  expect(problemOf(() => loadConfig(given))).toMatch(/DEAPI_GATEWAY_URL/);
  loadConfig({ ...given, DEAPI_GATEWAY_URL: 'https://gateway.example' });
  loadConfig({ ...given, DEAPI_DELIVERY: 'auto' });
  loadConfig({ DISCORD_TOKEN: token, DEAPI_DELIVERY: 'gateway' });
});

function problemOf(load: () => unknown): string {
  try {
    load();
    return '';
  } catch (error) {
    return String(error);
  }
}

test.each<[string, string, object, Record<string, string>?]>([
  ['LEAVE_AFTER_MINUTES', '0.5', { leaveAfterMs: 30_000 }],
  ['LEAVE_AFTER_MINUTES', '0', { leaveAfterMs: 0 }],
  ['LEAVE_AFTER_MINUTES', '1440', { leaveAfterMs: 24 * 3_600_000 }],
  ['DISCORD_TYPING', 'on', { discord: { ...usualDiscord, tellsOfTyping: true } }],
  ['DISCORD_TYPING', 'off', { discord: usualDiscord }],
  ['CALLS_PER_PROCESS', '1', { callsPerProcess: 1 }],
  ['CALLS_PER_PROCESS', '99', { callsPerProcess: 99 }],
  [
    'BUDGET_BOT',
    '0.50 usd/day, 10 USD/month, 20000 chars / day',
    {
      budgets: [
        { scope: 'bot', period: 'day', usd: 0.5, chars: 20_000 },
        { scope: 'bot', period: 'month', usd: 10 },
      ],
    },
  ],
  ['BUDGET_SERVER', '0 usd/day', { budgets: [{ scope: 'server', period: 'day', usd: 0 }] }],
  ['BUDGET_PERSON', '9 chars/month', { budgets: [{ scope: 'person', period: 'month', chars: 9 }] }],
  ['KEPT_SPEECH_DAYS', '0.5', { keptSpeech: { maxAgeMs: 12 * 3_600_000 } }],
  ['KEPT_SPEECH_MB', '64', { keptSpeech: { maxBytes: 64 * 2 ** 20 } }],
  ['CRIER_MEMORY', '512MB', { memory: { bytes: 2 ** 29, of: 'CRIER_MEMORY' } }],
  ['CRIER_MEMORY', '1.5 gb', { memory: { bytes: 1.5 * 2 ** 30, of: 'CRIER_MEMORY' } }],
  ['LOG_LEVEL', 'debug', { log: { level: 'debug' } }],
  ['LOG_FORMAT', 'pretty', { log: { format: 'pretty' } }],
  ['SPEECH_FALLBACK', 'none', { fallback: 'none' }],
  ['CRIER_DATA', ' /srv/crier ', { dataFolder: '/srv/crier' }],
  [
    'DATABASE_URL',
    'postgres://crier:s%40cret@localhost:5432/crier',
    { databaseUrl: 'postgres://crier:s%40cret@localhost:5432/crier', secrets: [token, 's@cret'] },
  ],
  // The way beyond this machine and its network is encrypted, and by a certificate that is believed.
  [
    'DATABASE_URL',
    'postgresql://crier@db.example.org/crier',
    { databaseUrl: 'postgresql://crier@db.example.org/crier?sslmode=verify-full' },
  ],
  [
    'DATABASE_URL',
    'postgres://crier@db/crier?sslmode=require',
    { databaseUrl: 'postgres://crier@db/crier?sslmode=verify-full' },
  ],
  [
    'DATABASE_URL',
    'postgres:///crier?host=/run/postgresql',
    { databaseUrl: 'postgres:///crier?host=/run/postgresql' },
  ],
  ['SHARDS', 'auto', { discord: { shards: 'auto' } }],
  [
    'SHARDS',
    '2-3/4',
    { discord: { shards: { first: 2, last: 3, count: 4 } } },
    { DATABASE_URL: 'postgres://crier@localhost/crier' },
  ],
  [
    'SPEECH_QUEUE',
    'bullmq',
    { speechQueue: { redisUrl: undefined }, secret: sharedSecret, secrets: [token, sharedSecret] },
    { DATABASE_URL: 'postgres://crier@localhost/crier', CRIER_SECRET: sharedSecret },
  ],
  [
    'SPEECH_MADE',
    'elsewhere',
    { makesSpeech: false },
    {
      SPEECH_QUEUE: 'bullmq',
      DATABASE_URL: 'postgres://crier@localhost/crier',
      CRIER_SECRET: sharedSecret,
    },
  ],
  [
    'REDIS_URL',
    'redis://:s%40cret@localhost:6379',
    {
      speechQueue: { redisUrl: 'redis://:s%40cret@localhost:6379' },
      secrets: [token, 's@cret', sharedSecret],
    },
    {
      SPEECH_QUEUE: 'bullmq',
      DATABASE_URL: 'postgres://crier@localhost/crier',
      CRIER_SECRET: sharedSecret,
    },
  ],
  ['SHARDS', '0-3/4', { discord: { shards: { first: 0, last: 3, count: 4 } } }],
  ['SHARDS', '0/1', { discord: { shards: { first: 0, last: 0, count: 1 } } }],
  ['CRIER_DICTIONARY', 'words.csv', { dictionaryFile: 'words.csv' }],
  ['CRIER_LOCALES', 'words', { localesFolder: 'words' }],
])('%s=%s is what the operator decides', (name, value, decided, others = {}) => {
  expect(loadConfig({ DISCORD_TOKEN: token, ...others, [name]: value })).toMatchObject(decided);
});

test.each<[string, string, Record<string, string>?]>([
  ['LEAVE_AFTER_MINUTES', '-1'],
  ['LEAVE_AFTER_MINUTES', '5m'],
  ['LEAVE_AFTER_MINUTES', '1e3'],
  ['KEPT_SPEECH_DAYS', '0.0'],
  ['KEPT_SPEECH_DAYS', 'ever'],
  ['KEPT_SPEECH_MB', '0'],
  ['KEPT_SPEECH_MB', '1.5'],
  ['CRIER_MEMORY', '512'],
  ['CRIER_MEMORY', '64MB'],
  ['CRIER_MEMORY', 'all'],
  ['DISCORD_TYPING', 'yes'],
  ['CALLS_PER_PROCESS', '0'],
  ['CALLS_PER_PROCESS', '101'],
  ['CALLS_PER_PROCESS', '1.5'],
  ['BUDGET_BOT', '5'],
  ['BUDGET_BOT', '5 usd'],
  ['BUDGET_SERVER', '1 usd/week'],
  ['BUDGET_SERVER', '-1 usd/day'],
  ['BUDGET_PERSON', '1 usd/day, 2 usd/day'],
  ['OPENAI_SPEECH_KEY', 'your-key'],
  ['DATABASE_URL', 'mysql://localhost/crier'],
  ['DATABASE_URL', 'localhost:5432'],
  ['DATABASE_URL', 'postgres://crier:password@localhost/crier'],
  ['DATABASE_URL', 'postgres://crier@db.example.org/crier?sslmode=disable'],
  ['DATABASE_URL', 'postgres://crier@db.example.org/crier?sslmode=no-verify'],
  ['DATABASE_URL', 'postgres://crier@localhost/crier?password=hunter2-long-secret'],
  ['SHARDS', '4'],
  ['SHARDS', '0-4/4'],
  ['SHARDS', '3-2/4'],
  ['SHARDS', '0/0'],
  // Processes that share them share a database.
  ['DATABASE_URL', '', { SHARDS: '0-1/4' }],
  ['DATABASE_URL', '', { SPEECH_QUEUE: 'bullmq', CRIER_SECRET: sharedSecret }],
  ['CRIER_SECRET', '', { SPEECH_QUEUE: 'bullmq', DATABASE_URL: 'postgres://crier@localhost/c' }],
  ['CRIER_SECRET', 'too short'],
  ['REDIS_URL', 'http://localhost'],
  ['OWNER_IDS', 'ann'],
  ['OWNER_IDS', '123456789012345678, 12'],
  ['OWNER_SERVER', 'https://discord.gg/x'],
  ['DISCORD_TOKEN', `${token}.more`],
])('%s=%s stops the start as well', (name, value, others = {}) => {
  expect(() => loadConfig({ DISCORD_TOKEN: token, ...others, [name]: value })).toThrow(name);
});

test('owners are ids, and a server of theirs is of no use without them', () => {
  const [ann, bea, desk] = ['123456789012345678', '12345678901234567890', '123456789012345679'];
  const load = (variables: object) => loadConfig({ DISCORD_TOKEN: token, ...variables });
  expect(load({ OWNER_IDS: `${ann}, ${bea},`, OWNER_SERVER: desk }).owners).toEqual({
    ids: [ann, bea],
    guildId: desk,
  });
  expect(() => load({ OWNER_SERVER: desk })).toThrow('OWNER_IDS');
});

test.each([
  ['https://bot.example/crier/', undefined, 'https://bot.example/crier', '127.0.0.1', 8787],
  ['https://bot.example', '0.0.0.0:80', 'https://bot.example', '0.0.0.0', 80],
  ['https://bot.example', '[::1]:8788', 'https://bot.example', '::1', 8788],
  ['https://bot.example:8443/a?b=c', 'crier:1', 'https://bot.example:8443/a?b=c', 'crier', 1],
])('WEBHOOK_URL=%s with WEBHOOK_LISTEN=%s is taken', (given, listen, url, host, port) => {
  const variables = { WEBHOOK_URL: given, WEBHOOK_LISTEN: listen };
  expect(loadConfig({ DISCORD_TOKEN: token, ...variables }).webhook).toEqual({
    url,
    listen: { host, port },
  });
});

test.each([
  ['9464', '127.0.0.1', 9464],
  ['127.0.0.2:80', '127.0.0.2', 80],
  ['0.0.0.0:9464', '0.0.0.0', 9464],
  ['[::]:9464', '::', 9464],
])('METRICS_LISTEN=%s is taken', (given, host, port) => {
  const { metricsListen } = loadConfig({ DISCORD_TOKEN: token, METRICS_LISTEN: given });
  expect(metricsListen).toEqual({ host, port });
});

test('what is said of voice nodes counts in the role that has them', () => {
  const secret = 'of-thirty-two-characters-at-least';
  const nodes = { VOICE_NODES: 'a.example:8790', VOICE_NODE_SECRET: secret };
  const alone = { DISCORD_TOKEN: token, ...nodes };
  expect(doubts(loadConfig(alone), alone)).toEqual([
    'VOICE_NODES and VOICE_NODE_SECRET have no effect: CRIER_ROLE is all.',
  ]);
  const gateway = { ...alone, CRIER_ROLE: 'gateway', VOICE_NODE_LISTEN: '127.0.0.1:8790' };
  expect(doubts(loadConfig(gateway), gateway)).toEqual([
    'VOICE_NODE_LISTEN has no effect: CRIER_ROLE is gateway.',
  ]);
});

test('a voice node reads the secret that a gateway reads, and names it where it is missing or short', () => {
  const secret = 'of-thirty-two-characters-at-least';
  const given = { CRIER_ROLE: 'voice', VOICE_NODE_SECRET: ` ${secret} ` };
  expect(loadNodeConfig(given).secret).toBe(secret);
  const gateway = { ...given, DISCORD_TOKEN: token, CRIER_ROLE: 'gateway', VOICE_NODES: 'a:1' };
  expect(loadConfig(gateway).voiceNodes?.secret).toBe(secret);
  for (const VOICE_NODE_SECRET of ['', 'short'])
    expect(messageOf(() => loadNodeConfig({ ...given, VOICE_NODE_SECRET }))).toContain(
      'VOICE_NODE_SECRET',
    );
});

test('a speech worker needs a database and a secret, and no token, and has the queue without a word about it', () => {
  const given = {
    CRIER_ROLE: 'speech',
    DATABASE_URL: 'postgres://crier@localhost/crier',
    CRIER_SECRET: sharedSecret,
    BUDGET_BOT: '1 usd/day',
  };
  expect(loadSpeechWorkerConfig(given)).toMatchObject({
    speechQueue: { redisUrl: undefined },
    makesSpeech: true,
    secret: sharedSecret,
    budgets: [{ scope: 'bot', usd: 1 }],
    secrets: [sharedSecret],
  });
  for (const missing of ['DATABASE_URL', 'CRIER_SECRET'])
    expect(messageOf(() => loadSpeechWorkerConfig({ ...given, [missing]: '' }))).toContain(missing);
});

test('who makes speech is of no effect without a queue', () => {
  const given = { DISCORD_TOKEN: token, SPEECH_MADE: 'elsewhere' };
  expect(doubts(loadConfig(given), given)).toEqual([
    'SPEECH_MADE has no effect: SPEECH_QUEUE is off.',
  ]);
  expect(loadConfig(given).makesSpeech).toBe(true);
});

test('a voice node with a database is found there by an address that gateways reach, and needs no list', () => {
  const secret = 'of-thirty-two-characters-at-least';
  const DATABASE_URL = 'postgres://node:pass-word@10.0.0.1:5432/crier';
  const given = { CRIER_ROLE: 'voice', VOICE_NODE_SECRET: secret, DATABASE_URL };
  expect(loadNodeConfig(given)).toMatchObject({
    address: '127.0.0.1:8790',
    weight: 1,
    maxCalls: Infinity,
    secrets: [secret, 'pass-word'],
  });
  const everywhere = { ...given, VOICE_NODE_LISTEN: '0.0.0.0:8790' };
  expect(messageOf(() => loadNodeConfig(everywhere))).toContain('VOICE_NODE_ADDRESS');
  const named = { ...everywhere, VOICE_NODE_ADDRESS: '10.0.0.2:8790', VOICE_NODE_WEIGHT: '2' };
  expect(loadNodeConfig(named)).toMatchObject({ address: '10.0.0.2:8790', weight: 2 });
  const gateway = { ...given, DISCORD_TOKEN: token, CRIER_ROLE: 'gateway' };
  expect(loadConfig(gateway).voiceNodes?.places).toEqual([]);
  expect(messageOf(() => loadConfig({ ...gateway, DATABASE_URL: '' }))).toContain('VOICE_NODES');
});

test('nothing is translated unless the operator says by whom', () => {
  expect(loadConfig({ DISCORD_TOKEN: token }).translation).toBeUndefined();
  const key = { DISCORD_TOKEN: token, TRANSLATE_KEY: 'a-secret-key' };
  expect(doubts(loadConfig(key), key)).toEqual([
    'TRANSLATE_KEY has no effect: TRANSLATE_URL is missing.',
  ]);
});

test('a service that translates is known by its host, or as the operator says, and its key is a secret', () => {
  const given = { DISCORD_TOKEN: token, TRANSLATE_URL: 'http://127.0.0.1:5000/' };
  expect(loadConfig(given).translation).toEqual({
    url: 'http://127.0.0.1:5000',
    key: undefined,
    name: '127.0.0.1:5000',
  });
  const more = { ...given, TRANSLATE_KEY: 'a-secret-key', TRANSLATE_NAME: 'Our own' };
  const { translation, secrets } = loadConfig(more);
  expect(translation).toMatchObject({ key: 'a-secret-key', name: 'Our own' });
  expect(secrets).toContain('a-secret-key');
  expect(doubts(loadConfig(more), more)).toEqual([]);
});

test.each([
  ['translate.example', 'expected an address such as https://example.org'],
  ['http://translate.example', 'must be https'],
  ['https://translate.example/translate', 'leave out /translate at its end'],
  ['https://translate.example/translate/', 'leave out /translate at its end'],
])('TRANSLATE_URL=%s is refused: %s', (given, why) => {
  const refused = () => loadConfig({ DISCORD_TOKEN: token, TRANSLATE_URL: given });
  expect(refused).toThrow(why);
  expect(refused).toThrow('TRANSLATE_URL');
});

test('health and metrics are told nowhere unless the operator says where', () => {
  expect(loadConfig({ DISCORD_TOKEN: token }).metricsListen).toBeUndefined();
});

test.each([
  ['on', 'expected a port, such as 9464, or host:port'],
  ['localhost', 'expected a port, such as 9464, or host:port'],
  ['0', 'has the port 0'],
  ['70000', 'has a port above 65535'],
  ['a b:9464', 'expected host:port'],
])('METRICS_LISTEN=%s is refused: %s', (given, why) => {
  const refused = () => loadConfig({ DISCORD_TOKEN: token, METRICS_LISTEN: given });
  expect(refused).toThrow(why);
  expect(refused).toThrow('METRICS_LISTEN');
});

test.each([
  [{ WEBHOOK_URL: 'http://bot.example' }, /WEBHOOK_URL/, 'expected a public address of https'],
  [{ WEBHOOK_URL: 'bot.example' }, /WEBHOOK_URL/, 'expected a public address of https'],
  [{ WEBHOOK_URL: `https://bot.example/${'x'.repeat(2_000)}` }, /WEBHOOK_URL/, 'is too long'],
  [{ WEBHOOK_URL: 'https://ann:pass@bot.example' }, /WEBHOOK_URL/, 'must have no name, password'],
  [{ WEBHOOK_LISTEN: '127.0.0.1:8787' }, /WEBHOOK_URL/, 'WEBHOOK_LISTEN is of no use without it'],
  [
    { WEBHOOK_URL: 'https://bot.example', WEBHOOK_LISTEN: '8787' },
    /WEBHOOK_LISTEN/,
    'expected host:port',
  ],
  [
    { WEBHOOK_URL: 'https://bot.example', WEBHOOK_LISTEN: 'localhost:70000' },
    /WEBHOOK_LISTEN/,
    'has a port above 65535',
  ],
  [
    { WEBHOOK_URL: 'https://bot.example', WEBHOOK_LISTEN: '127.0.0.1:0' },
    /WEBHOOK_LISTEN/,
    'has the port 0',
  ],
  [
    { WEBHOOK_URL: 'https://bot.example', DEAPI_API: 'v1' },
    /DEAPI_WEBHOOK_SECRET/,
    'with DEAPI_API=v1 no job has a secret of its own',
  ],
  [{ DEAPI_CLIENT_ID: 'one two' }, /DEAPI_CLIENT_ID/, 'expected the client id'],
  [{ DEAPI_SOCKET_URL: 'https://soketi.deapi.ai/app/key' }, /DEAPI_SOCKET_URL/, 'wss://'],
  [{ DEAPI_SOCKET_URL: 'wss://soketi.deapi.ai' }, /DEAPI_SOCKET_URL/, 'must end with /app/'],
  [{ DEAPI_SOCKET_URL: 'ws://soketi.deapi.ai/app/key' }, /DEAPI_SOCKET_URL/, 'must be wss'],
])('%j ends the start with a sentence about it', (variables, name, said) => {
  const message = messageOf(() => loadConfig({ DISCORD_TOKEN: token, ...variables }));
  expect(message).toMatch(name);
  expect(message).toContain(said);
});

test('with the account’s secret v1 can be reported too, and a WebSocket on this machine needs no certificate', () => {
  const { engines } = loadConfig({
    DISCORD_TOKEN: token,
    WEBHOOK_URL: 'https://bot.example',
    DEAPI_API: 'v1',
    DEAPI_WEBHOOK_SECRET: 'sesame',
    DEAPI_CLIENT_ID: 'client_1',
    DEAPI_SOCKET_URL: 'ws://127.0.0.1:6001/app/key',
  });
  expect(engines.deapi).toMatchObject({
    webhookSecret: 'sesame',
    clientId: 'client_1',
    socketUrl: 'ws://127.0.0.1:6001/app/key',
  });
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
    const about = aboutEngine(engine);
    const { field } = about.needs ?? about.unready?.({ models: './models' }) ?? {};
    const said = field === undefined ? 'nothing was thrown' : variableName(about, field);
    expect(messageOf(load)).toContain(said);
  });

  test('no worker sees its variables', () => {
    expect(workerEnvironment(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual({});
  });
});

test('the example has every variable once, and no other', async () => {
  const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
  const names = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gmu)].map(([, name = '']) => name);
  expect(names.toSorted()).toEqual(variableNames.toSorted());
});

test.each([
  ['SPEECH_ENGINE', engineNames],
  ['SPEECH_FALLBACK', [...fallbackNames, 'none']],
])('the operator is told of each engine that %s can be, and of no other', async (name, engines) => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
  const [, inTable = ''] = new RegExp(`^\\| \`${name}\` \\| ([^|]+)`, 'mu').exec(readme) ?? [];
  const told = [...inTable.matchAll(/`(\w+)`/gu)].map(([, engine]) => engine);
  expect(new Set(told)).toEqual(new Set(engines));
  const [comment = ''] = example.split(`\n#${name}=`)[0]?.split('\n\n').slice(-1) ?? [];
  for (const engine of engines) expect(comment).toMatch(new RegExp(`\\b${engine}\\b`, 'u'));
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

describe('settings of an engine that is not in use', () => {
  const told = (given: Record<string, string>): readonly string[] => {
    const environment = { DISCORD_TOKEN: token, ...given };
    return doubts(loadConfig(environment), environment);
  };

  test.each<[what: string, given: Record<string, string>, sentences: readonly string[]]>([
    ['none are set', {}, []],
    ['they are in use', { DEAPI_KEY: '1|sesame', WEBHOOK_URL: 'https://example.com/a' }, []],
    [
      'the key is missing',
      { DEAPI_CLIENT_ID: '12', WEBHOOK_URL: 'https://example.com/a' },
      ['DEAPI_CLIENT_ID and WEBHOOK_URL have no effect: DEAPI_KEY is missing.'],
    ],
    [
      'another engine was chosen',
      { SPEECH_ENGINE: 'embedded', DEAPI_KEY: '1|sesame', DEAPI_TIER: ' ' },
      ['DEAPI_KEY has no effect: SPEECH_ENGINE is embedded.'],
    ],
    [
      'there is a server that nobody chose',
      { OPENAI_SPEECH_URL: 'http://localhost:8880/v1' },
      ['OPENAI_SPEECH_URL has no effect: without SPEECH_ENGINE=openai, embedded speaks.'],
    ],
    [
      'there is a server that nobody chose beside a key',
      { DEAPI_KEY: '1|sesame', OPENAI_SPEECH_URL: 'http://localhost:8880/v1' },
      ['OPENAI_SPEECH_URL has no effect: without SPEECH_ENGINE=openai, deapi speaks.'],
    ],
    ['the built-in engine is the one to fall back on', { DEAPI_KEY: '1|sesame' }, []],
  ])('are named when %s', (_, given, sentences) => {
    expect(told(given)).toEqual(sentences);
  });
});
