import { readdirSync, readFileSync, statSync } from 'node:fs';

import { LRUCache } from 'lru-cache';

import { isRecord } from '#json.ts';

/** Texts by their keys, in groups. */
export interface Tree {
  readonly [key: string]: string | Tree;
}

/** By the names of their folders, such as `pt-BR`: one object of all files of each, every file's texts under its name. */
export type Languages = Readonly<Record<string, Tree>>;

/** The language that every other one falls back to, text by text. */
export const source = 'en';

/** The languages that Crier brings along. */
export const shippedFolder = new URL('../../locales/', import.meta.url);

/** Reads a folder of languages, or `only` one of it. Throws where that can't be read, and names a file that is no JSON. */
export function languagesIn(folder: URL, only?: string): Languages {
  const tags = readdirSync(folder).filter(
    (name) =>
      !name.startsWith('.') &&
      (only === undefined || name === only) &&
      // A link counts as what it leads to.
      statSync(new URL(name, folder), { throwIfNoEntry: false })?.isDirectory() === true,
  );
  return Object.fromEntries(tags.map((tag) => [tag, textsIn(folder, tag)]));
}

function textsIn(folder: URL, language: string): Tree {
  const files = readdirSync(new URL(`${language}/`, folder)).filter((name) =>
    name.endsWith('.json'),
  );
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -'.json'.length), jsonIn(folder, `${language}/${name}`)]),
  );
}

function jsonIn(folder: URL, path: string): Tree {
  const json = textIn(folder, path);
  try {
    return JSON.parse(json) as Tree;
  } catch (cause) {
    throw new Error(`${path} is no JSON: ${String(cause)}`, { cause });
  }
}

/** Without the mark that some editors put before a text. */
function textIn(folder: URL, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(new URL(path, folder)));
  } catch (cause) {
    if (cause instanceof TypeError) throw new Error(`${path} is no text in UTF-8`, { cause });
    throw new Error(`${path} can't be read: ${String(cause)}`, { cause });
  }
}

/**
 * The layers of a language, the later before the earlier: what is said otherwise in one region (`es-419`) is said
 * there as in the others (`es`) for the rest. Of each the shipped texts come first, then somebody's own.
 */
export function layersOf(language: string, ...catalogues: readonly Languages[]): readonly Tree[] {
  const tags = [...new Set([baseOf(language), language])];
  const layers = tags.flatMap((tag) => catalogues.map((each) => each[tag]));
  return layers.filter((layer) => layer !== undefined);
}

/** No text lies as deep: what does is a mistake, and is taken for an end however it goes on. */
const maxDepth = 20;

/** The ends of a tree, each by its path such as `calls.left`: texts, where nobody made a mistake. */
export function leavesOf(tree: object): ReadonlyMap<string, unknown> {
  return new Map(leavesBelow(tree, '', maxDepth));
}

function* leavesBelow(
  tree: object,
  before: string,
  depth: number,
): Generator<readonly [string, unknown]> {
  for (const [key, value] of Object.entries(tree) as [string, unknown][])
    if (isRecord(value) && depth > 0) yield* leavesBelow(value, `${before}${key}.`, depth - 1);
    else yield [before + key, value];
}

/** The tree that has these leaves. */
export function treeOf(leaves: ReadonlyMap<string, string>): Tree {
  type Growing = { [key: string]: string | Growing };
  const root: Growing = {};
  for (const [path, text] of leaves) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let node = root;
    for (const key of keys) node = (node[key] ??= {}) as Growing;
    node[last] = text;
  }
  return root;
}

/** The forms that plurals have in any language. */
export const pluralForms = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
const pluralForm = new RegExp(`_(?<form>${pluralForms.join('|')})$`, 'u');

/** The key that the code uses, of one form of a plural that of them all. */
export function keyOf(path: string): string {
  return path.replace(pluralForm, '');
}

/** The form of a plural that a key is for; undefined for a text that has no forms. */
export function formOf(path: string): string | undefined {
  return pluralForm.exec(path)?.groups?.['form'];
}

/** They are asked for at every text of a language. */
const forms = new LRUCache<string, readonly string[]>({
  max: 100,
  memoMethod: (language) => new Intl.PluralRules(language).resolvedOptions().pluralCategories,
});

/** The forms that plurals have in a language. Throws a `RangeError` for what is no tag of one. */
export function formsIn(language: string): readonly string[] {
  return forms.memo(language);
}

/** The insides of a text's placeholders, formats included, in order and each once. */
export function placeholdersIn(text: string): readonly string[] {
  const insides = Array.from(text.matchAll(placeholder), ([, inside = '']) =>
    inside.trim().replace(/\s*,\s*/gu, ', '),
  );
  return [...new Set(insides)].sort();
}

/** A value's place in a text. */
export const placeholder = /\{\{([^{}]*)\}\}/gu;

/** The language without its country: `es` of `es-419`. */
export function baseOf(tag: string): string {
  return tag.split('-')[0] ?? tag;
}
