import { expect, test } from 'vitest';

import { scrubbedCause, scrubber } from '#speech/http/scrub.ts';

// The parts of a stranger's words that go into errors, and with them into the log.

test.each([
  ['a secret', 'the key opensesame1 is bad', 'the key [hidden] is bad'],
  ['a secret in an address', 'GET /?text=what%20they%20say', 'GET /?text=[hidden]'],
  ['each place of it', 'what they say: what they say', '[hidden]: [hidden]'],
  ['any key of deAPI', 'the key 12|abcDEF123 is bad', 'the key [hidden] is bad'],
  // Too short: it would blot out ordinary words.
  ['a short word', 'the voice is bad', 'the voice is bad'],
  ['what is invisible', 'one\u0000\u202Etwo\n', 'one two'],
])('of %s', (_, words, left) => {
  const scrub = scrubber(['opensesame1', 'what they say', 'voice', '']);
  expect(scrub(words)).toBe(left);
});

test('what is long is cut', () => {
  expect(scrubber([])('x'.repeat(200))).toBe('x'.repeat(200));
  expect(scrubber([])('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
});

test('of a failure its name, code and words are left, without secrets, and nothing else', () => {
  const error = Object.assign(new TypeError('sent opensesame1'), {
    code: 'ECONNRESET',
    request: { body: 'opensesame1' },
    cause: new Error('opensesame1'),
  });
  const copy = scrubbedCause(error, scrubber(['opensesame1']));
  expect([copy.name, copy.message]).toEqual(['TypeError', 'ECONNRESET: sent [hidden]']);
  expect(copy.cause).toBeUndefined();
  expect(copy.stack).toBeUndefined();
  expect(Object.keys(copy)).not.toContain('request');
  expect(scrubbedCause('opensesame1', scrubber(['opensesame1'])).message).toBe('[hidden]');
});
