import { place } from '../part.ts';
import type { Around } from './around.ts';
import { wordSign, wordStart } from './borders.ts';

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
/** Between words, with a space on both sides or on none. */
export function isBetween(around: Around): boolean {
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
  // a=b, x = 5, 5+5=, x != y
  '=': (around) => isMath(around) || isBehindNumber(around) || around.before.endsWith('!'),
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
  // A number of the same script may follow it: ٪50 is typed in this order, too.
  '٪': (around) => isBehindNumber(around) || isBeforeNumber(around),
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

/** Whether a run of signs means something where it stands. */
export function isMeant(run: string, around: Around): boolean {
  if (Object.hasOwn(meanings, run)) return meanings[run]?.(around) ?? false;
  return ofOneScript.test(run) && endsInWord.test(around.before);
}
