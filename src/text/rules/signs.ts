import type { Sign } from '../phrases/phrase.ts';
import { wordEnd, wordSign, wordStart } from './borders.ts';
import type { RuleContext } from './rule.ts';

type SignWords = Readonly<Record<Sign, string>>;

interface SignRule {
  /** Found quickly; most texts hold none of these. */
  readonly signs: RegExp;
  /** Where nothing else can be meant. */
  readonly pattern: RegExp;
  /** Given what was found, whole and by groups. */
  readonly say: (words: SignWords, found: readonly string[], language: string) => string;
}

const operations: Readonly<Record<string, Sign>> = {
  '+': 'plus',
  '-': 'minus',
  '−': 'minus',
  '–': 'minus',
  '*': 'times',
  '×': 'times',
  '·': 'times',
  x: 'times',
  '÷': 'dividedBy',
  '/': 'dividedBy',
  ':': 'dividedBy',
  '=': 'equals',
  '<': 'less',
  '>': 'greater',
  '±': 'plusMinus',
  '+/-': 'plusMinus',
  '≈': 'about',
  '~': 'about',
};

function operation(words: SignWords, sign: string): string {
  return ` ${words[operations[sign] ?? 'equals']} `;
}

const number = '\\d{1,15}(?:[.,]\\d{1,15}){0,3}';
const value = '[\\-−]?\\.?\\p{N}';
const operator = /(?<=\d)\s?([+\-−–*×·x÷/:=])\s?(?=\d|$)/g;
/** There, the word between two numbers is none before one number, and `~` may mean "up to". */
const leadingAsWritten = new Set(['ja', 'ko', 'zh']);

const signRules: readonly SignRule[] = [
  {
    // Numbers, signs between them, and what they come to: 5 - 3 = 2.
    signs: /=/,
    pattern: new RegExp(
      `(?<!${wordSign}|[.,\\/])[\\-−]?(?:${number})(?:\\s?[+\\-−–*×·x÷\\/:]\\s?(?:${number})){1,8}\\s?=(?!=)(?=\\s?[\\-−]?[\\d?x])`,
      'gv',
    ),
    say: (words, [written = '']) =>
      written.replace(operator, (_, sign: string) => operation(words, sign)),
  },
  {
    // These mean the same between any two numbers: 2+2.
    signs: /[+=*÷±]/,
    pattern: /(?<=\p{N})(\s?)([+=*÷±]|\+\/-)\1(?=\p{N})/gu,
    say: (words, [, , sign = '']) => operation(words, sign),
  },
  {
    // Two numbers, or letters that stand for them: x < 5, but not i<3u.
    signs: /[<>]/,
    pattern: new RegExp(
      `(?<=\\p{N}|${wordStart}\\p{L})(\\s?)([<>])\\1(?=[\\-−]?\\p{N})(?!3${wordSign})|(?<=\\p{N})(\\s?)([<>])\\3(?=\\p{L}${wordEnd})|(?<=${wordStart}\\p{L})(\\s?)(<)\\5(?=\\p{L}${wordEnd})`,
      'gv',
    ),
    say: (words, [, , one, , other, , less]) => operation(words, one ?? other ?? less ?? ''),
  },
  {
    // A letter and what it stands for: x = 5, but not in an address or an option: ?x=5, -x=5.
    signs: /=/,
    pattern: new RegExp(
      `(?<=${wordStart}\\p{L}) = (?=${value})|(?<=(?<!${wordSign}|[?&;#.\\-\\/])\\p{L})=(?=${value})`,
      'gv',
    ),
    say: (words) => operation(words, '='),
  },
  {
    // Before one number: +1, ±5, +/- 5, ~20.
    signs: /[+±≈~]/,
    pattern: /(?<![^\s(])(\+(?=\d)|±|\+\/-|(?<!\d\s)[≈~])\s?(?=\d)/g,
    say: (words, [written = '', sign = ''], language) =>
      /^[+~]$/.test(sign) && leadingAsWritten.has(language)
        ? written
        : operation(words, sign).trimStart(),
  },
  {
    // Neither a part of an address nor an entity of HTML.
    signs: /&/,
    pattern: /(?<![&=?])\s?&{1,2}\s?(?![&#]|\w{1,20}[=;])/g,
    say: ({ and }) => ` ${and} `,
  },
  {
    // Behind a letter of Japanese it stands for "more": あと@2.
    signs: /@/,
    pattern: new RegExp(`(?<=${wordSign})@(?=[\\p{L}\\p{N}])`, 'gv'),
    say: ({ at }) => ` ${at} `,
  },
  {
    // No colour.
    signs: /[#№]/,
    pattern: new RegExp(`${wordStart}[#№]\\s?(?=\\d)(?!(?=\\w*[a-f])[\\da-f]{6}${wordEnd})`, 'giv'),
    say: ({ number }) => `${number} `,
  },
  {
    signs: /§/,
    pattern: new RegExp(`${wordStart}§{1,2}\\s?(?=\\d)`, 'gv'),
    say: ({ section }) => `${section} `,
  },
];

const anySign = new RegExp(signRules.map(({ signs }) => signs.source).join('|'));

/** Signs that people read as a word, where nothing else can be meant. */
export function signsAsWords(text: string, { language, phrases }: RuleContext): string {
  if (!anySign.test(text)) return text;
  let result = text;
  for (const { signs, pattern, say } of signRules) {
    if (signs.test(result))
      result = result.replace(pattern, (...found: string[]) => say(phrases.signs, found, language));
  }
  return result;
}
