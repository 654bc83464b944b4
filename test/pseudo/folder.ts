import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { source, treeOf } from '#i18n/catalogue.ts';
import { isName } from '#i18n/command-rules.ts';

import { textsOf } from '../i18n/files.ts';
import { asName, inMarks, pseudoLocales } from './letters.ts';

/** Filled in by the catalogue, or marked up by Discord: no words. */
const noWords = /\{\{[^}]*\}\}|https?:\/\/\S+/u;
/** Names to be typed. Commands in menus are called as a sentence is written. */
const typedName = /^[-_'\p{Ll}\p{N}]{1,32}$/u;

/** Spoken, and seen by nobody: no voice has the letters of the pseudo-languages. */
const spoken = 'calls.arrivals.';

/**
 * Makes a folder for `CRIER_LOCALES` with all texts of the English catalogue in the pseudo-languages, and returns its
 * path. `without`: a text, such as `calls.left`, that is left out and read in English.
 */
export function pseudoFolder(without?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crier-pseudo-'));
  for (const locale of pseudoLocales) {
    const texts = new Map(
      Array.from(
        textsOf(source),
        ([path, text]) => [path, translated(path, text, locale)] as const,
      ),
    );
    if (without !== undefined) texts.delete(without);
    mkdirSync(join(folder, locale));
    for (const [file, inFile] of Object.entries(treeOf(texts)))
      writeFileSync(join(folder, locale, `${file}.json`), JSON.stringify(inFile));
  }
  return folder;
}

function translated(path: string, text: string, locale: string): string {
  if (path.startsWith(spoken)) return text;
  if (isName(path) && typedName.test(text)) return asName(text);
  const words = text.split(noWords).map((each) => inMarks(each, locale));
  const between = text.match(new RegExp(noWords, 'gu')) ?? [];
  return words.map((each, at) => each + (between[at] ?? '')).join('');
}
