import { currencyName } from '../locale.ts';
import { plural } from '../phrases/phrases.ts';
import { wordEnd, wordStart } from './borders.ts';
import { asksForCase } from './cases.ts';
import { atHome, coins, currencies } from './currencies.ts';
import {
  alternatives,
  amountPattern,
  joinedRange,
  numberPattern,
  placeOf,
  valueOf,
} from './numbers.ts';
import type { RuleContext } from './rule.ts';

/** Words that make thousands or millions of the number before them; the beginnings of words in several languages. */
const multiplier = new RegExp(
  `^\\s?(?:(?:[kmbt]|[bmt]n|mm|mi|bi|tri)${wordEnd}|thousand|hundred|grand|mil|bil|bill|trill|mln|mld|mrd|mlrd|mia|mio|tsd|tausend|tys|duizend|lakh|crore|cr${wordEnd}|тыс|тис|млн|млрд|милли|трлн|พัน|หมื่น|แสน|ล้าน|सौ|हज\\u093c?ार|लाख|करोड|ألف|آلاف|مليون|ملايين|مليار|nghìn|ngàn|triệu|tỷ|ribu|juta|tusen|[万萬億亿兆千百十만억조천백십])`,
  'iv',
);
/** The currency once more. */
const currencyAgain = new RegExp(
  `^\\s?(?:[A-Z]{3}${wordEnd}|\\p{Sc}|dollar|euro|pound|buck|yen|d[óo]lar|peso|real(?!\\p{L})|reais|franc|rupee|peset|sol(?:es)?(?!\\p{L})|zł|lira|рубл|доллар|евро|[円元圆圓块원]|美元|欧元|英镑|日元|ドル|ユーロ|ポンド|달러|유로|엔)`,
  'v',
);
/** A rate, "or more", a range, a longer number. */
const goingOn = /^(?:[.,]?\d|[/+%*^]|\s?[-–—~〜～]\s?[\p{Sc}\p{L}\d]|\s\d{3}(?!\d))/u;
const maxBehind = 12;
/** A sign between spaces belongs to the amount before it: 5 Mio. € */
const amountBefore = /\d\s?\p{L}{0,4}\.?\s$/u;

const signs = alternatives([...Object.keys(coins), ...Object.keys(currencies)]);
/** "5,-" is five and nothing behind the comma; Indians write "5/-". */
const noCents = '(?:[.,\\/][\\-–—]{1,2}(?!\\d))?';
const before = `${wordStart}(?<![\\p{Sc}\\/]|\\d\\s|\\d\\+|\\d\\s?[\\-–—~〜～]\\s?)(${signs})\\s?(${amountPattern})${noCents}${wordEnd}`;
const after = `(${numberPattern})${noCents}\\s?(${signs})${wordEnd}(?!\\p{Sc})(?:\\.(?=\\s\\p{Ll}))?`;
const priced = new RegExp(`${before}|${after}`, 'gv');

/** Quick to tell: most numbers are no prices. */
const anySign = new RegExp(signs);

/** "$5" and "5 €" with the currency as a word behind the number; `$5k` and the like say themselves best. */
export function currencyAsWords(text: string, context: RuleContext): string {
  if (!anySign.test(text)) return text;
  return text.replace(
    priced,
    (written, before?: string, ofBefore?: string, ofAfter?: string, after?: string, at = 0) => {
      const end = at + written.length;
      const behind = text.slice(end, end + maxBehind);
      if (joinedRange.test(behind)) return written;
      if (before !== undefined) {
        const isOwned =
          written.includes(' ') && amountBefore.test(text.slice(Math.max(0, at - 8), at));
        if (isOwned || isMore(behind)) return written;
      }
      const place = placeOf(text, at, end, context.language);
      const number = ofBefore ?? ofAfter ?? '';
      const value = place === 'attribute' ? 1 : valueOf(number, context.locale);
      if (place === 'unsure' || asksForCase(text, at, value, context.language)) return written;
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
  const currency = currencies[sign] ?? '';
  const own = atHome[language]?.[currency];
  if (own) return plural(own, value, language);
  return currencyName(locale, currency, value) ?? sign;
}
