import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { sealWith } from '#ops/seal.ts';
import { SealedTexts, textsIn } from '#ops/sealed-texts.ts';

test('a file takes no more texts from a megabyte on, and goes with the last of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crier-sealed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const seal = sealWith(Buffer.alloc(32, 1));
  let gone = 0;
  const texts = new SealedTexts(folder, seal, () => void (gone += 1));
  const text = { packed: Buffer.alloc(600 * 1_024, 7), writtenMs: 5 };
  const first = texts.add(text);
  expect(texts.isFull).toBe(false);
  const second = texts.add(text);
  expect(texts.isFull).toBe(true);
  first();
  expect(await textsIn(folder, texts.name, seal)).toHaveLength(1);
  expect(gone).toBe(0);
  second();
  expect(gone).toBe(1);
  expect(await textsIn(folder, texts.name, seal)).toEqual([]);
});
