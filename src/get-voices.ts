import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stdin, stderr } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';

import { isInstalled } from '#ops/installed.ts';
import { isFastEnough } from '#speech/live.ts';
import { usualMirror, getModel } from '#speech/local/getting/get-model.ts';
import { knownModels, modelNamed } from '#speech/local/known-models.ts';
import type { FetchedModel } from '#speech/local/known-models.ts';
import { wholeModelsIn } from '#speech/local/model-folder.ts';
import { triedModel } from '#speech/local/tried-model.ts';

import { modelsFolderIn } from './config.ts';
import { ConfigError } from './errors.ts';
import { runTool } from './tool.ts';

// The script behind `npm run voices`: it lists models for the engine `local`, and fetches one with `-- add NAME`.

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'accept-licence': { type: 'boolean', default: false },
    /** Another place with the same archives. */
    mirror: { type: 'string', default: usualMirror },
  },
});

const folder = modelsFolderIn(process.env);
const cancelling = new AbortController();
process.once('SIGINT', () => cancelling.abort());
process.once('SIGTERM', () => cancelling.abort());

const barLength = 30;
let shown = '';

await runTool(async () => {
  const [verb = 'list', id] = positionals;
  if (verb === 'list') return list();
  if (verb === 'add' && id !== undefined) return add(id);
  throw new ConfigError('Say `npm run voices`, or `npm run voices -- add NAME`.');
});

function list(): string {
  const rows = knownModels.map((model) => [
    model.id,
    model.name,
    model.languages.join(', '),
    `${Math.round(model.sizeBytes / 1e6)} MB`,
    model.licence,
    model.voices,
    existsSync(join(folder, model.folder)) ? 'is here' : '',
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const others = wholeModelsIn(folder).filter(
    ({ slug }) => !knownModels.some((known) => known.folder === slug),
  );
  const own =
    others.length > 0
      ? [`Beside these in ${folder}: ${others.map(({ slug }) => slug).join(', ')}`]
      : [];
  return [
    ...lines,
    ...own,
    'npm run voices -- add NAME fetches one of these, or any other archive of sherpa-onnx’s models.',
  ].join('\n');
}

async function add(id: string): Promise<string> {
  const model = modelNamed(id);
  if (!model)
    throw new ConfigError(`There is no model “${id}”: npm run voices lists those that there are.`);
  if (!isInstalled('sherpa-onnx-node'))
    throw new ConfigError('Models need the package sherpa-onnx-node, which is not installed here.');
  await accepted(model);
  await mkdir(folder, { recursive: true });
  const { signal } = cancelling;
  const got = await getModel(model, { folder, mirror: options.mirror, signal, onStep });
  const tried = await triedModel(folder, model.folder, signal);
  const advice = isFastEnough(tried)
    ? 'npm start speaks with it, where nothing else is configured.'
    : 'That is too slow for calls: it speaks only where its voices are chosen.';
  return [
    `${model.name} is in ${join(folder, model.folder)}. ${got}`,
    `It works ${tried.toFixed(2)} seconds at a second of speech here. ${advice}`,
  ].join('\n');
}

async function accepted(model: FetchedModel): Promise<void> {
  stderr.write(`${model.name}: ${model.licence}. ${model.terms}\n`);
  if (options['accept-licence']) return;
  if (!stdin.isTTY)
    throw new ConfigError('Nobody is there to be asked: say --accept-licence if you accept it.');
  const asking = createInterface({ input: stdin, output: stderr });
  const answer = await asking.question('Do you accept that? [y/N] ', { signal: cancelling.signal });
  asking.close();
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new ConfigError('Nothing was fetched.');
}

/** A bar that moves where somebody looks on, and a line for each step elsewhere. */
function onStep(step: string, bytes?: number, ofBytes?: number): void {
  const part = ofBytes === undefined || bytes === undefined ? undefined : bytes / ofBytes;
  const bar =
    part === undefined
      ? ''
      : ` ${'█'.repeat(Math.round(part * barLength)).padEnd(barLength, '·')} ${Math.floor(part * 100)} %`;
  const size = bytes === undefined ? '' : ` ${(bytes / 2 ** 20).toFixed(1)} MB`;
  const line = `${step}${bar}${stderr.isTTY ? size : ''}`;
  if (line === shown || (!stderr.isTTY && shown.startsWith(step))) return;
  shown = line;
  stderr.write(stderr.isTTY ? `\r\u001B[K${line}` : `${line}\n`);
}
