import { remembered } from '../locale.ts';
import type { Coin } from '../phrases/phrase.ts';
import { plural } from '../phrases/phrases.ts';
import { numberPattern, valueOf } from './numbers.ts';
import type { RuleContext } from './rule.ts';

/** Signs that follow a number, and Intl's name of the unit. A space is needed where the sign is a word or a plural, too. */
const units: Readonly<Record<string, string>> = {
  km: 'kilometer',
  cm: 'centimeter',
  mm: 'millimeter',
  mi: 'mile',
  ft: 'foot',
  kg: 'kilogram',
  g: 'gram',
  lb: 'pound',
  lbs: 'pound',
  oz: 'ounce',
  l: 'liter',
  L: 'liter',
  ml: 'milliliter',
  '°C': 'celsius',
  '°F': 'fahrenheit',
  '℃': 'celsius',
  '°': 'degree',
  '%': 'percent',
  'km/h': 'kilometer-per-hour',
  kmh: 'kilometer-per-hour',
  mph: 'mile-per-hour',
  'm/s': 'meter-per-second',
  KB: 'kilobyte',
  kB: 'kilobyte',
  MB: 'megabyte',
  GB: 'gigabyte',
  TB: 'terabyte',
  Mbit: 'megabit',
  Gbit: 'gigabit',
  'MB/s': 'megabyte-per-second',
  h: 'hour',
  min: 'minute',
  ms: 'millisecond',
};
const spacedUnits: Readonly<Record<string, string>> = { m: 'meter', s: 'second' };

function alternatives(keys: readonly string[]): string {
  return keys
    .toSorted((one, other) => other.length - one.length)
    .map((key) => key.replace(/[$/]/g, '\\$&'))
    .join('|');
}

const measured = new RegExp(
  `(${numberPattern})(?:\\s?(${alternatives(Object.keys(units))})|\\s(${alternatives(Object.keys(spacedUnits))}))(?![\\p{L}\\p{N}/])`,
  'gu',
);

const format = remembered((key) => {
  const [locale, unit = ''] = key.split(' ');
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
});

/** "5 km" with the unit as a word of the language, in the form that the number asks for; the number stays as written. */
export function unitsAsWords(text: string, { locale }: RuleContext): string {
  return text.replace(measured, (_, number: string, sign?: string, spacedSign?: string) => {
    const unit = units[sign ?? ''] ?? spacedUnits[spacedSign ?? ''] ?? '';
    return withNumber(format(`${locale} ${unit}`).formatToParts(valueOf(number, locale)), number);
  });
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

/** Signs whose currency depends on who writes: they are said without a country. */
const coins: Readonly<Record<string, Coin>> = {
  $: 'dollar',
  US$: 'dollar',
  '€': 'euro',
  '£': 'pound',
  '¥': 'yen',
  '￥': 'yen',
  '₽': 'rouble',
};
const currencies: Readonly<Record<string, string>> = {
  R$: 'BRL',
  '₩': 'KRW',
  '₹': 'INR',
  '₺': 'TRY',
  '₴': 'UAH',
  zł: 'PLN',
  Kč: 'CZK',
  EUR: 'EUR',
  USD: 'USD',
  GBP: 'GBP',
  JPY: 'JPY',
  CHF: 'CHF',
  PLN: 'PLN',
  RUB: 'RUB',
  BRL: 'BRL',
  CAD: 'CAD',
  AUD: 'AUD',
  INR: 'INR',
  KRW: 'KRW',
  CNY: 'CNY',
  SEK: 'SEK',
  NOK: 'NOK',
  DKK: 'DKK',
  CZK: 'CZK',
  TRY: 'TRY',
  UAH: 'UAH',
};

const signs = alternatives([...Object.keys(coins), ...Object.keys(currencies)]);
const priced = new RegExp(
  `(?<![\\p{L}\\p{N}$])(${signs})\\s?(\\d{1,15}(?:[.,]\\d{1,15}){0,5})(?![\\d%])|(${numberPattern})\\s?(${signs})(?![\\p{L}\\p{N}])`,
  'gu',
);

const currencyFormat = remembered((key) => {
  const [locale, currency = ''] = key.split(' ');
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    trailingZeroDisplay: 'stripIfInteger',
  });
});

/** "$5" and "5 €" with the currency as a word behind the number. */
export function currencyAsWords(text: string, { locale, language, phrases }: RuleContext): string {
  return text.replace(
    priced,
    (_, before?: string, ofBefore?: string, ofAfter?: string, after?: string) => {
      const sign = before ?? after ?? '';
      const number = ofBefore ?? ofAfter ?? '';
      const value = valueOf(number, locale);
      const coin = coins[sign];
      if (coin) return `${number} ${plural(phrases.coins[coin], value, language)}`;
      const parts = currencyFormat(`${locale} ${currencies[sign] ?? ''}`).formatToParts(value);
      return `${number} ${parts.find(({ type }) => type === 'currency')?.value ?? sign}`;
    },
  );
}
