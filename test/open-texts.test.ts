import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import { openTexts } from '#open-texts.ts';

test('a folder of own texts that is not there is refused by the name of its variable', () => {
  const open = () => openTexts(join(tmpdir(), 'crier-nowhere'));
  expect(open).toThrow(ConfigError);
  expect(open).toThrow(/CRIER_LOCALES names:\n✖ .*crier-nowhere/);
});

test('a file of own texts that is no JSON is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crier-texts-'));
  await mkdir(join(folder, 'nl'));
  await writeFile(join(folder, 'nl', 'calls.json'), '{ "left": }');
  const open = () => openTexts(folder);
  expect(open).toThrow(ConfigError);
  expect(open).toThrow(/✖ nl\/calls\.json is no JSON/);
  await rm(folder, { recursive: true });
});

test.each(['pt_BR', 'pt-br', 'my texts'])(
  'a folder that is called %s is no language',
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'crier-texts-'));
    await mkdir(join(folder, '.git'));
    expect(openTexts(folder).languages).toEqual(openTexts(undefined).languages);
    await mkdir(join(folder, name));
    expect(() => openTexts(folder)).toThrow(
      `✖ the folder ${name} is called by no tag of a language`,
    );
    await rm(folder, { recursive: true });
  },
);

test('without a folder there are the shipped texts', () => {
  expect(openTexts(undefined).languages).toContain('en');
});
