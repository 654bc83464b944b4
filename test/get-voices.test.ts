import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { knownModels } from '#speech/local/known-models.ts';
import { wholeModelsIn } from '#speech/local/model-folder.ts';

import { archiveServer, sending } from './speech/local/archive-server.ts';
import { hasAddon } from './speech/local/hummed.ts';
import { putVits } from './speech/local/tiny-models.ts';
import { runTool } from './tools.ts';

const [pocket] = knownModels;
const archive = (): Buffer => {
  const name = `speech/local/archives/${pocket?.folder}.tar.bz2`;
  return readFileSync(new URL(name, import.meta.url));
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const voices = async (...args: readonly string[]) =>
  runTool('get-voices', args, { CRIER_MODELS: folder });

test('it lists what there is: names, languages, sizes, licences, and what is here', async () => {
  putVits(join(folder, pocket?.folder ?? ''));
  putVits(join(folder, 'my-own'));
  const { code, said } = await voices();
  expect(code).toBe(0);
  for (const { id, licence, megabytes } of knownModels)
    expect(said).toMatch(new RegExp(`^${id} .*${megabytes} MB +${licence}`, 'm'));
  expect(said).toMatch(/^pocket .*is here$/m);
  expect(said).toMatch(/Beside these in .*: my-own/);
});

describe.runIf(hasAddon)('with the library that runs models', () => {
  test('it fetches a model whose licence was accepted, tries it, and says how fast it is', async () => {
    const server = await archiveServer(sending(archive()));
    const { code, said } = await voices(
      'add',
      'pocket',
      '--accept-licence',
      '--mirror',
      server.url,
    );
    expect(said).toContain('Pocket TTS: CC-BY-4.0.');
    expect(said).toMatch(/Its sum is not in Crier’s table, and was noted: SHA-256 [0-9a-f]{64}/);
    expect(said).toMatch(/It works 0\.\d\d seconds at a second of speech here/);
    expect(code).toBe(0);
    expect(wholeModelsIn(folder).map(({ kind }) => kind)).toEqual(['pocket']);
    expect(readFileSync(join(folder, 'speeds.json'), 'utf8')).toContain(pocket?.folder);
  });

  test.each([
    [['add', 'pocket'], /Nobody is there to be asked: say --accept-licence/],
    [['add', 'nothing'], /There is no model “nothing”: npm run voices lists/],
    [['remove', 'pocket'], /npm run voices -- add NAME/],
  ])('%j is answered with a sentence, and fetches nothing', async (args, sentence) => {
    const { code, said } = await voices(...args);
    expect(said).toMatch(sentence);
    expect(code).toBe(78);
    expect(wholeModelsIn(folder)).toEqual([]);
  });
});
