import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { createLog } from '#ops/log.ts';
import { asUtterance, oneThread } from '#ops/utterance.ts';

function opened(format: 'json' | 'pretty') {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'info', format, write: (line) => lines.push(line) }) };
}

const utterances = (lines: readonly string[]): readonly unknown[] =>
  lines.map((line) => (JSON.parse(line) as { utterance?: unknown }).utterance);

test('what is logged of one utterance carries one id, and of nothing else', async () => {
  const { lines, log } = opened('json');
  const speak = async (): Promise<void> => {
    log.info({}, 'before a wait');
    await delay(1);
    log.info({}, 'after it');
  };
  await Promise.all([asUtterance(speak), asUtterance(speak)]);
  log.info({}, 'outside');
  const [one, other, ...later] = utterances(lines);
  expect(one).toMatch(/^[\da-f]{8}$/);
  expect(other).toMatch(/^[\da-f]{8}$/);
  expect(one).not.toBe(other);
  expect(later).toEqual([one, other, undefined]);
});

test('what asks for something carries the id of what came of it, from then on', async () => {
  const { lines, log } = opened('json');
  await oneThread(async () => {
    log.info({}, 'nothing is to be said yet');
    await asUtterance(async () => {
      await delay(1);
      log.info({}, 'said');
    });
    log.info({}, 'told');
  });
  const [before, said, told] = utterances(lines);
  expect([before, told]).toEqual([undefined, said]);
  expect(said).toMatch(/^[\da-f]{8}$/);
});

test('a line for people has its time, level, message and fields, and an error’s places below it', () => {
  const { lines, log } = opened('pretty');
  const error = Object.assign(new Error('away'), { code: 'ECONNRESET' });
  asUtterance(() => log.warn({ engine: 'deapi', error }, 'the fallback speaks instead'));
  const [line = ''] = lines;
  const [first = '', second = ''] = line.split('\n');
  expect(first).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3}Z WARN {2}the fallback speaks instead {2}utterance=[\da-f]{8} {2}engine=deapi {2}error=\{"name":"Error","message":"away","code":"ECONNRESET"\}$/,
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

test('a line for programs is one object with its level in a word, its time, its facts and its message', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => lines.push(line) });
  log.debug({}, 'not now');
  log.info({ engine: 'deapi' }, 'ready');
  log.level = 'debug';
  log.debug({}, 'now');
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;
  expect(events).toEqual([
    { level: 'info', time, engine: 'deapi', msg: 'ready' },
    { level: 'debug', time, msg: 'now' },
  ]);
});

test('of an error all fields are logged that tell where it failed, of a few causes, and no others', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => lines.push(line) });
  const telling = {
    code: 'EIO',
    status: 503,
    method: 'GET',
    url: 'https://example.org/',
    failure: 'timeout',
    syscall: 'read',
    address: '127.0.0.1',
    port: 80,
  };
  const others = { requestBody: 'what was sent', text: 'somebody’s words', deep: { code: 1 } };
  let error: Error = new Error('the seventh');
  for (const place of ['sixth', 'fifth', 'fourth', 'third', 'second'])
    error = new Error(`the ${place}`, { cause: error });
  error = Object.assign(new Error('the first', { cause: error }), telling, others);
  log.error({ error }, 'failed');
  const [line = ''] = lines;
  const logged = (JSON.parse(line) as { readonly error: object }).error;
  expect(logged).toMatchObject({ ...telling, name: 'Error', message: 'the first' });
  expect(Object.keys(logged).toSorted()).toEqual(
    [...Object.keys(telling), 'name', 'message', 'stack', 'cause'].toSorted(),
  );
  expect(line).toContain('the sixth');
  expect(line).not.toMatch(/the seventh|what was sent|somebody’s words/);
});
