import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import { keptSecret } from '#ops/kept-secret.ts';

import { mayMount, tinyDisk } from '../tiny-disk.ts';

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

test('a file that can’t be read is not replaced: the operator is told', () => {
  const file = newFile();
  mkdirSync(file, { recursive: true });
  expect(() => keptSecret(file)).toThrow(ConfigError);
  expect(() => keptSecret(file)).toThrow(/can't read and write the file/u);
});

test.skipIf(!mayMount)(
  'on a full disk the secret is one of this run, and no half file stays',
  async () => {
    await using disk = await tinyDisk(1);
    disk.fill();
    const told: unknown[] = [];
    const file = join(disk.path, 'secret');
    expect(keptSecret(file, (error) => told.push(error))).toHaveLength(32);
    expect(told).toMatchObject([{ code: 'ENOSPC' }]);
    expect(readdirSync(disk.path)).toEqual(['filling']);
    disk.makeRoom();
    const secret = keptSecret(file);
    expect(keptSecret(file)).toEqual(secret);
  },
);
