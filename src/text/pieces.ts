import { gapBefore, gapBehind } from './beside.ts';
import { isSpeakable } from './clean.ts';
import { filtered } from './filter.ts';
import type { Filter } from './filter.ts';
import { afterMark, isUsual, usualManner } from './inline-mark.ts';
import type { Manner } from './inline-mark.ts';
import { place, strongBreak } from './part.ts';
import type { Part } from './part.ts';
import type { Phrases } from './phrases/phrase.ts';
import type { Reading } from './reading.ts';
import type { LeftOut } from './render.ts';
import type { RuleContext } from './rules/rule.ts';
import { applied, rulesFor } from './rules/rules.ts';
import { tidy } from './tidy.ts';

/** In the order in which they are heard. */
export type WordsPiece =
  /** `manner`: where its author wants it to be spoken in another than the rest. */
  | { readonly kind: 'text'; readonly text: string; readonly manner?: Manner }
  | { readonly kind: 'sound'; readonly id: string };

/** Who speaks is chosen for each of them; more are no emphasis any more, and change nothing. */
export const maxManners = 25;

export interface PiecesContext {
  readonly reading: Reading;
  readonly rules: RuleContext;
  readonly phrases: Phrases;
  readonly filter: Filter | undefined;
  readonly leaveOut: (what: LeftOut) => void;
  readonly sayName: (name: string) => string;
}

/**
 * Parts in words, joined between sounds. The author's own text goes through the rules in one piece, with a place where
 * each other part belongs. Words that a filter knows may come about at any step, so it is asked first and last.
 */
export function piecesOf(parts: readonly Part[], context: PiecesContext): readonly WordsPiece[] {
  const { rules, reading } = context;
  const others = parts.filter((part) => part.kind !== 'written');
  const own = parts.map((part) => (part.kind === 'written' ? part.text : placeOf(part))).join('');
  const stretches = applied(unfiltered(own, context), rulesFor(reading), rules).split(place);
  const pieces: WordsPiece[] = [];
  let text = '';
  let manner = usualManner;
  let manners = 0;
  const flush = (): void => {
    const tidied = unfiltered(tidy(text), context);
    if (isSpeakable(tidied))
      pieces.push({ kind: 'text', text: tidied, ...(!isUsual(manner) && { manner }) });
    text = '';
  };
  let wasWhole = false;
  for (const [at, stretch] of stretches.entries()) {
    if (wasWhole && stretch !== '') text += gapBehind(text, stretch, rules.language);
    text += stretch;
    const part = others[at];
    if (part?.kind === 'sound') {
      flush();
      pieces.push(part);
    } else if (part?.kind === 'manner') {
      const isBack = isUsual(part.manner);
      if (!isBack) manners += 1;
      const isTooMuch = !isBack && manners > maxManners;
      if (isTooMuch) context.leaveOut('marks');
      if (isTooMuch || (isBack && isUsual(manner))) text += ' ';
      else {
        flush();
        manner = afterMark(manner, part.manner);
      }
    } else if (part) {
      const word = wordOf(part, context);
      // Two mentions need no space between them to be two.
      if (isWhole(part) && stretch !== '') text += gapBefore(text, word);
      else if (isWhole(part) && wasWhole) text += ' ';
      text += word;
    }
    wasWhole = isWhole(part);
  }
  flush();
  return pieces;
}

/** The end of a section is no word that stands beside the one before. */
function placeOf(part: Part): string {
  return part.kind === 'given' && part.text === strongBreak ? strongBreak + place : place;
}

function wordOf(part: Exclude<Part, { kind: 'sound' | 'manner' }>, context: PiecesContext): string {
  const text = unfiltered(part.text, context);
  return part.kind === 'name' ? nameWithEdges(text, context.sayName) : text;
}

function isWhole(part: Part | undefined): boolean {
  return part?.kind === 'name' || (part?.kind === 'given' && part.whole === true);
}

function unfiltered(text: string, { filter, phrases, leaveOut }: PiecesContext): string {
  if (!filter) return text;
  const { text: masked, found } = filtered(text, filter, phrases.censored);
  if (found > 0) leaveOut('filtered');
  return masked;
}

/** A dictionary may have cut a name into pieces: the spaces between them stay. */
function nameWithEdges(name: string, sayName: (name: string) => string): string {
  const [before] = /^\s*/.exec(name) ?? [''];
  const [after] = /\s*$/.exec(name) ?? [''];
  return before + sayName(name) + after;
}
