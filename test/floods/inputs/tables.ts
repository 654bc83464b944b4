import type { FileInput } from '@crier/rehearsal/discord/interactions/option-input.ts';

import { fileBounds } from '#features/files/intake.ts';

import type { Flood } from '../flood.ts';
import type { Stage } from '../stage.ts';

/*
 * Tables of words. Each as large as it was when it froze every server, and as large as the bot takes: what is refused for its
 * size alone would prove nothing of what isn't.
 */

const fits = fileBounds.table.maxBytes;
/** How often somebody tries it in a row. */
const times = 6;

const csv = (text: string): FileInput => ({
  filename: 'words.csv',
  contentType: 'text/csv',
  bytes: Buffer.from(text),
});
const json = (text: string): FileInput => ({ filename: 'words.json', bytes: Buffer.from(text) });

/** The same shape in both sizes, so often in turn. */
async function given(
  stage: Stage,
  file: (text: string) => FileInput,
  table: (bytes: number) => string,
  largeBytes: number,
): Promise<void> {
  const files = [largeBytes, fits].map((bytes) => file(table(bytes)));
  for (let time = 0; time < times; time += 1)
    for (const each of files) stage.use('pronounce import', { file: each });
  await stage.answered();
}

/** Repeated up to the size, and never beyond it. */
const filled = (bytes: number, head: string, line: string, tail = ''): string =>
  head +
  line.repeat(Math.max(0, Math.floor((bytes - head.length - tail.length) / line.length))) +
  tail;

const columnNames = (bytes: number): string => {
  const head = 'word,say';
  let names = '';
  for (let at = 0; head.length + names.length < bytes - 8; at += 1) names += `,c${at}`;
  return `${head}${names}\n`;
};

/** Expands to millions of instructions. */
const nested = `(?:${'(?:\\pL{30}){30}'.repeat(11)})`;
const nestedJson = JSON.stringify({ word: nested, say: 'b', match: 'pattern' });

const shapes: readonly (readonly [
  string,
  string,
  (text: string) => FileInput,
  (bytes: number) => string,
  number,
])[] = [
  [
    'import/columns',
    'tables of 100,000 columns and as many rows as fit',
    csv,
    (bytes) => filled(bytes, columnNames(Math.floor(bytes * 0.8)), 'a,b\n'),
    700_000,
  ],
  [
    'import/commas',
    'a table of four million columns in one row',
    csv,
    (bytes) => filled(bytes, 'word,say\n', ','),
    4_000_000,
  ],
  [
    'import/rows',
    'tables of a million words',
    csv,
    (bytes) => {
      const lines: string[] = ['word,say'];
      for (let at = 0, length = 9; length < bytes - 12; at += 1) {
        const line = `w${at.toString(36)},b`;
        lines.push(line);
        length += line.length + 1;
      }
      return `${lines.join('\n')}\n`;
    },
    8_000_000,
  ],
  [
    'import/patterns',
    'tables of patterns in patterns',
    csv,
    (bytes) => filled(bytes, 'word,say,match\n', `"${nested}",b,pattern\n`),
    700_000,
  ],
  [
    'import/quotes',
    'tables of quotes that never end',
    csv,
    (bytes) => filled(bytes, 'word,say\n"', '""'),
    700_000,
  ],
  [
    'import/json-words',
    'a million words in JSON',
    json,
    (bytes) => filled(bytes, '[{"word":"x","say":"y"}', ',{"word":"a","say":"b"}', ']'),
    8_000_000,
  ],
  [
    'import/json-patterns',
    'patterns in patterns in JSON',
    json,
    (bytes) => filled(bytes, `[${nestedJson}`, `,${nestedJson}`, ']'),
    700_000,
  ],
  [
    'import/json-depth',
    'brackets in brackets in JSON',
    json,
    (bytes) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
    4_000_000,
  ],
  [
    'import/json-keys',
    'an object of 100,000 keys in JSON',
    json,
    (bytes) => {
      const keys: string[] = [];
      for (let at = 0, length = 60; length < bytes - 20; at += 1) {
        const key = `"k${at.toString(36)}":1`;
        keys.push(key);
        length += key.length + 1;
      }
      return `[{"word":"a","say":"b",${keys.join(',')}}]`;
    },
    700_000,
  ],
];

export const tables: readonly Flood[] = shapes.map(([name, how, file, table, largeBytes]) => ({
  name,
  how: `one member imports ${how}, ${2 * times} times at once, too large and just small enough in turn`,
  pour: async (stage) => given(stage, file, table, largeBytes),
}));
