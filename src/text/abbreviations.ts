/** A short form of somebody's, and what it stands for. */
export interface Abbreviation {
  readonly short: string;
  readonly long: string;
}

/** Signs that can stand before and behind a word without being of it. */
const before = new Set('("\'“‘«¿¡„「『（*_~>-');
const behind = new Set('.,;:!?…)"\'”’»」』）。、！？*_~-');

/** Code is what it is. */
const code = /(```[\s\S]*?```|`[^`\n]+`)/;

/** How a short form is known, whatever its case. */
export function shortForm(typed: string): string {
  return typed.normalize('NFC').toLowerCase();
}

/**
 * A text with the short forms in it said in full: whole words alone, so that nothing within a link, a name of an emoji or a
 * mention is one, and nothing in code. What stands for a short form is taken as it is: no short form in it counts. No
 * longer than `maxChars` unless the text was. Linear.
 */
export function inFull(
  text: string,
  abbreviations: readonly Abbreviation[],
  maxChars: number,
): string {
  if (abbreviations.length === 0) return text;
  const longs = new Map(abbreviations.map(({ short, long }) => [shortForm(short), long]));
  let room = Math.max(0, maxChars - text.length);
  const meant = (word: string): string => {
    const { from, to } = coreOf(word);
    const core = word.slice(from, to);
    const long = longs.get(shortForm(core));
    if (long === undefined || long.length - core.length > room) return word;
    room -= long.length - core.length;
    return word.slice(0, from) + long + word.slice(to);
  };
  return text
    .split(code)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/\S+/g, meant)))
    .join('');
}

/** Where a word is, without the signs around it. */
function coreOf(word: string): { readonly from: number; readonly to: number } {
  let from = 0;
  while (before.has(word.charAt(from))) from += 1;
  let to = word.length;
  while (to > from && behind.has(word.charAt(to - 1))) to -= 1;
  return { from, to };
}
