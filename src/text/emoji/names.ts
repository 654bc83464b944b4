import { readFile } from 'node:fs/promises';

import type english from 'emojibase-data/en/compact.json';

import { undetermined } from '../locale.ts';
import { isLetter, lettersOf, plainSequence } from './sequence.ts';

type Entry = Pick<(typeof english)[number], 'unicode' | 'label'>;

/** The names of emoji in one language, without skin tone; undefined for an emoji that is newer than the data. */
export type EmojiNames = (emoji: string) => string | undefined;

/** Each language is half a megabyte that is read when somebody speaks it, and never before. */
const languages = new Set(
  'bn da de en es et fi fr hi hu it ja ko lt ms nb nl pl pt ru sv th uk vi zh'.split(' '),
);

const loaded = new Map<string, Promise<EmojiNames>>();

/**
 * The names of emoji by CLDR, in the language of a BCP 47 base tag; undefined when there are none in it. Those of a
 * language that isn't known are English.
 */
export async function emojiNames(language: string): Promise<EmojiNames | undefined> {
  const known = language === undetermined ? 'en' : language;
  if (!languages.has(known)) return undefined;
  let names = loaded.get(known);
  if (!names) {
    names = load(known);
    loaded.set(known, names);
    // Names that could not be read may be readable later.
    names.catch(() => loaded.delete(known));
  }
  return names;
}

async function load(language: string): Promise<EmojiNames> {
  // As a module, the entries would stay for good beside the names that are made of them.
  const file = new URL(import.meta.resolve(`emojibase-data/${language}/compact.json`));
  const entries = JSON.parse(await readFile(file, 'utf8')) as readonly Entry[];
  const labels = new Map(
    entries.map(({ unicode, label }) => [plainSequence(unicode), spokenLabel(label)]),
  );
  return (emoji) => {
    const plain = plainSequence(emoji);
    if (keycap.test(plain)) return plain[0];
    const name = (isLetter(plain) ? undefined : labels.get(plain)) ?? lettersOf(plain);
    if (name !== undefined) return name;
    // Joined emoji that no name exists for, as people put them together: each by its own name.
    const parts = plain.replace(tags, '').split('\u200d');
    const names = parts.map((part) => labels.get(part)).filter((part) => part !== undefined);
    return names.length > 0 ? names.join(' ') : undefined;
  };
}

/** Tag characters of a flag that doesn't exist. */
const tags = /[\u{e0020}-\u{e007f}]/gu;
const keycap = /^\d\u20e3$/;
const quotes = /["“”„«»()（）「」]/g;
/** "flag: Germany" and "keycap: 1" are headings in a list; spoken, the colon would be a pause. */
const colon = /\s*[:：]\s*/g;

function spokenLabel(label: string): string {
  return label.replace(quotes, '').replace(colon, ' ');
}
