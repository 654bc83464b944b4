import { remembered } from '../locale.ts';
import type { Coin } from '../phrases/phrase.ts';
import { plural } from '../phrases/phrases.ts';
import { wordEnd, wordStart } from './borders.ts';
import {
  alternatives,
  amountPattern,
  describes,
  isAttribute,
  numberPattern,
  valueOf,
} from './numbers.ts';
import type { RuleContext } from './rule.ts';

/** Signs whose currency depends on who writes: they are said without a country. */
const coins: Readonly<Record<string, Coin>> = {
  $: 'dollar',
  US$: 'dollar',
  '€': 'euro',
  '£': 'pound',
  '¥': 'yen',
  '￥': 'yen',
  '₽': 'rouble',
  руб: 'rouble',
};
/** Codes that are words in capitals, too (CAD, TRY), aren't sure enough. */
const currencies: Readonly<Record<string, string>> = {
  A$: 'AUD',
  C$: 'CAD',
  CA$: 'CAD',
  HK$: 'HKD',
  NT$: 'TWD',
  NZ$: 'NZD',
  R$: 'BRL',
  '₩': 'KRW',
  '￦': 'KRW',
  '₹': 'INR',
  '₺': 'TRY',
  '₴': 'UAH',
  '₫': 'VND',
  '₱': 'PHP',
  '₪': 'ILS',
  '₦': 'NGN',
  '₸': 'KZT',
  '฿': 'THB',
  грн: 'UAH',
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
  AUD: 'AUD',
  INR: 'INR',
  KRW: 'KRW',
  CNY: 'CNY',
  SEK: 'SEK',
  NOK: 'NOK',
  DKK: 'DKK',
  CZK: 'CZK',
  UAH: 'UAH',
};

/** What makes thousands or millions of the number before it; the beginnings of words in several languages. */
const multiplier = new RegExp(
  `^\\s?(?:(?:[kmbt]|[bmt]n|mm|mi|bi|tri)${wordEnd}|thousand|hundred|grand|mil|bil|bill|trill|mln|mld|mrd|mlrd|mia|mio|tsd|tausend|tys|duizend|lakh|crore|cr${wordEnd}|тыс|млн|млрд|милли|трлн|[万萬億亿兆千百十만억조천백십])`,
  'iv',
);
/** The currency once more. */
const currencyAgain = new RegExp(
  `^\\s?(?:[A-Z]{3}${wordEnd}|\\p{Sc}|dollar|euro|pound|buck|yen|рубл|доллар|евро|[円元圆圓块원]|美元|欧元|英镑|日元|ドル|ユーロ|ポンド|달러|유로|엔)`,
  'v',
);
/** A rate, "or more", a range, a longer number. */
const goingOn = /^(?:[.,]?\d|[/+%]|\s?[-–—~〜～]\s?[\p{Sc}\p{L}\d]|\s\d{3}(?!\d))/u;
const maxBehind = 12;
/** A sign between spaces belongs to the amount before it: 5 Mio. € */
const amountBefore = /\d\s?\p{L}{0,4}\.?\s$/u;

const signs = alternatives([...Object.keys(coins), ...Object.keys(currencies)]);
const before = `${wordStart}(?<![\\p{Sc}\\/]|\\d\\s|\\d\\s?[\\-–—~〜～]\\s?)(${signs})\\s?(${amountPattern})${wordEnd}`;
const after = `(${numberPattern})\\s?(${signs})${wordEnd}(?!\\p{Sc})(?:\\.(?=\\s\\p{Ll}))?`;
const priced = new RegExp(`${before}|${after}`, 'gv');

const currencyFormat = remembered((key) => {
  const [locale, currency = ''] = key.split(' ');
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    trailingZeroDisplay: 'stripIfInteger',
  });
});

/** "$5" and "5 €" with the currency as a word behind the number; `$5k` and the like say themselves best. */
export function currencyAsWords(text: string, context: RuleContext): string {
  return text.replace(
    priced,
    (written, before?: string, ofBefore?: string, ofAfter?: string, after?: string, at = 0) => {
      const end = at + written.length;
      if (before !== undefined) {
        const isOwned =
          written.includes(' ') && amountBefore.test(text.slice(Math.max(0, at - 8), at));
        if (isOwned || isMore(text.slice(end, end + maxBehind))) return written;
      }
      const isOne = isAttribute(text, at, context.language);
      if (!isOne && describes(text, end, context.language)) return written;
      const number = ofBefore ?? ofAfter ?? '';
      const value = isOne ? 1 : valueOf(number, context.locale);
      return `${number} ${nameOf(before ?? after ?? '', value, context)}`;
    },
  );
}

/** Whether what stands behind an amount belongs to it, so that its name can't be said in between. */
function isMore(behind: string): boolean {
  return goingOn.test(behind) || multiplier.test(behind) || currencyAgain.test(behind);
}

function nameOf(sign: string, value: number, { locale, language, phrases }: RuleContext): string {
  const coin = coins[sign];
  if (coin) return plural(phrases.coins[coin], value, language);
  const parts = currencyFormat(`${locale} ${currencies[sign] ?? ''}`).formatToParts(value);
  return parts.find(({ type }) => type === 'currency')?.value ?? sign;
}
