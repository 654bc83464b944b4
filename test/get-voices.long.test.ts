import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { knownModels } from '#speech/local/known-models.ts';
import { wholeModelsIn } from '#speech/local/model-folder.ts';

import { archiveServer, sending } from './speech/local/archive-server.ts';
import { hasAddon } from './speech/local/hummed.ts';
import { putVits } from './speech/local/tiny-models.ts';
import { keptCode, runTool, startTool } from './tools.ts';

const [pocket] = knownModels;
/** A model of which the table knows nothing. */
const tiny = 'sherpa-onnx-pocket-tiny';
const archive = (): Buffer =>
  readFileSync(new URL(`speech/local/archives/${tiny}.tar.bz2`, import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const voices = async (...args: readonly string[]) =>
  runTool('get-voices', args, { CRIER_MODELS: folder });

/** Runs a command as at a terminal, which only such a program gives it; not every machine has one. */
const terminal = ['/usr/bin/script'].find(
  (path) => process.platform === 'linux' && existsSync(path),
);

/** Runs it where somebody looks on, who answers the first question. */
async function atTerminal(args: string, answer: string) {
  const command = `${process.execPath} src/get-voices.ts ${args}`;
  const child = spawn(terminal ?? '', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { PATH: process.env['PATH'], ...keptCode, CRIER_MODELS: folder },
  });
  let shown = '';
  child.stdout.on('data', (part: Buffer) => {
    const isAsked = shown.includes('[y/N]');
    shown += part.toString();
    if (!isAsked && shown.includes('[y/N]')) child.stdin.write(`${answer}\r`);
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, shown };
}

test.runIf(hasAddon).each(['SIGINT', 'SIGTERM'] as const)(
  'what %s cancels says so, and goes on when it is asked for again',
  async (signal) => {
    const server = await archiveServer((_, response) => {
      response.writeHead(200, { 'content-length': archive().length, etag: '"1"' });
      response.write(archive().subarray(0, 1_000));
    });
    const args = ['add', tiny, '--accept-licence', '--mirror', server.url];
    const tool = startTool('get-voices', args, { CRIER_MODELS: folder });
    const said = text(tool.stderr);
    const ended = new Promise<number | null>((done) => tool.once('close', done));
    const part = join(folder, `${tiny}.tar.bz2`);
    const bytes = (): number => (existsSync(part) ? statSync(part).size : 0);
    await expect.poll(bytes, { timeout: 30_000 }).toBe(1_000);
    tool.kill(signal);
    expect(await ended).toBe(1);
    expect(await said).toContain('It was cancelled. Ask for it again: it goes on from there.');
    expect(bytes()).toBe(1_000);
  },
);

test('it lists what there is: names, languages, sizes, licences, and what is here', async () => {
  putVits(join(folder, pocket?.folder ?? ''));
  putVits(join(folder, 'my-own'));
  const { code, said } = await voices();
  expect(code).toBe(0);
  for (const { id, licence, sizeBytes } of knownModels) {
    const megabytes = Math.round(sizeBytes / 1_000_000);
    expect(said).toMatch(new RegExp(`^${id} .*${megabytes} MB +${licence}`, 'm'));
  }
  expect(said).toMatch(/^pocket .*is here$/m);
  expect(said).toMatch(/Beside these in .*: my-own/);
});

describe.runIf(hasAddon)('with the library that runs models', () => {
  test('it fetches a model whose licence was accepted, tries it, and says how fast it is', async () => {
    const server = await archiveServer(sending(archive()));
    const { code, said } = await voices('add', tiny, '--accept-licence', '--mirror', server.url);
    expect(said).toContain(`${tiny}: a licence that Crier doesn’t know. Read what its makers say`);
    // Each step is a line where nobody looks on.
    const steps = said.split('\n').filter((line) => /^(?:Fetching|Unpacking)/.test(line));
    expect(steps).toEqual([expect.stringMatching(/^Fetching [█·]{30} \d+ %$/), 'Unpacking']);
    expect(said).toContain('npm start speaks with it, where nothing else is configured.');
    expect(said).toMatch(/Its sum is not in Crier’s table, and was noted: SHA-256 [0-9a-f]{64}/);
    expect(said).toMatch(/It works 0\.\d\d seconds at a second of speech here/);
    expect(code).toBe(0);
    expect(wholeModelsIn(folder).map(({ kind }) => kind)).toEqual(['pocket']);
    expect(readFileSync(join(folder, 'speeds.json'), 'utf8')).toContain(tiny);
  });

  test('a model of the table is what the table says, or nothing is fetched of it', async () => {
    const server = await archiveServer(sending(archive()));
    const args = ['add', 'pocket', '--accept-licence', '--mirror', server.url];
    const { code, said } = await voices(...args);
    expect(said).toContain('Pocket TTS: CC-BY-4.0. By Kyutai.');
    expect(said).toMatch(
      /has a file of \d+ bytes by that name, and not of 98336520: it is not the one that Crier knows/,
    );
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
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

  test.runIf(terminal !== undefined).each(['', 'yesterday'])(
    'whoever is asked and says “%s” has accepted no licence, and nothing is fetched',
    async (answer) => {
      const server = await archiveServer(sending(archive()));
      const { code, shown } = await atTerminal(`add ${tiny} --mirror ${server.url}`, answer);
      expect(shown).toContain('Do you accept that? [y/N]');
      expect(shown).toContain('Nothing was fetched.');
      expect(code).toBe(78);
      expect(wholeModelsIn(folder)).toEqual([]);
    },
  );

  test.runIf(terminal !== undefined)('whoever is asked and says yes gets the model', async () => {
    const server = await archiveServer(sending(archive()));
    const { code, shown } = await atTerminal(`add ${tiny} --mirror ${server.url}`, 'Yes');
    expect(shown).toContain('Do you accept that? [y/N]');
    expect(code).toBe(0);
    expect(wholeModelsIn(folder).map(({ kind }) => kind)).toEqual(['pocket']);
  });
});
