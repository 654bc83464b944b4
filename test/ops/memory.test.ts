import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

import { describe, expect, test } from 'vitest';

import { capsOf, memoryHere, writtenBytes } from '#ops/memory.js';

const mebibyte = 2 ** 20;

describe('what is held in memory follows what there is', () => {
  /** In MB, but for the last two, which are processes. */
  test.each([
    //  MB, heap, speech, recordings, files, growth, readers, models
    [128, 96, 2, 10, 10, 128, 1, 1],
    [256, 128, 4, 16, 10, 128, 1, 1],
    [512, 256, 8, 32, 16, 256, 2, 1],
    [1_024, 512, 16, 64, 16, 512, 2, 2],
    [2_048, 1_024, 16, 64, 16, 600, 2, 3],
    [65_536, 4_096, 16, 64, 16, 600, 2, 3],
  ])('%i MB', (mb, heapMb, speech, recordings, files, growth, readers, models) => {
    expect(capsOf(mb * mebibyte)).toEqual({
      heapMb,
      speechBytes: speech * mebibyte,
      recordingsBytes: recordings * mebibyte,
      filesBytes: files * mebibyte,
      growthBytes: growth * mebibyte,
      readers,
      models,
    });
  });

  test('more of it never takes anything away', () => {
    let before = Object.values(capsOf(0));
    for (let mb = 64; mb <= 16_384; mb += 64) {
      const caps = Object.values(capsOf(mb * mebibyte));
      for (const [at, cap] of caps.entries()) expect(cap).toBeGreaterThanOrEqual(before[at] ?? 0);
      before = caps;
    }
  });
});

test('the page for operators has them', () => {
  const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const [head = [], ...rows] = tableFrom(page, '| `CRIER_MEMORY` |');
  const { growthBytes: _, ...shown } = capsOf(0);
  for (const [column, written] of head.entries()) {
    const caps = capsOf(writtenBytes(written) ?? 0);
    const figures = Object.entries(caps)
      .filter(([name]) => name in shown)
      .map(([name, cap]) => String(name.endsWith('Bytes') ? cap / mebibyte : cap));
    expect(rows.map((row) => row[column])).toEqual(figures);
  }
  expect(head).toHaveLength(4);
});

/** The cells of a table but for its first column. */
function tableFrom(page: string, begin: string): readonly (readonly string[])[] {
  const [table = ''] = page.slice(page.indexOf(begin)).split('\n\n');
  const [head = '', , ...rows] = table.split('\n');
  return [head, ...rows].map((line) =>
    line
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim()),
  );
}

test.each([
  ['512MB', 512],
  [' 512 mb ', 512],
  ['1GB', 1_024],
  ['0.5gb', 512],
  ['128MB', 128],
  ['127MB', undefined],
  ['512', undefined],
  ['512MiB', undefined],
  ['-1GB', undefined],
  ['', undefined],
])('“%s” is so many MB: %s', (written, mb) => {
  expect(writtenBytes(written)).toBe(mb === undefined ? undefined : mb * mebibyte);
});

test('here is what the machine has, or a container may take of it', () => {
  const { bytes, of } = memoryHere();
  expect(bytes).toBeLessThanOrEqual(totalmem());
  expect(of === 'machine').toBe(bytes === totalmem());
});
