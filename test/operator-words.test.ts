import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import { operatorWords } from '#operator-words.ts';
import { knows } from '#text/dictionary/dictionary.ts';
import { compiledProblem } from '#text/dictionary/patterns.ts';

const folder = mkdtempSync(join(tmpdir(), 'crier-operator-'));
const vetPattern = async (pattern: string) => compiledProblem(pattern);
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Uint8Array): string {
  const path = join(folder, 'words');
  writeFileSync(path, content);
  return path;
}

test.each([
  ['CSV', 'word,say\nnginx,engine x\n'],
  ['JSON', '[{"word":"nginx","say":"engine x"}]'],
])('a file of %s is taken', async (_, content) => {
  expect(knows([await operatorWords(file(content), vetPattern)], 'nginx')).toBe(true);
});

test('without a file there are no words', async () => {
  expect((await operatorWords(undefined, vetPattern)).size).toBe(0);
});

test.each([
  ['a bad row', 'word,say\nok,fine\n,nothing\n', /Row 2: The word is missing/],
  ['a bad pattern', 'word,say,match\n(a+,b,pattern\n', /“\(a\+”: .*no regular expression/],
  ['a word twice', 'word,say\nok,fine\nOK,good\n', /“OK”: The word is in the list already/],
  ['a sound', 'word,sound\nok,x.mp3\n', /“ok”: Only servers and people have sounds/],
  ['no table', 'hello\nworld\n', /must name the columns/],
  ['no text', Uint8Array.of(0xff, 0xfe, 0x00), /UTF-8/],
])('%s stops the start, and is named', async (_, content, message) => {
  const opening = operatorWords(file(content), vetPattern);
  await expect(opening).rejects.toThrow(ConfigError);
  await expect(opening).rejects.toThrow(message);
});

test('thousands of words are taken', async () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => `word${at},say ${at}\n`).join('');
  expect((await operatorWords(file(`word,say\n${rows}`), vetPattern)).size).toBe(5_000);
});

test('of very many bad rows the first ten are named, and how many more there are', async () => {
  const rows = Array.from({ length: 12 }, (_, at) => `,say ${at}\n`).join('');
  const opening = operatorWords(file(`word,say\n${rows}`), vetPattern);
  await expect(opening).rejects.toThrow(/Row 10: [^\n]*\n✖ And 2 more\.$/);
});

test('a pattern that looks well and is too slow stops the start as well', async () => {
  const slow = async () => ({ kind: 'slow-pattern' }) as const;
  const opening = operatorWords(file('word,say,match\na+,b,pattern\n'), slow);
  await expect(opening).rejects.toThrow(/“a\+”: /);
});

test('a file that is not there stops the start', async () => {
  await expect(operatorWords(join(folder, 'none'), vetPattern)).rejects.toThrow(
    /can't be read \(ENOENT\)/,
  );
});
