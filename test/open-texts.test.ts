import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import { openTexts } from '#open-texts.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'crier-texts-'))));
afterAll(() => rm(folder, { recursive: true }));

const nobody = (sentence: string): void => expect.unreachable(sentence);

/** A folder in which a language has these files. */
async function folderWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, name, path, '..'), { recursive: true });
    await writeFile(join(folder, name, path), content);
  }
  return join(folder, name);
}

test('a folder of own texts that is not there is refused by the name of its variable', () => {
  const open = () => openTexts(join(folder, 'nowhere'), nobody);
  expect(open).toThrow(ConfigError);
  expect(open).toThrow(/CRIER_LOCALES names:\n✖ .*nowhere/);
});

test('a file of own texts that is no JSON is named', async () => {
  const own = await folderWith('broken', { 'nl/calls.json': '{ "left": }' });
  const open = () => openTexts(own, nobody);
  expect(open).toThrow(ConfigError);
  expect(open).toThrow(/✖ nl\/calls\.json is no JSON/);
});

test('without a folder there are the shipped texts', () => {
  expect(openTexts(undefined, nobody).languages).toContain('en');
});

test('own texts take the place of shipped ones, and of those that will not do a sentence is told', async () => {
  const own = await folderWith('own', {
    'de/calls.json': '{ "left": "Tschüss, {{channel}}.", "skipped": "{{nope}}", "lefft": "x" }',
    'de/commands.json': '{ "skip": { "name": "Mach Weiter" }, "leave": { "name": "raus" } }',
    'eo/calls.json': '{ "skipped": "Preterpasita." }',
    'eo/say.json': '{ "buttons": { "skip": 7 } }',
    'en-GB/calls.json': '[]',
    '.git/config': '',
    'README.md': 'Ours.',
  });
  const told: string[] = [];
  const texts = openTexts(own, (sentence) => void told.push(sentence));
  expect(told.sort()).toEqual([
    expect.stringMatching(/^CRIER_LOCALES: de\/calls\.json, lefft: .* It is left out\.$/),
    expect.stringMatching(/^CRIER_LOCALES: de\/calls\.json, skipped: \{\{nope\}\} is no value/),
    expect.stringMatching(/^CRIER_LOCALES: de\/commands\.json, skip\.name: “Mach Weiter” has/),
    'CRIER_LOCALES: en-GB/calls.json: these are several texts, each by a key of its own. It is left out.',
    expect.stringMatching(/^CRIER_LOCALES: eo\/say\.json, buttons\.skip: this is no text/),
  ]);
  const [german, esperanto] = ['de', 'eo'].map((locale) => texts.translations()(locale));
  expect(german?.(($) => $.calls.left, { channel: '#a' })).toBe('Tschüss, #a.');
  expect(german?.(($) => $.calls.skipped)).toBe('Übersprungen.');
  expect(esperanto?.(($) => $.calls.skipped)).toBe('Preterpasita.');
  expect(esperanto?.(($) => $.say.buttons.skip)).toBe('Skip');
  expect(texts.word('de', ['commands', 'skip', 'name'])).toBe('überspringen');
  expect(texts.word('de', ['commands', 'leave', 'name'])).toBe('raus');
});

test('what one country says otherwise leaves the rest as the others have it', async () => {
  const own = await folderWith('country', { 'es-419/calls.json': '{ "skipped": "Ya." }' });
  const texts = openTexts(own, nobody);
  const [american, spanish] = ['es-419', 'es-ES'].map((locale) => texts.translations()(locale));
  expect([american, spanish].map((t) => t?.(($) => $.calls.skipped))).toEqual(['Ya.', 'Saltado.']);
  expect(american?.(($) => $.say.buttons.skip)).toBe(spanish?.(($) => $.say.buttons.skip));
  expect(texts.word('es-419', ['commands', 'skip', 'name'])).toBe('saltar');
});
