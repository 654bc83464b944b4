import { baseOf } from '../locale.ts';
import type { Gathered } from './evidence.ts';
import { hasWords } from './lexicon.ts';

/** How often people on Discord write a language, as natural logarithms; 0 for what isn't there. */
const usual: Readonly<Record<string, number>> = {
  en: 0.8,
  es: 0.4,
  pt: 0.4,
  fr: 0.4,
  de: 0.4,
  it: 0.2,
  pl: 0.2,
  tr: 0.2,
  ro: -0.2,
  da: -0.3,
  nb: -0.3,
  hr: -0.5,
  ca: -1,
  ru: 1.3,
  uk: 0.3,
  bg: -0.5,
  sr: -0.5,
  be: -1,
  mk: -1.5,
  kk: -2,
  ar: 2,
  ur: -0.5,
  hi: 2.5,
  mr: -0.5,
  ne: -0.5,
  he: 1,
  el: 1,
  zh: 0.5,
  ja: 0.3,
  yue: -1,
};
/** The usual weight of a language whose words aren't known. */
const rare = -3;

/** Languages so near to another one that whatever speaks for that speaks for them, too. */
const kin: Readonly<Record<string, string>> = { ms: 'id', bs: 'hr', no: 'nb', nn: 'nb' };
const lessThanKin = -1.5;
/**
 * Languages whose speakers read each other's lines: where a line could be in either, a voice of the wrong one is nearer
 * to it than any other.
 */
const families = [
  ['da', 'nb', 'no', 'nn'],
  ['hr', 'bs', 'sr'],
];

/** Weights of what is likely before, by its place: they say more than a word or two in another language. */
const priorWeights = [5, 1.5, 1];
const lastWeight = 0.5;
/** In scripts whose languages letters tell apart, less needs to be known before. */
const otherScriptShare = 0.6;

/** The likeliest of the languages. */
export interface Likeliest {
  readonly language: string;
  /** How much the text itself speaks for it. */
  readonly evidence: number;
  /** How far it is ahead of the next, with all that was known before, and how far it would be without that. */
  readonly lead: number;
  readonly ownLead: number;
  /** How far it is ahead of the next language that its own speakers would not read. */
  readonly leadAbroad: number;
}

/** `languages` holds one at least. */
export function likeliest(
  languages: readonly string[],
  gathered: Gathered,
  prior: readonly string[],
  isLatin: boolean,
): Likeliest {
  const likely = prior.map((tag) => baseOf(tag));
  // A language that is written in other letters says nothing of these.
  const places = isLatin ? likely : likely.filter((base) => languages.includes(base));
  const share = isLatin ? 1 : otherScriptShare;
  const scored = languages.map((language) => {
    const evidence = evidenceFor(language, gathered);
    const place = places.indexOf(language);
    const known = place < 0 ? 0 : (priorWeights[place] ?? lastWeight) * share;
    return { language, evidence, known, score: evidence + usualWeight(language) + known };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  let [next, abroad] = [-Infinity, -Infinity];
  for (const { language, score } of scored) {
    if (score > next && !isKin(language, best.language)) next = score;
    if (score > abroad && !isOfFamily(language, best.language)) abroad = score;
  }
  const { language, evidence, known, score } = best;
  const lead = score - next;
  return { language, evidence, lead, ownLead: lead - known, leadAbroad: score - abroad };
}

function isKin(one: string, other: string): boolean {
  return (kin[one] ?? one) === (kin[other] ?? other);
}

function isOfFamily(one: string, other: string): boolean {
  return (
    isKin(one, other) || families.some((family) => family.includes(one) && family.includes(other))
  );
}

function evidenceFor(language: string, gathered: Gathered): number {
  return gathered.for(kin[language] ?? language);
}

function usualWeight(language: string): number {
  if (Object.hasOwn(kin, language)) return lessThanKin;
  return usual[language] ?? (hasWords(language) ? 0 : rare);
}
