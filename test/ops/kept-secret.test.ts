import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { keptSecret } from '../../src/ops/kept-secret.ts';

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'crier-secret-')), 'deep', 'secret');

test('a secret is made once and read after that', () => {
  const file = newFile();
  const secret = keptSecret(file);
  expect(secret).toHaveLength(32);
  expect(keptSecret(file)).toEqual(secret);
});

test('only its owner may read it', () => {
  const file = newFile();
  keptSecret(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('two installations have different secrets', () => {
  expect(keptSecret(newFile())).not.toEqual(keptSecret(newFile()));
});

test('a file that was cut short is replaced', () => {
  const file = newFile();
  keptSecret(file);
  writeFileSync(file, 'short');
  const secret = keptSecret(file);
  expect(secret).toHaveLength(32);
  expect(keptSecret(file)).toEqual(secret);
});
