import { Gathered } from './language/evidence.ts';
import { hanWeigher } from './language/han.ts';
import { wordReader } from './language/lexicon.ts';
import { likeliest } from './language/likelihood.ts';
import type { Likeliest } from './language/likelihood.ts';
import { provenAmong, weighMarks } from './language/marks.ts';
import { languagesIn, plainOf, scriptOf } from './language/scripts.ts';
import type { Script } from './language/scripts.ts';
import { letterStatistics } from './language/statistics.ts';
import { baseOf } from './locale.ts';

/** The language and the script that a text is written in. */
export interface Written {
  /** A BCP 47 tag; undefined where the text doesn't show it and nothing was known before. */
  readonly language: string | undefined;
  /** Undefined for Latin, and for a text without letters. */
  readonly script: Script | undefined;
}

/** In which language a text is to be read. */
export interface Finding extends Written {
  /** Whether the text itself shows it, which says something of what else is written there. */
  readonly shown: boolean;
}

/**
 * Finds the language of a text. `prior`: BCP 47 tags of what is likely before the text was looked at, the likeliest
 * first; a text that shows no language is taken to be in that. `allowed`: the base tags of all that it may be in. Pure:
 * equal texts and priors give equal languages.
 */
export type FindLanguage = (
  text: string,
  prior: readonly string[],
  allowed: readonly string[],
) => Finding;

/** A lead from which on statistics, which take the most time, add nothing. */
const clearLead = 6;
/** With nothing known before, the evidence that a text must give for a language, and the lead over any other. */
const alone = { minEvidence: 2, minLead: 1.2 };
/** Evidence that a text in Latin script needs to be of another language than a likely one that is written otherwise. */
const minEvidenceAbroad = 2.2;
/** Evidence that a text must give by itself to be remembered of its author, and of where they wrote it. */
const shown = { minEvidence: 2.5, minLead: 1 };
const minLeadOfScript = 1.5;

/** Reads all that is known of languages, see `letterStatistics`. */
export async function languageFinder(): Promise<FindLanguage> {
  const readers = await allReaders();
  return (text, likely, allowed) => {
    const plain = plainOf(text);
    const prior = likely.filter((tag) => allowed.includes(baseOf(tag)));
    const script = scriptOf(plain, prior[0]);
    const possible = languagesIn(script, allowed);
    const [only, ...others] = script ? provenAmong(plain, script.code, possible) : possible;
    if (only === undefined)
      return { language: script ? undefined : prior[0], script, shown: false };
    // A script that only one of the languages is written in is proof enough, even in one word.
    if (script && others.length === 0) return { language: tagOf(only, prior), script, shown: true };
    const found = weighed(plain, script, [only, ...others], prior, readers);
    if (script) {
      const { language, ownLead } = found;
      return { language: tagOf(language, prior), script, shown: ownLead >= minLeadOfScript };
    }
    const { language, isShown } = decided(found, prior[0], possible);
    const tag = language === undefined ? undefined : tagOf(language, prior);
    return { language: tag, script, shown: isShown };
  };
}

async function allReaders() {
  const weighLetters = await letterStatistics();
  return { readWords: wordReader(), weighLetters, weighHan: hanWeigher() };
}

type Readers = Awaited<ReturnType<typeof allReaders>>;

function weighed(
  text: string,
  script: Script | undefined,
  languages: readonly string[],
  prior: readonly string[],
  { readWords, weighLetters, weighHan }: Readers,
): Likeliest {
  const gathered = new Gathered();
  const telling: string[] = [];
  for (const [word, evidence] of readWords(text)) {
    if (evidence) gathered.addAll(evidence);
    // A word that everybody borrows looks like the language that it was borrowed from.
    if (!evidence || evidence.size > 0) telling.push(word);
  }
  weighMarks(script ? telling.join(' ') : text, script?.code, gathered);
  if (script?.code === 'Hani') gathered.addAll(weighHan(text));
  const isLatin = script === undefined;
  const found = likeliest(languages, gathered, prior, isLatin);
  const mayTell = (isLatin || script.code === 'Cyrl') && telling.length > 0;
  if (!mayTell || found.lead >= clearLead) return found;
  const weightOf = weighLetters(telling, languages);
  for (const language of languages) gathered.add(language, weightOf(language));
  return likeliest(languages, gathered, prior, isLatin);
}

/** Without proof, Latin letters, which every voice reads, are read in the language that was likely before. */
function decided(
  { language, evidence, ownLead, leadAbroad }: Likeliest,
  home: string | undefined,
  possible: readonly string[],
): { readonly language: string | undefined; readonly isShown: boolean } {
  const isShown = evidence >= shown.minEvidence && ownLead >= shown.minLead;
  if (home === undefined) {
    const isClear = evidence >= alone.minEvidence && leadAbroad >= alone.minLead;
    return { language: isClear ? language : undefined, isShown };
  }
  const isAbroad = !possible.includes(baseOf(home));
  if (isAbroad && evidence < minEvidenceAbroad) return { language: baseOf(home), isShown: false };
  return { language, isShown };
}

/** The region that was likely before, where it is the same language. */
function tagOf(language: string, prior: readonly string[]): string {
  const same = prior.filter((tag) => baseOf(tag) === language);
  return same.find((tag) => tag.includes('-')) ?? language;
}
