import { remembered } from '../locale.ts';
import { wordEnd } from './borders.ts';
import { asksForCase } from './cases.ts';
import { alternatives, joinedRange, numberPattern, placeOf, valueOf } from './numbers.ts';
import type { RuleContext } from './rule.ts';
import { bytes, everywhere, own, spaced, withoutBytes } from './unit-lists.ts';
import type { Units } from './unit-lists.ts';

interface Measures {
  readonly units: Units;
  readonly pattern: RegExp;
}

const measures = remembered((language): Measures => {
  const glued: Units = {
    ...everywhere,
    ...(!withoutBytes.has(language) && bytes),
    ...(Object.hasOwn(own, language) && own[language]),
  };
  const pattern = `(${numberPattern})(?:(\\s?)(${alternatives(Object.keys(glued))})|\\s(${alternatives(Object.keys(spaced))}))${wordEnd}(?![\\/'’´\`]|\\.[\\p{L}\\p{N}])(\\.(?=\\s[\\p{Ll}\\d]))?`;
  return { units: { ...glued, ...spaced }, pattern: new RegExp(pattern, 'gv') };
});

const format = remembered((key) => {
  const [locale, unit = ''] = key.split(' ');
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
});

const ordinalLanguages = new Set(['es', 'fr', 'it', 'pt']);
/** Other meanings of a sign than the unit, by what stands around it. */
const doubts: Readonly<
  Record<string, (number: string, glued: boolean, behind: string, language: string) => boolean>
> = {
  // The network.
  g: (number, glued, behind) => (glued && /^[2-6]$/.test(number)) || behind.startsWith('-'),
  // "At least", before "at most".
  min: (_number, _glued, behind) => /^[^.!?]{0,20}max/i.test(behind),
  // "Featuring" a singer, too.
  ft: (_number, _glued, behind) => /^(?:\.|\s+\p{Lu})/u.test(behind),
  // The fifth of something, where º is meant.
  '°': (_number, glued, behind, language) =>
    glued && ordinalLanguages.has(language) && /^ \p{L}/u.test(behind),
  г: (number) => /^[12]\d{3}$/.test(number),
  // Also the first of several: 1h 30m.
  h: (_number, _glued, behind) =>
    behind.startsWith('-') || /^ ?\d{1,2} ?[ms](?!\p{L})/u.test(behind),
  l: (_number, _glued, behind) => behind.startsWith('-'),
  L: (_number, _glued, behind) => behind.startsWith('-'),
  m: (_number, _glued, behind) => behind.startsWith('-'),
  s: (_number, _glued, behind) => behind.startsWith('-'),
};
const maxBehind = 24;
/** Abbreviations whose dot ends no sentence, if it goes on in small letters. */
const dotted = new Set('min Min Std Sek sek seg sec hrs godz мин сек хв ч'.split(' '));

/** A number with the sign of a unit, and where it stands. */
interface Measure {
  readonly number: string;
  readonly sign: string;
  /** Intl's name. */
  readonly unit: string;
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** "5 km" with the unit as a word of the language, in the form that the number asks for; the number stays as written. */
export function unitsAsWords(text: string, context: RuleContext): string {
  const { units, pattern } = measures(context.language);
  return text.replace(
    pattern,
    (written, number: string, gap?: string, glued?: string, apart?: string, dot = '', at = 0) => {
      const sign = glued ?? apart ?? '';
      const end = at + written.length;
      const behind = text.slice(end - dot.length, end + maxBehind);
      if (doubts[sign]?.(number, gap === '', behind, context.language) || joinedRange.test(behind))
        return written;
      const measure = { number, sign, unit: units[sign] ?? '', text, at, end };
      const words = inWords(measure, context);
      return words === undefined ? written : words + (dotted.has(sign) ? '' : dot);
    },
  );
}

/** Units whose words are the same before what they describe: "100 percent sure". */
const inOneForm = /^(?:percent|celsius|fahrenheit)$|-per-/;
/** Signs that are written as a plural, and are said as one. */
const plurals = new Set(['hrs', 'lbs', 'mins', 'secs']);

/** Undefined where the form of the unit's words can't be told. */
function inWords(measure: Measure, { locale, language }: RuleContext): string | undefined {
  const { number, sign, unit, text, at, end } = measure;
  const place = placeOf(text, at, end, language);
  const value = place === 'attribute' ? 1 : valueOf(number, locale);
  const isUnsure = place === 'unsure' && !inOneForm.test(unit) && !plurals.has(sign);
  if (isUnsure && value !== 1) return undefined;
  if (asksForCase(text, at, value, language)) return undefined;
  const parts = format(`${locale} ${unit}`).formatToParts(value);
  if (parts[0]?.type === 'unit' && saidBefore.test(text.slice(Math.max(0, at - 8), at)))
    return undefined;
  const words = withNumber(parts, number);
  return words.includes('/') ? undefined : words;
}

/** Where words of the unit come before the number, the scale may have been said already, and a sign in words. */
const saidBefore =
  /(?:マイナス|プラス|氷点下|零下|時速|秒速|摂氏|华氏|摄氏|时速|秒速|영하|영상|시속|초속|섭씨|화씨) ?$/;

function withNumber(parts: readonly Intl.NumberFormatPart[], number: string): string {
  const [before, after] = [parts.findIndex(isDigits), parts.findLastIndex(isDigits)];
  const words = (from: readonly Intl.NumberFormatPart[]): string =>
    from.map(({ value }) => value.replace(/\s/g, ' ')).join('');
  return (
    words(parts.slice(0, Math.max(0, before)).filter(({ type }) => type !== 'minusSign')) +
    number +
    words(parts.slice(after + 1))
  );
}
function isDigits({ type }: Intl.NumberFormatPart): boolean {
  return type === 'integer' || type === 'decimal' || type === 'fraction' || type === 'group';
}
