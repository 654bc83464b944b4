import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createLog } from '#ops/log.ts';
import { redact } from '#ops/redact.ts';

const botToken = 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB';
const interactionToken = `aW50ZXJhY3Rpb246${'MTIzNDU2Nzg5MDEyMzQ1Njc4OTpBYkNkRWZHaElq'.repeat(2)}`;
const deapiKey = '1234|AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGh';

/** Texts that show by themselves that they are secrets, wherever they stand. */
const known = [
  ['a bot token', botToken],
  ['an interaction token', interactionToken],
  ['a deAPI key', deapiKey],
  ["a key of deAPI's gateway", `dpn-sk-${deapiKey}`],
  ['an OpenAI-style key', 'sk-proj-abcdefghijklmnopqrstuv'],
] as const;
/** Texts that show it by where they stand. */
const opaque = 'Zx_9-'.repeat(14);

const notations: readonly (readonly [where: string, as: (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['in an address', (secret) => `https://x.example/${encodeURIComponent(secret)}/files?a=1`],
  [
    'in an address within an address',
    (secret) => `?next=${encodeURIComponent(`https://x/${encodeURIComponent(secret)}`)}`,
  ],
  ['in JSON', (secret) => JSON.stringify({ body: secret })],
  ['in JSON within JSON', (secret) => JSON.stringify(JSON.stringify({ body: secret }))],
];
const places: readonly (readonly [where: string, as: (secret: string) => string])[] = [
  ['of a header', (secret) => `authorization: Bearer ${secret}`],
  ['of a header in lower case', (secret) => `["authorization","bearer ${secret}"]`],
  ['of a header of a bot', (secret) => `Authorization: Bot ${secret}`],
  ['of basic authorization', (secret) => `authorization: Basic ${btoa(secret)}`],
  ['of a header for keys', (secret) => `x-api-key: ${secret}`],
  ['in a dump of headers', (secret) => `{"x-api-key":"${secret}"}`],
  ['of a query', (secret) => `https://x.example/a?page=2&api_key=${secret}&b=1`],
  ['of the query of a token', (secret) => `https://x.example/a?access_token=${secret}`],
  ['before a host', (secret) => `http://crier:${secret}@proxy.example:3128/`],
  ['of a webhook', (secret) => `https://discord.com/api/webhooks/1175699012345678901/${secret}`],
  [
    'of a webhook in a thread',
    (secret) => `/api/v10/webhooks/1175699012345678901/${secret}?thread_id=1175699012345678902`,
  ],
  [
    'of an interaction',
    (secret) => `POST /api/v10/interactions/1175699012345678901/${secret}/callback`,
  ],
  [
    'of a webhook in PHP’s JSON',
    (secret) =>
      `https:\\/\\/discord.com\\/api\\/webhooks\\/1175699012345678901\\/${secret}\\/slack`,
  ],
  [
    'of an encoded webhook',
    (secret) =>
      encodeURIComponent(encodeURIComponent(`/webhooks/1175699012345678901/${secret}/messages`)),
  ],
];

test.each([
  ...known.flatMap(([what, secret]) =>
    notations.map(([where, as]) => [what, where, secret, as(secret)] as const),
  ),
  ...places.map(([where, as]) => ['a secret', where, opaque, as(opaque)] as const),
])('%s %s is hidden, and nothing around it', (_, __, secret, text) => {
  const clean = redact(`before ${text} after`);
  for (const part of [secret, secret.slice(-20), btoa(secret)]) expect(clean).not.toContain(part);
  expect(clean).toContain('[redacted]');
  expect(clean.startsWith('before ')).toBe(true);
  expect(clean.endsWith(' after')).toBe(true);
});

test('ordinary lines stay as they are', () => {
  const text =
    'guild 1175699012345678901 joined channel 1175699012345678902 in 12.5 ms, version 14.28.1 of discord.js';
  expect(redact(text)).toBe(text);
  for (const harmless of [
    'https://api.deapi.ai/api/v2/models?page=2&per_page=50',
    'http://127.0.0.1:8880/v1/audio/speech at 10:15@host',
    'the token is gone, and the key: none',
    '/api/v10/webhooks/1175699012345678901',
    'the bearer of bad news',
    'the Bot started',
  ])
    expect(redact(harmless)).toBe(harmless);
});

test('secrets of this process are hidden whatever their shape, in every notation', () => {
  const secret = 'p"s ecret/1|2';
  const text = `${secret} ${encodeURIComponent(secret)} ${JSON.stringify({ secret })}`;
  expect(redact(text, [secret])).toBe('[redacted] [redacted] {"secret":"[redacted]"}');
});

test('no nesting of errors and values brings a secret into the log, nor the body that was sent', () => {
  const all = known.map(([, secret]) => secret);
  const secrets = fc.constantFrom(...all);
  const nested = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      secrets,
      secrets.map((secret) => encodeURIComponent(secret)),
      secrets.map((secret) =>
        Object.assign(new Error(`at ${secret}`), {
          requestBody: { json: 'their words' },
          url: `https://x/?token=${secret}`,
        }),
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
      tie('value').map((cause) => new Error('outer', { cause })),
    ),
  })).value;
  fc.assert(
    fc.property(nested, (value) => {
      const lines: string[] = [];
      const log = createLog({ level: 'info', write: (line) => lines.push(line) });
      log.error({ error: value, value }, 'failed');
      const line = lines.join('');
      expect(JSON.parse(line)).toMatchObject({ level: 'error', msg: 'failed' });
      for (const secret of all) expect(line).not.toContain(secret);
    }),
  );
});

test('an error is logged with its causes and codes, without what was sent', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', write: (line) => lines.push(line) });
  const error = Object.assign(new Error('outer', { cause: new Error('inner') }), {
    code: 50_035,
    requestBody: { json: { content: 'their words' } },
  });
  log.warn({ error }, 'refused');
  expect(JSON.parse(lines.join(''))).toMatchObject({
    error: { message: 'outer', code: 50_035, cause: { message: 'inner' } },
  });
  expect(lines.join('')).not.toContain('their words');
});

test('a secret that looks like none is not logged either, however it is written', () => {
  const lines: string[] = [];
  const secret = 'plain words & “signs”';
  const log = createLog({ level: 'info', secrets: [secret], write: (line) => lines.push(line) });
  log.info({ secret, at: `https://x/?of=${encodeURIComponent(secret)}` }, `with ${secret}`);
  expect(lines.join('')).toMatch(/\[redacted\].*\[redacted\].*\[redacted\]/);
  expect(lines.join('')).not.toMatch(/plain.{1,5}words/);
});
