import { gapBefore, gapBehind } from './beside.ts';
import { isSpeakable } from './clean.ts';
import { filtered } from './filter.ts';
import type { Filter } from './filter.ts';
import { afterMark, isUsual, usualManner } from './inline-mark.ts';
import type { Manner } from './inline-mark.ts';
import { place, strongBreak } from './part.ts';
import type { Part } from './part.ts';
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

/** A speaker is chosen for each of them; more are no emphasis any more, and change nothing. */
export const maxManners = 25;

export interface PiecesContext {
  readonly reading: Reading;
  readonly rules: RuleContext;
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
  const joined = new Joined(context);
  for (const [at, stretch] of stretches.entries()) {
    joined.write(stretch);
    const part = others[at];
    if (part) joined.put(part, stretch);
  }
  return joined.end();
}

/** All that is spoken so far: text that is still being joined, and the pieces before it. */
class Joined {
  readonly #context: PiecesContext;
  readonly #pieces: WordsPiece[] = [];
  #text = '';
  #manner = usualManner;
  #manners = 0;
  /** The last part was a word of its own, which must not run into what stands behind it. */
  #wasWhole = false;

  constructor(context: PiecesContext) {
    this.#context = context;
  }

  write(stretch: string): void {
    if (this.#wasWhole && stretch !== '')
      this.#text += gapBehind(this.#text, stretch, this.#context.rules.language);
    this.#text += stretch;
  }

  /** `before`: the author's own text between the last part and this one. */
  put(part: Exclude<Part, { kind: 'written' }>, before: string): void {
    if (part.kind === 'sound') {
      this.#flush();
      this.#pieces.push(part);
    } else if (part.kind === 'manner') this.#turnTo(part.manner);
    else {
      const word = wordOf(part, this.#context);
      // Two mentions need no space between them to be two.
      if (isWhole(part) && before !== '') this.#text += gapBefore(this.#text, word);
      else if (isWhole(part) && this.#wasWhole) this.#text += ' ';
      this.#text += word;
    }
    this.#wasWhole = isWhole(part);
  }

  end(): readonly WordsPiece[] {
    this.#flush();
    return this.#pieces;
  }

  #turnTo(manner: Manner): void {
    const isBack = isUsual(manner);
    if (!isBack) this.#manners += 1;
    const isTooMuch = !isBack && this.#manners > maxManners;
    if (isTooMuch) this.#context.leaveOut('marks');
    if (isTooMuch || (isBack && isUsual(this.#manner))) {
      this.#text += ' ';
      return;
    }
    this.#flush();
    this.#manner = afterMark(this.#manner, manner);
  }

  #flush(): void {
    const text = unfiltered(tidy(this.#text), this.#context);
    const manner = this.#manner;
    if (isSpeakable(text))
      this.#pieces.push({ kind: 'text', text, ...(!isUsual(manner) && { manner }) });
    this.#text = '';
  }
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

function unfiltered(text: string, { filter, rules, leaveOut }: PiecesContext): string {
  if (!filter) return text;
  const { text: masked, found } = filtered(text, filter, rules.phrases.censored);
  if (found > 0) leaveOut('filtered');
  return masked;
}

/** A dictionary may have cut a name into pieces: the spaces between them stay. */
function nameWithEdges(name: string, sayName: (name: string) => string): string {
  const [before] = /^\s*/.exec(name) ?? [''];
  const [after] = /\s*$/.exec(name) ?? [''];
  return before + sayName(name) + after;
}
