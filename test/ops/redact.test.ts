import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createLog } from '../../src/ops/log.ts';
import { redact } from '../../src/ops/redact.ts';

const botToken = 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB';
const interactionToken = `aW50ZXJhY3Rpb246${'MTIzNDU2Nzg5MDEyMzQ1Njc4OTpBYkNkRWZHaElq'.repeat(2)}`;
const deapiKey = '1234|AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGh';

test.each([
  ['a bot token', botToken],
  ['a bot token in a header', `authorization: Bot ${botToken}`],
  [
    'an interaction token in a route',
    `POST /api/v10/interactions/1175699012345678901/${interactionToken}/callback`,
  ],
  [
    'a webhook token in a route',
    `/webhooks/1175699012345678901/${'x'.repeat(68)}/messages/@original`,
  ],
  ['an encoded route', encodeURIComponent(`/webhooks/1175699012345678901/${'x'.repeat(68)}/`)],
  ['an interaction token alone', interactionToken],
  ['a deAPI key', deapiKey],
  ['an encoded deAPI key', encodeURIComponent(deapiKey)],
  ['a bearer', `Bearer ${deapiKey}`],
  ['an OpenAI-style key', 'sk-proj-abcdefghijklmnopqrstuv'],
])('%s is hidden', (_, text) => {
  const clean = redact(`before ${text} after`);
  for (const secret of [
    botToken,
    interactionToken,
    deapiKey,
    'x'.repeat(68),
    'sk-proj',
    deapiKey.slice(5),
  ])
    expect(clean).not.toContain(secret);
  expect(clean).toContain('[redacted]');
  expect(clean.startsWith('before ')).toBe(true);
  expect(clean.endsWith(' after')).toBe(true);
});

test('ordinary lines stay as they are', () => {
  const text =
    'guild 1175699012345678901 joined channel 1175699012345678902 in 12.5 ms, version 14.28.1 of discord.js';
  expect(redact(text)).toBe(text);
});

test('secrets of this process are hidden whatever their shape, in every notation', () => {
  const secret = 'p"s ecret/1|2';
  const text = `${secret} ${encodeURIComponent(secret)} ${JSON.stringify({ secret })}`;
  expect(redact(text, [secret])).toBe('[redacted] [redacted] {"secret":"[redacted]"}');
});

test('no nesting of errors and values brings a secret into the log, nor the body that was sent', () => {
  const secrets = fc.constantFrom(botToken, interactionToken, deapiKey);
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
      for (const secret of [botToken, interactionToken, deapiKey])
        expect(line).not.toContain(secret);
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
