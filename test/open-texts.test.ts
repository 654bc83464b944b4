import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import type { Texts, Translate } from '#i18n/texts.ts';
import { openTexts } from '#open-texts.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'crier-texts-'))));
afterAll(() => rm(folder, { recursive: true }));

const german = (texts: Texts): Translate => texts.translations()('de');
const nobody = (sentence: string): void => expect.unreachable(sentence);

/** A folder in which a language has these files. */
async function folderWith(
  name: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
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

test.each([
  ['in another encoding', 'de/calls.json', Buffer.from('{ "skipped": "Übersprungen" }', 'latin1')],
  ['in UTF-16', 'de/calls.json', Buffer.from('\ufeff{ "skipped": "x" }', 'utf16le')],
  ['that is a folder', 'de/calls.json/more.json', '{}'],
])('a file of own texts %s is named', async (what, path, content) => {
  const own = await folderWith(what, { [path]: content });
  const open = () => openTexts(own, nobody);
  expect(open).toThrow(ConfigError);
  expect(open).toThrow(/✖ de\/calls\.json (?:is no text in UTF-8|can't be read)/);
});

test('the mark that some editors put before a text is no part of it', async () => {
  const own = await folderWith('marked', { 'de/calls.json': '\ufeff{ "skipped": "Weg." }' });
  expect(german(openTexts(own, nobody))(($) => $.calls.skipped)).toBe('Weg.');
});

test('a language whose folder is a link is read like the others, and one that leads nowhere is none', async () => {
  const own = await folderWith('links', { '.kept/de/calls.json': '{ "skipped": "Weg." }' });
  await symlink(join(own, '.kept/de'), join(own, 'de'));
  await symlink(join(own, 'nowhere'), join(own, 'nl'));
  const texts = openTexts(own, nobody);
  expect(german(texts)(($) => $.calls.skipped)).toBe('Weg.');
  expect(texts.languages).not.toContain('nl');
});

test('texts that are nested without end are left out like others that will not do', async () => {
  const endless = (key: string): string =>
    `${`{ "${key}": `.repeat(50_000)}1${' }'.repeat(50_000)}`;
  const own = await folderWith('nested', {
    'de/calls.json': endless('a'),
    'de/say.json': endless('buttons'),
  });
  const told: string[] = [];
  openTexts(own, (sentence) => void told.push(sentence));
  expect(told.sort()).toEqual([
    expect.stringMatching(/^CRIER_LOCALES: de\/calls\.json, a: there is no such text/),
    expect.stringMatching(/^CRIER_LOCALES: de\/say\.json, buttons\.buttons: there is no such text/),
  ]);
});

test('a folder in which there is no language is told of', async () => {
  // Somebody named the folder of one language in the place of that in which it lies.
  const own = await folderWith('one', { 'de/calls.json': '{ "skipped": "Weg." }' });
  const told: string[] = [];
  openTexts(join(own, 'de'), (sentence) => void told.push(sentence));
  expect(told).toEqual([
    'CRIER_LOCALES: there is no folder of a language in it, such as “de” or “pt-BR”.',
  ]);
});

test('of very many texts that will not do the first are told, and how many more there are', async () => {
  const toldOf = async (count: number) => {
    const many = Object.fromEntries(Array.from({ length: count }, (_, at) => [`no${at}`, 'x']));
    const own = await folderWith(`many-${count}`, { 'de/calls.json': JSON.stringify(many) });
    const told: string[] = [];
    openTexts(own, (sentence) => void told.push(sentence));
    return told;
  };
  expect((await toldOf(20_000)).slice(100)).toEqual([
    'CRIER_LOCALES: 19900 more texts are left out.',
  ]);
  expect((await toldOf(101)).slice(100)).toEqual(['CRIER_LOCALES: 1 more texts are left out.']);
  expect(await toldOf(100)).toHaveLength(100);
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
  const esperanto = texts.translations()('eo');
  expect(german(texts)(($) => $.calls.left, { channel: '#a' })).toBe('Tschüss, #a.');
  expect(german(texts)(($) => $.calls.skipped)).toBe('Übersprungen.');
  expect(esperanto(($) => $.calls.skipped)).toBe('Preterpasita.');
  expect(esperanto(($) => $.say.buttons.skip)).toBe('Skip');
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
