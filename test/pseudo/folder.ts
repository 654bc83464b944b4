import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { asName, inMarks, pseudoLocale } from './letters.ts';

type Node = string | { readonly [key: string]: Node };

const english = new URL('../../locales/en/', import.meta.url);
/** Filled in by the catalogue, or marked up by Discord: no words. */
const noWords = /\{\{[^}]*\}\}|https?:\/\/\S+/u;
const namePattern = /^[-_'\p{Ll}\p{N}]{1,32}$/u;

/**
 * Makes a folder for `CRIER_LOCALES` with all texts of the English catalogue in the pseudo-language, and returns its
 * path. `without`: a text, such as `calls.left`, that is left out and read in English.
 */
export function pseudoFolder(without?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crier-pseudo-'));
  mkdirSync(join(folder, pseudoLocale));
  for (const file of readdirSync(english)) {
    const texts = JSON.parse(readFileSync(new URL(file, english), 'utf8')) as Node;
    const path = file.replace(/\.json$/u, '');
    const translated = translatedNode(texts, path, without);
    writeFileSync(join(folder, pseudoLocale, file), JSON.stringify(translated));
  }
  return folder;
}

function translatedNode(node: Node, path: string, without: string | undefined): Node {
  if (typeof node === 'string') return isName(path, node) ? asName(node) : translated(node);
  const entries = Object.entries(node).map(([key, value]): [string, Node] => [
    key,
    translatedNode(value, `${path}.${key}`, without),
  ]);
  return Object.fromEntries(entries.filter(([key]) => `${path}.${key}` !== without));
}

/** Commands in menus are called as a sentence is written, and what can be chosen is a word. */
function isName(path: string, text: string): boolean {
  const isOfCommand = path.startsWith('commands.') && path.endsWith('.name');
  return isOfCommand && !path.includes('.choices.') && namePattern.test(text);
}

function translated(text: string): string {
  const words = text.split(noWords).map(inMarks);
  const between = text.match(new RegExp(noWords, 'gu')) ?? [];
  return words.map((each, at) => each + (between[at] ?? '')).join('');
}
