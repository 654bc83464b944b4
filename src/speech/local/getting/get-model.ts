import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { FetchedModel } from '../known-models.ts';
import { modelFoldersIn } from '../model-folder.ts';
import { fetchArchive, forgetArchive } from './fetch-archive.ts';
import { GettingError } from './getting-error.ts';
import { unpackArchive } from './unpack-archive.ts';

/** The releases of k2-fsa/sherpa-onnx. */
export const usualMirror = 'https://github.com/k2-fsa/sherpa-onnx/releases/download/tts-models';

export interface GetOptions {
  /** In which each model has a folder. */
  readonly folder: string;
  readonly mirror: string;
  readonly signal: AbortSignal;
  readonly onStep?: (step: string, bytes?: number, ofBytes?: number) => void;
}

/** Fetches a model and puts its folder there. Resolves with a sentence on its sum; rejects with a {@link GettingError}. */
export async function getModel(
  known: FetchedModel,
  { folder, mirror, signal, onStep }: GetOptions,
): Promise<string> {
  const name = `${known.folder}.tar.bz2`;
  const path = join(folder, name);
  const { sizeBytes, sha256 } = known;
  const wanted = {
    url: `${mirror.replace(/\/+$/, '')}/${name}`,
    path,
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(sha256 !== undefined && { sha256 }),
  };
  try {
    const fetched = await fetchArchive(wanted, {
      signal,
      onProgress: (bytes, ofBytes) => onStep?.('Fetching', bytes, ofBytes),
    });
    onStep?.('Unpacking');
    await unpackArchive(path, { parent: folder, folder: known.folder }, { signal });
    const made = modelFoldersIn(folder).find(({ slug }) => slug === known.folder);
    if (!made || 'lacks' in made)
      throw new GettingError(`The archive lacks ${made?.lacks.join(', ') ?? 'a model'}.`);
    const from = { url: wanted.url, ...fetched, at: new Date().toISOString() };
    await writeFile(
      join(folder, known.folder, 'from.json'),
      `${JSON.stringify(from, undefined, 2)}\n`,
    );
    await forgetArchive(path);
    return sha256 === undefined
      ? `Its sum is not in Crier’s table, and was noted: SHA-256 ${fetched.sha256}.`
      : 'Its sum is right.';
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new GettingError('It was cancelled. Ask for it again: it goes on from there.');
  }
}
