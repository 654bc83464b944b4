import { remembered } from '../locale.ts';
import { wordEnd } from './borders.ts';
import { alternatives, isAttribute, numberPattern, valueOf } from './numbers.ts';
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

/** What a sign means besides the unit, by what stands around it. */
const doubts: Readonly<
  Record<string, (number: string, glued: boolean, behind: string) => boolean>
> = {
  // The network.
  g: (number, glued, behind) => (glued && /^[2-6]$/.test(number)) || behind.startsWith('-'),
  // "At least", before "at most".
  min: (_number, _glued, behind) => /^[^.!?]{0,20}max/i.test(behind),
  // Who sings, too.
  ft: (_number, _glued, behind) => /^(?:\.|\s+\p{Lu})/u.test(behind),
  г: (number) => /^[12]\d{3}$/.test(number),
  h: (_number, _glued, behind) => behind.startsWith('-'),
  l: (_number, _glued, behind) => behind.startsWith('-'),
  L: (_number, _glued, behind) => behind.startsWith('-'),
  m: (_number, _glued, behind) => behind.startsWith('-'),
  s: (_number, _glued, behind) => behind.startsWith('-'),
};
const maxBehind = 24;
/** Abbreviations whose dot ends no sentence, if it goes on in small letters. */
const dotted = new Set([
  'min',
  'Min',
  'Std',
  'Sek',
  'sek',
  'seg',
  'sec',
  'hrs',
  'godz',
  'мин',
  'сек',
  'хв',
  'ч',
]);

/** "5 km" with the unit as a word of the language, in the form that the number asks for; the number stays as written. */
export function unitsAsWords(text: string, { locale, language }: RuleContext): string {
  const { units, pattern } = measures(language);
  return text.replace(
    pattern,
    (written, number: string, gap?: string, glued?: string, apart?: string, dot = '', at = 0) => {
      const sign = glued ?? apart ?? '';
      const end = at + written.length - dot.length;
      if (doubts[sign]?.(number, gap === '', text.slice(end, end + maxBehind))) return written;
      const value = isAttribute(text, at, language) ? 1 : valueOf(number, locale);
      const unit = format(`${locale} ${units[sign] ?? ''}`);
      const words = withNumber(unit.formatToParts(value), number);
      return words.includes('/') ? written : words + (dotted.has(sign) ? '' : dot);
    },
  );
}

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
