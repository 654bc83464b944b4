import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { onnxNotes } from './onnx-notes.ts';
import type { OnnxNotes } from './onnx-notes.ts';

/** The kinds of models, as the library calls them. */
export type ModelKind = 'pocket' | 'kokoro' | 'kitten' | 'matcha' | 'vits';

/** A model’s files by the names that the library has for them. */
export interface ModelFiles {
  readonly kind: ModelKind;
  readonly paths: Readonly<Record<string, string | number>>;
}

/** A folder with a model that is whole. */
export interface ModelFolder extends ModelFiles {
  /** The name of the folder. */
  readonly slug: string;
  readonly path: string;
  readonly notes: OnnxNotes;
}

/** A folder with a model that can’t be loaded. */
export interface BrokenFolder {
  readonly slug: string;
  /** Files by name that are not there, or what is wrong with one that is. */
  readonly lacks: readonly string[];
}

interface File {
  readonly is: RegExp;
  /** As it is called where it is missing. */
  readonly called: string;
  /** Several of them are given together. */
  readonly all?: true;
}

interface KindRow {
  /** Whether it is this kind, by the names of its files and of the folder. */
  readonly has: (names: readonly string[], slug: string) => boolean;
  readonly needs: Readonly<Record<string, File>>;
  readonly takes?: Readonly<Record<string, File>>;
  /** The file that holds the notes. */
  readonly noted: string;
  readonly also?: ModelFiles['paths'];
}

const graph = (name: string): File => ({
  is: new RegExp(String.raw`^${name}(?:\.int8)?\.onnx$`),
  called: `${name}.onnx`,
});
const exactly = (called: string): File => ({
  is: new RegExp(`^${called.replaceAll('.', String.raw`\.`)}$`),
  called,
});
const tokens = exactly('tokens.txt');
const voices = exactly('voices.bin');
const dataDir = exactly('espeak-ng-data');
/** A file in it, for which the library looks first. */
const phonemes = 'phontab';
const lexicon: File = { is: /^lexicon.*\.txt$/, called: 'lexicon.txt', all: true };
const vocoder: File = { is: /^(?:vocos|hifigan).*\.onnx$/, called: 'vocos-22khz-univ.onnx' };
const model: File = { is: /^(?!vocos|hifigan).*\.onnx$/, called: 'model.onnx' };
const acousticModel: File = { is: /^model-steps-\d+.*\.onnx$/, called: 'model-steps-3.onnx' };

/** Embeddings of voices that the library keeps, each as long as its process lives. */
const voiceEmbeddingCacheCapacity = 20;

/** How each kind is told, the most particular first, and what it can’t do without. */
const kinds: Readonly<Record<ModelKind, KindRow>> = {
  pocket: {
    has: (names) => names.some((name) => /^(?:lm_main|lm_flow|text_conditioner)\b/.test(name)),
    needs: {
      lmMain: graph('lm_main'),
      lmFlow: graph('lm_flow'),
      encoder: graph('encoder'),
      decoder: graph('decoder'),
      textConditioner: graph('text_conditioner'),
      vocabJson: exactly('vocab.json'),
      tokenScoresJson: exactly('token_scores.json'),
    },
    noted: 'lmMain',
    also: { voiceEmbeddingCacheCapacity },
  },
  kitten: {
    has: (_, slug) => /kitten/i.test(slug),
    needs: { model, voices, tokens, dataDir },
    noted: 'model',
  },
  kokoro: {
    has: (names, slug) => /kokoro/i.test(slug) || names.includes(voices.called),
    needs: { model, voices, tokens, dataDir },
    takes: { lexicon },
    noted: 'model',
  },
  matcha: {
    has: (names, slug) => /matcha/i.test(slug) || names.some((name) => acousticModel.is.test(name)),
    needs: { acousticModel, vocoder, tokens },
    takes: { lexicon, dataDir },
    noted: 'acousticModel',
  },
  vits: {
    has: (names) => names.some((name) => model.is.test(name) || name === tokens.called),
    needs: { model, tokens },
    takes: { lexicon, dataDir },
    noted: 'model',
  },
};
const kindNames = Object.keys(kinds) as readonly ModelKind[];

/** The models in a folder, one in each folder of it, by name; none where there is no such folder. */
export function modelFoldersIn(folder: string): readonly (ModelFolder | BrokenFolder)[] {
  return namesIn(folder)
    .toSorted()
    .flatMap((slug) => readModelFolder(join(folder, slug), slug) ?? []);
}

/** Those that are whole. */
export function wholeModelsIn(folder: string): readonly ModelFolder[] {
  return modelFoldersIn(folder).filter((found): found is ModelFolder => 'kind' in found);
}

/** Looks what model is in a folder; undefined: none. */
function readModelFolder(path: string, slug: string): ModelFolder | BrokenFolder | undefined {
  const names = namesIn(path);
  const kind = kindNames.find((each) => kinds[each].has(names, slug));
  // A hidden folder is one that is being filled.
  if (!kind || names.length === 0 || slug.startsWith('.')) return undefined;
  const { needs, takes = {}, noted, also } = kinds[kind];
  const found = pathsOf({ ...needs, ...takes }, names, path);
  // A vocoder is for several models, and often lies beside them.
  if (kind === 'matcha' && found['vocoder'] === undefined)
    Object.assign(found, pathsOf({ vocoder }, namesIn(join(path, '..')), join(path, '..')));
  const lacks = Object.entries(needs).flatMap(([field, file]) =>
    found[field] === undefined ? [file.called] : [],
  );
  if (lacks.length > 0) return { slug, lacks };
  const notes = notesIn(found[noted]);
  const wrong = kind === 'pocket' ? [] : wrongWith(notes, found);
  if (wrong.length > 0) return { slug, lacks: wrong };
  return { slug, path, kind, paths: { ...found, ...also }, notes };
}

/** The lacks of a model by its own notes: the library ends a process that loads such a one. */
function wrongWith(notes: OnnxNotes, found: Readonly<Record<string, string>>): readonly string[] {
  if (!notes.has('sample_rate')) return ['a model that was made for sherpa-onnx'];
  const { dataDir: data } = found;
  if (data !== undefined && !existsSync(join(data, phonemes)))
    return [`${dataDir.called}/${phonemes}`];
  if (found['lexicon'] !== undefined) return [];
  // Later models of Kokoro have words of their own, which the others don’t need.
  if (found['voices'] !== undefined && Number(notes.get('version') ?? 1) > 1)
    return [lexicon.called];
  if (data !== undefined) return [];
  if (notes.get('frontend') === 'characters') return [];
  return [/piper|coqui/.test(notes.get('comment') ?? '') ? dataDir.called : lexicon.called];
}

function notesIn(path: string | undefined): OnnxNotes {
  try {
    return path === undefined ? new Map() : onnxNotes(path);
  } catch {
    return new Map();
  }
}

function pathsOf(
  files: Readonly<Record<string, File>>,
  names: readonly string[],
  folder: string,
): Record<string, string> {
  const found = Object.entries(files).flatMap(([field, { is, all }]) => {
    // The smaller of two forms of one model is faster.
    const fitting = names.filter((name) => is.test(name)).toSorted(smallerFirst);
    const chosen = all ? fitting : fitting.slice(0, 1);
    return chosen.length === 0 ? [] : [[field, chosen.map((name) => join(folder, name)).join(',')]];
  });
  return Object.fromEntries(found);
}

function smallerFirst(one: string, other: string): number {
  return (
    Number(other.includes('.int8.')) - Number(one.includes('.int8.')) || one.localeCompare(other)
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return statSync(folder).isDirectory() ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}
