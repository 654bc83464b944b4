import { undetermined } from '../locale.ts';
import { isLetter, lettersOf, plainSequence } from './sequence.ts';

interface Entry {
  readonly unicode: string;
  readonly label: string;
}

/** The names of emoji in one language. */
export interface EmojiNames {
  /** Without skin tone; undefined for an emoji that is newer than the data. */
  readonly nameOf: (emoji: string) => string | undefined;
}

/** Each language is half a megabyte that is read when somebody speaks it, and never before. */
const sources: Readonly<Record<string, () => Promise<{ readonly default: readonly Entry[] }>>> = {
  bn: () => import('emojibase-data/bn/compact.json', { with: { type: 'json' } }),
  da: () => import('emojibase-data/da/compact.json', { with: { type: 'json' } }),
  de: () => import('emojibase-data/de/compact.json', { with: { type: 'json' } }),
  en: () => import('emojibase-data/en/compact.json', { with: { type: 'json' } }),
  es: () => import('emojibase-data/es/compact.json', { with: { type: 'json' } }),
  et: () => import('emojibase-data/et/compact.json', { with: { type: 'json' } }),
  fi: () => import('emojibase-data/fi/compact.json', { with: { type: 'json' } }),
  fr: () => import('emojibase-data/fr/compact.json', { with: { type: 'json' } }),
  hi: () => import('emojibase-data/hi/compact.json', { with: { type: 'json' } }),
  hu: () => import('emojibase-data/hu/compact.json', { with: { type: 'json' } }),
  it: () => import('emojibase-data/it/compact.json', { with: { type: 'json' } }),
  ja: () => import('emojibase-data/ja/compact.json', { with: { type: 'json' } }),
  ko: () => import('emojibase-data/ko/compact.json', { with: { type: 'json' } }),
  lt: () => import('emojibase-data/lt/compact.json', { with: { type: 'json' } }),
  ms: () => import('emojibase-data/ms/compact.json', { with: { type: 'json' } }),
  nb: () => import('emojibase-data/nb/compact.json', { with: { type: 'json' } }),
  nl: () => import('emojibase-data/nl/compact.json', { with: { type: 'json' } }),
  pl: () => import('emojibase-data/pl/compact.json', { with: { type: 'json' } }),
  pt: () => import('emojibase-data/pt/compact.json', { with: { type: 'json' } }),
  ru: () => import('emojibase-data/ru/compact.json', { with: { type: 'json' } }),
  sv: () => import('emojibase-data/sv/compact.json', { with: { type: 'json' } }),
  th: () => import('emojibase-data/th/compact.json', { with: { type: 'json' } }),
  uk: () => import('emojibase-data/uk/compact.json', { with: { type: 'json' } }),
  vi: () => import('emojibase-data/vi/compact.json', { with: { type: 'json' } }),
  zh: () => import('emojibase-data/zh/compact.json', { with: { type: 'json' } }),
};

const loaded = new Map<string, Promise<EmojiNames>>();

/**
 * The names of emoji by CLDR, in the language of a BCP 47 base tag; undefined when there are none in it. Those of a
 * language that isn't known are English.
 */
export async function emojiNames(language: string): Promise<EmojiNames | undefined> {
  const known = language === undetermined ? 'en' : language;
  if (!Object.hasOwn(sources, known)) return undefined;
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
  const { default: entries } = (await sources[language]?.()) ?? { default: [] };
  const labels = new Map(
    entries.map(({ unicode, label }) => [plainSequence(unicode), spokenLabel(label)]),
  );
  const nameOf = (emoji: string): string | undefined => {
    const plain = plainSequence(emoji);
    if (keycap.test(plain)) return plain[0];
    const name = (isLetter(plain) ? undefined : labels.get(plain)) ?? lettersOf(plain);
    if (name !== undefined) return name;
    // Joined emoji that no name exists for, as people put them together: each by its own name.
    const parts = plain.replace(tags, '').split('\u200d');
    const names = parts.map((part) => labels.get(part)).filter((part) => part !== undefined);
    return names.length > 0 ? names.join(' ') : undefined;
  };
  return { nameOf };
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
