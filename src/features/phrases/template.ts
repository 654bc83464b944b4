/** A part of a phrase: words that are always the same, or what is filled in when it is spoken. */
export type TemplatePart =
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'filled'; readonly what: Blank };

/** The blanks that a phrase can have. */
type Blank = 'date' | 'time' | 'name';

const blank = /\{(date|time|name)\}/i;

/** The parts of a phrase in order; without a blank it is one. */
export function templateOf(text: string): readonly TemplatePart[] {
  return text.split(blank).flatMap((piece, index): TemplatePart[] => {
    // The group's finds stand at every second place.
    if (index % 2 === 1) return [{ kind: 'filled', what: piece.toLowerCase() as Blank }];
    return piece.trim() === '' ? [] : [{ kind: 'fixed', text: piece }];
  });
}

/** The person and the moment that blanks are filled in for. */
export interface Filling {
  /** How the person is called, as a text that is put into words like any other. */
  readonly name: string;
  readonly nowMs: number;
}

/** A text that the rules for texts know how to say: times in the voice's language, and names as they are spoken. */
export function filledIn(part: TemplatePart, { name, nowMs }: Filling): string {
  if (part.kind === 'fixed') return part.text;
  const seconds = Math.floor(nowMs / 1_000);
  const texts = { date: `<t:${seconds}:D>`, time: `<t:${seconds}:t>`, name };
  return texts[part.what];
}
