import { place } from '../part.ts';
import { wordSign, wordStart } from './borders.ts';

const scheme = /\b[a-z]{3,6}:\/\/+/gi;
/** Marks typed for an apostrophe. */
const apostrophe = /(?<=\p{L})[´`](?=\p{L})/gu;
const hyphens = /[\u2010\u2011\u2212]/g;
/** Letters that were starred out of a word. */
const starred = /(?<=\p{L})\*+(?=\p{L})/gu;
/**
 * Runs of what a voice has no words for, and no pause (but not the place of another part): markup that wasn't closed,
 * arrows, bars, decoration.
 */
const unspoken =
  /[^\ue002\p{L}\p{M}\p{N}\p{Join_Control}\s.,!?;:'’"“”„«»()\-–—…、。，．！？：；・「」『』〜～¿¡%‰°\p{Sc}/।؟،؛]+/gu;

/** What stands around a run of signs: some characters of what is directly before and behind it. */
interface Around {
  readonly before: string;
  readonly behind: string;
}

const endsInWord = new RegExp(`[\\p{L}\\p{M}\\p{N}\\p{Sc}${place})%°]$`, 'u');
const startsWithWord = new RegExp(`^[\\p{L}\\p{N}\\p{Sc}${place}(]`, 'u');

/** Directly between words: a=b. */
function isJoined({ before, behind }: Around): boolean {
  return endsInWord.test(before) && startsWithWord.test(behind);
}
/** Alone between words: a = b. */
function isSpaced({ before, behind }: Around): boolean {
  return (
    before.endsWith(' ') &&
    behind.startsWith(' ') &&
    endsInWord.test(before.slice(0, -1)) &&
    startsWithWord.test(behind.slice(1))
  );
}
function isBetween(around: Around): boolean {
  return isJoined(around) || isSpaced(around);
}
function isBeforeNumber({ behind }: Around): boolean {
  return /^ ?[-.]?\p{N}/u.test(behind);
}
function isBehindNumber({ before }: Around): boolean {
  return /\p{N}$/u.test(before);
}
function isMath(around: Around): boolean {
  return isBetween(around) || isBeforeNumber(around);
}

const oneLetter = new RegExp(`${wordStart}[A-Za-z]$`, 'v');
const goesOn = new RegExp(`^${wordSign}`, 'v');

type Meaning = (around: Around) => boolean;

/** Where a sign means something, and so stays as it was written; everywhere else it is decoration. */
const meanings: Readonly<Record<string, Meaning>> = {
  // C++, 18+, a + b, +1, +rep
  '+': (around) =>
    endsInWord.test(around.before) ||
    /\p{N} $/u.test(around.before) ||
    /^ \p{N}/u.test(around.behind) ||
    isSpaced(around) ||
    (startsWithWord.test(around.behind) && !/[^\s(]$/.test(around.before)),
  '++': ({ before }) => endsInWord.test(before),
  '**': (around) => isBehindNumber(around) && isBeforeNumber(around),
  // a=b, x = 5, x != y
  '=': (around) => isMath(around) || around.before.endsWith('!'),
  '==': isBetween,
  '+=': isMath,
  '<=': isMath,
  '>=': isMath,
  '≤': isMath,
  '≥': isMath,
  '≠': isMath,
  '≈': isMath,
  '±': isMath,
  '×': isMath,
  '÷': isMath,
  '⁄': isJoined,
  '√': isBeforeNumber,
  '∞': () => true,
  // Between words, both point the way: settings > sound.
  '<': isBeforeNumber,
  '>': (around) => isBeforeNumber(around) && !/[-–]$/.test(around.before),
  // f*ck, 5*, 5 * 3
  '*': (around) =>
    isJoined(around) || isBehindNumber(around) || (isSpaced(around) && isBeforeNumber(around)),
  // C#, Anna#1234, #1
  '#': ({ before, behind }) =>
    isBeforeNumber({ before, behind }) || (oneLetter.test(before) && !goesOn.test(behind)),
  '@': isBetween,
  '&': isBetween,
  '^': (around) => endsInWord.test(around.before) && /^-?[\p{L}\p{N}(]/u.test(around.behind),
  // C:\Users
  '\\': ({ before, behind }) => /[\p{L}\p{N}:]$/u.test(before) && startsWithWord.test(behind),
  '~': isBeforeNumber,
  '·': isJoined,
  '§': isBeforeNumber,
  '§§': isBeforeNumber,
  '№': isBeforeNumber,
  '℃': isBehindNumber,
  '℉': isBehindNumber,
  '′': isBehindNumber,
  '″': isBehindNumber,
};
/** Punctuation of one script, which belongs to the words of that script: צה״ל, ٣٫١٤, ฯลฯ. */
const ofOneScript =
  /^[\p{P}&&[\p{scx=Arab}\p{scx=Armn}\p{scx=Beng}\p{scx=Deva}\p{scx=Ethi}\p{scx=Geor}\p{scx=Hebr}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Thai}]]$/v;

function isMeant(run: string, around: Around): boolean {
  if (Object.hasOwn(meanings, run)) return meanings[run]?.(around) ?? false;
  return ofOneScript.test(run) && endsInWord.test(around.before);
}

/** Marks and joiners that have lost the letter that they belong to. */
const orphans = /(?<![\p{L}\p{M}\p{N}])[\p{M}\u200c\u200d]+|[\u200c\u200d](?!\p{L})/gu;
/** Written without spaces: foo->bar. */
const arrow = /(?<=[\p{L}\p{N})])-{1,9}>/gu;
const slashes = /\/+/g;
const loneDash = /(?<=[\s\ue002]|^)[-–—~〜～]+(?=[\s\ue002]|$)/gmu;
const loneSigns = /(?<=[\s\ue002]|^)(?:['’"“”„«»()%‰°・]|\p{Sc})+(?=[\s\ue002]|$)/gmu;
/** Said beside a word: 5 Mio. €, $ per hour. */
const besideWord = /^(?:[%‰°]|\p{Sc})$/u;

function aroundOf(text: string, at: number, run: string): Around {
  const end = at + run.length;
  return { before: text.slice(Math.max(0, at - 2), at), behind: text.slice(end, end + 3) };
}

/** Drops signs that aren't spoken and mean nothing where they stand; a lone dash between words stays as a pause. */
export function withoutSigns(text: string): string {
  return text
    .replace(scheme, ' ')
    .replace(hyphens, '-')
    .replace(arrow, ' ')
    .replace(apostrophe, '’')
    .replace(starred, '*')
    .replace(unspoken, (run: string, at: number, whole: string) =>
      isMeant(run, aroundOf(whole, at, run)) ? run : ' ',
    )
    .replace(orphans, '')
    .replace(slashes, (run: string, at: number, whole: string) =>
      run === '/' && isBetween(aroundOf(whole, at, run)) ? run : ' ',
    )
    .replace(loneDash, (run: string, at: number, whole: string) => {
      // From one number to another, or the one less the other.
      const isBetweenNumbers =
        /\p{N}[\p{L} ]{0,10} $/u.test(whole.slice(Math.max(0, at - 12), at)) &&
        /^ [\p{N}\p{Sc}]/u.test(aroundOf(whole, at, run).behind);
      return isBetweenNumbers ? run : ',';
    })
    .replace(loneSigns, (run: string, at: number, whole: string) => {
      const { before, behind } = aroundOf(whole, at, run);
      const isSaid = /[\p{L}\p{N}.-] $/u.test(before) || /^ [\p{L}\p{N}]/u.test(behind);
      return besideWord.test(run) && isSaid ? run : '';
    });
}
