import { isAscii } from '../clean.ts';
import { emojiPattern } from '../emoji/sequence.ts';
import { undetermined } from '../locale.ts';
import { singleSpaced } from '../tidy.ts';
import { acronymsAsWords } from './acronyms.ts';
import { datesAsWords } from './dates.ts';
import { emojiAsNames } from './emoji.ts';
import { emoticonsAsEmoji } from './emoticons.ts';
import { plainLettersOf } from './fancy-letters.ts';
import { laughter } from './laughter.ts';
import { longNumbers, longWords } from './long.ts';
import { currencyAsWords } from './money.ts';
import { shortRepetitions } from './repetition.ts';
import type { Rule, RuleContext } from './rule.ts';
import { signsAsWords } from './signs.ts';
import { timesAsWords } from './times.ts';
import { unitsAsWords } from './units.ts';
import { withoutSigns } from './unspoken.ts';

/** A rule whose words would be wrong in a language that isn't known. */
function inKnownLanguage(apply: Rule['apply']): Rule['apply'] {
  return (text, context) => (context.language === undetermined ? text : apply(text, context));
}

/** Digits are quick to look for, and most messages have none. */
function withDigits(apply: Rule['apply']): Rule['apply'] {
  return inKnownLanguage((text, context) => (/\d/.test(text) ? apply(text, context) : text));
}

/** A rule that makes words only of signs beyond ASCII. */
function beyondAscii(apply: Rule['apply']): Rule['apply'] {
  return (text, context) => (isAscii(text) ? text : apply(text, context));
}

/** A rule comes before any that would spoil what it looks for. */
const textRules: readonly Rule[] = [
  { name: 'emoticons', apply: emoticonsAsEmoji },
  { name: 'fancy letters', apply: beyondAscii(plainLettersOf) },
  { name: 'laughter', apply: (text, { language }) => laughter(text, language) },
  { name: 'emoji', apply: beyondAscii(emojiAsNames) },
  { name: 'dates', apply: withDigits(datesAsWords) },
  { name: 'times', apply: withDigits(timesAsWords) },
  { name: 'long numbers', apply: longNumbers },
  { name: 'currency', apply: withDigits(currencyAsWords) },
  { name: 'units', apply: withDigits(unitsAsWords) },
  { name: 'acronyms', apply: (text, { language }) => acronymsAsWords(text, language) },
  { name: 'repetitions', apply: shortRepetitions },
  { name: 'long words', apply: longWords },
  { name: 'signs', apply: inKnownLanguage(signsAsWords) },
  { name: 'unspoken signs', apply: withoutSigns },
];

const literalRules = textRules.filter(({ name }) => name !== 'acronyms');

/** The rules that the author's own text goes through, in this order. */
export function rulesFor({ acronyms }: { readonly acronyms: boolean }): readonly Rule[] {
  return acronyms ? textRules : literalRules;
}

const ofNames = new Set(['fancy letters', 'emoji', 'repetitions', 'unspoken signs']);
/** The rules that also mend a name. */
const nameRules = textRules.filter(({ name }) => ofNames.has(name));

/** Applies rules one after the other. */
export function applied(text: string, rules: readonly Rule[], context: RuleContext): string {
  return rules.reduce((result, { apply }) => apply(result, context), text);
}

const joiners = /[_\-.·・┃│|]+/g;
const innerCapital = /(?<=\p{Ll}{2})(?=\p{Lu})|(?<=\p{L})(?=\p{N}{2,})/gu;
/** Decoration, unless it is all there is. */
const anyEmoji = new RegExp(emojiPattern, 'gv');
/** UTF-16 units; Discord's own limit for names of people is 32, for channels 100. */
const maxNameLength = 60;

/** A name of a person, role, channel or emoji as somebody would say it: `general-chat`, `pepeLaugh`, `xX_Anna_Xx`. */
export function nameAsWords(name: string, context: RuleContext): string {
  const ofName = { ...context, leaveOut: () => undefined };
  const short = emoticonsAsEmoji(name.slice(0, maxNameLength), ofName);
  const plain = short.replace(anyEmoji, ' ');
  const words = (/[\p{L}\p{N}]/u.test(plain) ? plain : short)
    .replace(joiners, ' ')
    .replace(innerCapital, ' ');
  return singleSpaced(applied(words, nameRules, ofName)).trim();
}
