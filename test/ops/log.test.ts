import { expect, test } from 'vitest';

import { createLog } from '#ops/log.ts';

test('a line for people has its time, level, message and fields, and an error’s places below it', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'pretty', write: (line) => lines.push(line) });
  const error = Object.assign(new Error('away'), { code: 'ECONNRESET' });
  log.warn({ engine: 'deapi', error }, 'the fallback speaks instead');
  const [line = ''] = lines;
  const [first = '', second = ''] = line.split('\n');
  expect(first).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3}Z WARN {2}the fallback speaks instead {2}engine=deapi {2}error=\{"name":"Error","message":"away","code":"ECONNRESET"\}$/,
  );
  expect(second).toBe('    Error: away');
  expect(line.endsWith('\n')).toBe(true);
});

test('nothing in a line for people moves a terminal’s cursor, and secrets are hidden there, too', () => {
  const lines: string[] = [];
  const log = createLog({
    level: 'info',
    format: 'pretty',
    secrets: ['a secret'],
    write: (line) => lines.push(line),
  });
  log.info({ why: 'a\u001B[2Jb\u202Ec\nd', of: 'a secret' }, 'told\u001B[1A');
  expect(lines.join('').trimEnd()).not.toMatch(/[\p{Cc}\p{Bidi_C}]|a secret/u);
});
