import { baseOf, remembered } from '../locale.ts';

/** A writing system. */
export interface Script {
  /** By ISO 15924. */
  readonly code: (typeof writtenIn)[number]['code'];
  readonly letters: RegExp;
  /** BCP 47 base tags of what is written in it, the one that most people write first. */
  readonly languages: readonly string[];
  /** How many Latin letters say as much as one of these. */
  readonly weight?: number;
}

/** Scripts that voices read beside Latin, which all of them do. */
const writtenIn = [
  {
    code: 'Kana',
    letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
    languages: ['ja'],
    weight: 2,
  },
  { code: 'Hani', letters: /\p{Script=Han}/gu, languages: ['zh', 'ja', 'yue'], weight: 3 },
  { code: 'Hang', letters: /\p{Script=Hangul}/gu, languages: ['ko'], weight: 2 },
  {
    code: 'Cyrl',
    letters: /\p{Script=Cyrillic}/gu,
    languages: 'ru uk bg sr be mk kk ky mn tg tt ba cv nog'.split(' '),
  },
  { code: 'Arab', letters: /\p{Script=Arabic}/gu, languages: 'ar fa ur ug sd ckb ps'.split(' ') },
  { code: 'Hebr', letters: /\p{Script=Hebrew}/gu, languages: ['he', 'yi'] },
  { code: 'Grek', letters: /\p{Script=Greek}/gu, languages: ['el', 'grc'] },
  { code: 'Thai', letters: /\p{Script=Thai}/gu, languages: ['th'] },
  { code: 'Deva', letters: /\p{Script=Devanagari}/gu, languages: ['hi', 'mr', 'ne', 'kok'] },
  { code: 'Beng', letters: /\p{Script=Bengali}/gu, languages: ['bn', 'as', 'bpy'] },
  { code: 'Taml', letters: /\p{Script=Tamil}/gu, languages: ['ta'] },
  { code: 'Telu', letters: /\p{Script=Telugu}/gu, languages: ['te'] },
  { code: 'Knda', letters: /\p{Script=Kannada}/gu, languages: ['kn'] },
  { code: 'Mlym', letters: /\p{Script=Malayalam}/gu, languages: ['ml'] },
  { code: 'Gujr', letters: /\p{Script=Gujarati}/gu, languages: ['gu'] },
  { code: 'Guru', letters: /\p{Script=Gurmukhi}/gu, languages: ['pa'] },
  { code: 'Orya', letters: /\p{Script=Oriya}/gu, languages: ['or'] },
  { code: 'Sinh', letters: /\p{Script=Sinhala}/gu, languages: ['si'] },
  { code: 'Mymr', letters: /\p{Script=Myanmar}/gu, languages: ['my', 'shn'] },
  { code: 'Khmr', letters: /\p{Script=Khmer}/gu, languages: ['km'] },
  { code: 'Laoo', letters: /\p{Script=Lao}/gu, languages: ['lo'] },
  { code: 'Geor', letters: /\p{Script=Georgian}/gu, languages: ['ka'] },
  { code: 'Armn', letters: /\p{Script=Armenian}/gu, languages: ['hy', 'hyw'] },
  { code: 'Ethi', letters: /\p{Script=Ethiopic}/gu, languages: ['am', 'ti'] },
  { code: 'Cher', letters: /\p{Script=Cherokee}/gu, languages: ['chr'] },
] as const satisfies readonly (Omit<Script, 'code'> & { readonly code: string })[];
const scripts: readonly Script[] = writtenIn;

const markup = /https?:\/\/\S{1,2048}|<[^<>\s]{1,100}>|:\w{1,64}:|`[^`]{1,2000}`/g;
/** Longer texts don't become any clearer. UTF-16 units. */
const enoughLength = 400;

/** As much of a text as shows what it is written in: without markup, letters in fancy shapes as letters. */
export function plainOf(text: string): string {
  const beginning = text.slice(0, enoughLength * 2).replace(markup, ' ');
  return beginning.slice(0, enoughLength).normalize('NFKC');
}

const notLatin = /[\p{L}--\p{Script=Latin}]/gv;
const latin = /\p{Script=Latin}/gu;
/** A face made of letters of far-away scripts, such as "ヽ(´・ω・`)ノ", says nothing of the text around it. */
const faces = /[ヽノﾉゝლᕕᕦ٩]?[(（][^()（）\n]{0,16}[)）][ヽノﾉゝლᕗᕤ۶]?/gu;
const word = /\p{L}{2}/u;
/** The share of all letters in a text from which on letters of another script than Latin are no quotation. */
const minShare = 0.4;
/** Among people who write in that script, one word in it is enough. */
const minShareAtHome = 0.12;

