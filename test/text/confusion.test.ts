import { beforeAll, expect, test } from 'vitest';

import { espeakLanguages } from '#speech/embedded/espeak-languages.ts';
import { languageFinder } from '#text/language.ts';
import type { FindLanguage } from '#text/language.ts';
import { baseOf } from '#text/locale.ts';

import { lines } from './lines/lines.ts';
import type { Line } from './lines/lines.ts';

/** As many languages as any engine speaks: each of them can be mistaken for. */
const allowed = [...new Set(espeakLanguages.map(([tag]) => baseOf(tag)))];
/** The voice that speaks when nothing is known: the first of every engine is English. */
const spokenByDefault = 'en';
const languages = [...new Set(lines.flatMap((line) => line.languages))];
/** Languages in other letters, which as a prior all say the same of a Latin line. */
const elsewhere = ['ru', 'ar', 'ja'];
const latinOnes = languages.filter((tag) => new Intl.Locale(tag).maximize().script === 'Latn');

const isLatin = ({ languages }: Line): boolean =>
  languages.every((language) => latinOnes.includes(language));
const isLong = ({ text }: Line): boolean => text.split(/\s+/).length >= 4;
const others = (line: Line, among: readonly string[]): readonly string[] =>
  among.filter((language) => !line.languages.includes(language));

interface Column {
  readonly name: string;
  readonly of: (line: Line) => boolean;
  /** Each line is read once with each. */
  readonly priors: (line: Line) => readonly (readonly string[])[];
}

const one = (tag: string): readonly string[] => [tag];
const columns = {
  right: { name: 'right prior', of: () => true, priors: (line) => line.languages.map(one) },
  none: { name: 'no prior', of: () => true, priors: () => [[]] },
  otherScripts: {
    name: 'wrong prior, other scripts',
    of: (line) => !isLatin(line),
    priors: (line) => others(line, latinOnes).map(one),
  },
  latin: {
    name: 'wrong prior, Latin, 4 words and more',
    of: (line) => isLatin(line) && isLong(line),
    priors: (line) => others(line, [...latinOnes, ...elsewhere]).map(one),
  },
  english: {
    name: 'English chat, English prior',
    of: (line) => line.languages.includes('en'),
    priors: () => [['en']],
  },
} satisfies Record<string, Column>;

/** In how many cases the language that is spoken is one of the line's, or another one that was decided on. */
interface Tally {
  cases: number;
  right: number;
  wrong: number;
  /** Wrongly taken for, and how often. */
  readonly takenFor: Map<string, number>;
  readonly mistaken: Set<string>;
}

const newTally = (): Tally => ({
  cases: 0,
  right: 0,
  wrong: 0,
  takenFor: new Map(),
  mistaken: new Set(),
});
const percent = (count: number, { cases }: Tally): number => (count / cases) * 100;

let find: FindLanguage;
beforeAll(async () => {
  find = await languageFinder();
});

function count(line: Line, prior: readonly string[], tally: Tally): void {
  const { language } = find(line.text, prior, allowed);
  tally.cases += 1;
  if (line.languages.includes(language ?? spokenByDefault)) tally.right += 1;
  else if (language !== undefined) {
    tally.wrong += 1;
    tally.takenFor.set(language, (tally.takenFor.get(language) ?? 0) + 1);
    tally.mistaken.add(`${line.text} → ${language}`);
  }
}

function tallyOf({ of, priors }: Column): Tally {
  const tally = newTally();
  for (const line of lines)
    if (of(line)) for (const prior of priors(line)) count(line, prior, tally);
  return tally;
}

/** By language: `right`, `right · wrong (taken for)`, of 100 cases. */
function table(): string {
  const all = Object.values(columns) as readonly Column[];
  const rows = [...languages, 'all'].map((language) => {
    const cells = all.map((column) => {
      const isMine = (line: Line): boolean =>
        column.of(line) && (language === 'all' || line.languages.includes(language));
      const tally = tallyOf({ ...column, of: isMine });
      if (tally.cases === 0) return '–';
      const taken = Array.from(tally.takenFor, ([tag, times]) => `${tag} ${times}`).join(', ');
      const wrong = tally.wrong === 0 ? '' : ` · ${percent(tally.wrong, tally).toFixed(1)}`;
      const detail = language === 'all' || taken === '' ? '' : ` (${taken})`;
      return `${percent(tally.right, tally).toFixed(1)}${wrong}${detail}`;
    });
    const count = lines.filter((line) => language === 'all' || line.languages.includes(language));
    return [language, count.length, ...cells].join(' | ');
  });
  return [['language', 'lines', ...all.map(({ name }) => name)].join(' | '), ...rows].join('\n');
}

test('there are lines enough', () => {
  expect(languages.length).toBeGreaterThanOrEqual(15);
  expect(lines.length).toBeGreaterThanOrEqual(400);
  expect(new Set(lines.map(({ text }) => text)).size).toBe(lines.length);
});

test('the right prior is followed', () => {
  const tally = tallyOf(columns.right);
  expect(percent(tally.right, tally)).toBeGreaterThanOrEqual(95);
  expect(percent(tally.wrong, tally)).toBeLessThan(1);
});

test('without a prior most lines are told by themselves, and few are mistaken', () => {
  const tally = tallyOf(columns.none);
  expect(percent(tally.right, tally)).toBeGreaterThanOrEqual(75);
  expect(percent(tally.wrong, tally)).toBeLessThan(2);
});

test('a prior in Latin letters never keeps what is written in others', () => {
  const tally = tallyOf(columns.otherScripts);
  expect([...tally.mistaken]).toEqual([]);
  expect(tally.right).toBe(tally.cases);
});

test('a wrong prior gives way to four words in another language', () => {
  const tally = tallyOf(columns.latin);
  expect(percent(tally.right, tally)).toBeGreaterThanOrEqual(70);
});

test('English chat among the English stays English', () => {
  const tally = tallyOf(columns.english);
  expect(tally.cases).toBeGreaterThanOrEqual(100);
  expect(percent(tally.cases - tally.right, tally)).toBeLessThanOrEqual(1);
});

// Printed when it is asked for: `CONFUSION=1 npx vitest run test/text/confusion.test.ts`.
test.runIf(process.env['CONFUSION'])('the table', () => {
  const printed = table();
  process.stdout.write(`${printed}\n`);
  expect(printed).toContain('\nall |');
});
