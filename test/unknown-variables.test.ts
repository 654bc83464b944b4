import { expect, test } from 'vitest';

import { loadConfig, strangers } from '#config.ts';

const told = (variables: Record<string, string>): readonly string[] => strangers(variables);

test.each([
  ['DEAPI_KEYS', 'DEAPI_KEY'],
  ['CRIER_DATAS', 'CRIER_DATA'],
  ['DISCORD_TOKENS', 'DISCORD_TOKEN'],
  ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
  ['DISCORDTOKEN', 'DISCORD_TOKEN'],
  ['discord_token', 'DISCORD_TOKEN'],
  ['OPENAI_SPEECH_URI', 'OPENAI_SPEECH_URL'],
  ['SPEECH_ENGIN', 'SPEECH_ENGINE'],
  ['LEAVE_AFTER_MIN', 'LEAVE_AFTER_MINUTES'],
  ['CALL_PER_PROCESS', 'CALLS_PER_PROCESS'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['CRIER_DICTONARY', 'CRIER_DICTIONARY'],
])('%s is named, and %s is what may be meant', (name, nearest) => {
  expect(told({ [name]: 'something' })).toEqual([
    `${name} is no variable of Crier's: did you mean ${nearest}?`,
  ]);
});

test.each([
  'BUDGET_OF_EVERYBODY_TOGETHER',
  'CALLS_PER_WHATEVER_IT_MAY_BE',
  'CRIER_WHATEVER_IT_MAY_BE',
  'DEAPI_WHATEVER_IT_MAY_BE',
  'DISCORD_WHATEVER_IT_MAY_BE',
  'KEPT_SPEECH_WHATEVER_IT_MAY_BE',
  'LEAVE_AFTER_WHATEVER_IT_MAY_BE',
  'SPEECH_WHATEVER_IT_MAY_BE',
  'WEBHOOK_WHATEVER_IT_MAY_BE',
])('%s is meant for Crier, and named although nothing is like it', (name) => {
  expect(told({ [name]: 'something' })).toEqual([expect.stringContaining(name)]);
});

test.each([
  'PATH',
  'HOME',
  'NODE_OPTIONS',
  'OPENAI_API_KEY',
  'LANG',
  'LEVEL',
  'TOKEN',
  'npm_config',
])('%s is somebody else’s', (name) => {
  expect(told({ [name]: 'something' })).toEqual([]);
});

test('what Crier reads, and what is left blank, is not named', () => {
  expect(told({ DISCORD_TOKEN: 'x', LOG_LEVEL: 'info', DEAPI_KEYS: ' ' })).toEqual([]);
});

test('of very many the first are named, and no value of any', () => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`CRIER_${at}`, `secret ${at}`]),
  );
  const sentences = told(many);
  expect(sentences).toHaveLength(11);
  expect(sentences.at(-1)).toBe('And 30 more.');
  expect(sentences.join(' ')).not.toContain('secret');
});

test('a start that fails for a missing variable names the one that may have been meant for it', () => {
  expect(() => loadConfig({ DISCORD_TOKENS: 'secret' })).toThrow(
    /DISCORD_TOKENS is no variable of Crier's: did you mean DISCORD_TOKEN\?/u,
  );
});