/**
 * The script that a plain text is written in; undefined for Latin, and for a text without letters. `home`: the tag of
 * what it is likely to be in.
 */
export function scriptOf(text: string, home?: string): Script | undefined {
  if (text.search(notLatin) < 0) return undefined;
  const plain = text.replace(faces, (face) => (word.test(face) ? face : ' '));
  const { script, weight } = heaviest(plain);
  if (!script) return undefined;
  const share = weight / (weight + (plain.match(latin)?.length ?? 0));
  const isHome = home !== undefined && reads(home, script);
  return share >= (isHome ? minShareAtHome : minShare) ? script : undefined;
}

/** The script other than Latin that says most in a text, and what all of them say together. */
function heaviest(text: string) {
  let left = text.match(notLatin)?.length ?? 0;
  let [most, ofMost, ofAll]: [Script | undefined, number, number] = [undefined, 0, 0];
  for (const script of scripts) {
    if (left <= 0) break;
    const count = text.match(script.letters)?.length ?? 0;
    left -= count;
    const weight = count * (script.weight ?? 1);
    ofAll += weight;
    // Kana stand between Han characters, of which there may be more, and tell who writes them.
    const isCovered = most?.code === 'Kana' && script.code === 'Hani';
    if (weight > ofMost && !isCovered) [most, ofMost] = [script, weight];
  }
  return { script: most, weight: ofAll };
}

/** The script of a text whose language is not to be found. */
export function scriptOfText(text: string): Script | undefined {
  return scriptOf(plainOf(text));
}

/** A part of a text in letters of one script: undefined for Latin, and for signs and digits. */
export interface Stretch {
  readonly text: string;
  readonly script: Script | undefined;
}

const anyLetter = /\p{L}/u;

/**
 * A text cut where a script that somebody doesn't read begins or ends: what they do read is a stretch without a script.
 * Signs, marks and spaces stay with the letters before them.
 */
export function stretchesOf(text: string, isRead: (script: Script) => boolean): readonly Stretch[] {
  if (text.search(notLatin) < 0) return [{ text, script: undefined }];
  const stretches: Stretch[] = [];
  let [start, at]: [number, number] = [0, 0];
  let current: Script | undefined;
  for (const character of text) {
    if (anyLetter.test(character)) {
      const script = unread(character, isRead);
      if (script !== current && at > start) {
        stretches.push({ text: text.slice(start, at), script: current });
        start = at;
      }
      current = script;
    }
    at += character.length;
  }
  stretches.push({ text: text.slice(start), script: current });
  return stretches;
}

function unread(letter: string, isRead: (script: Script) => boolean): Script | undefined {
  if (letter.search(latin) >= 0) return undefined;
  const script = scripts.find(({ letters }) => letter.search(letters) >= 0);
  return script && !isRead(script) ? script : undefined;
}

/** ISO 15924 codes that stand for several scripts at once. */
const together: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Kana', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
  Kore: ['Hang'],
};
/** Voices of any language, and those of which nothing is known. */
const any = new Set(['mul', 'und']);

const scriptsOfBase = remembered((base: string): readonly string[] | 'any' => {
  if (any.has(base)) return 'any';
  const code = likelyScript(base);
  return together[code] ?? [code];
});

function likelyScript(base: string): string {
  try {
    return new Intl.Locale(base).maximize().script ?? 'Latn';
  } catch {
    return 'Latn';
  }
}

/** Whether a voice of that language reads the script; undefined stands for Latin, which every voice reads. */
export function reads(tag: string, script: Script | undefined): boolean {
  if (!script) return true;
  const own = scriptsOfBase(baseOf(tag));
  return own === 'any' || own.includes(script.code);
}

/** Written in Latin letters as often as in those that they are listed under. */
const alsoLatin = new Set(['sr']);

const known = new WeakMap<readonly string[], Map<string, readonly string[]>>();

/** Those of the languages that are written in the script, by base tags; undefined stands for Latin. */
export function languagesIn(
  script: Script | undefined,
  languages: readonly string[],
): readonly string[] {
  // The same list is asked about for message after message.
  const byScript = known.get(languages) ?? new Map<string, readonly string[]>();
  known.set(languages, byScript);
  const code = script?.code ?? 'Latn';
  const found =
    byScript.get(code) ??
    languages.filter((base) =>
      script
        ? script.languages.includes(base)
        : alsoLatin.has(base) || scriptsOfBase(base).includes('Latn'),
    );
  byScript.set(code, found);
  return found;
}
