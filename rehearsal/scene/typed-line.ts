/** A line that somebody types, before it is known what there is to press or to answer. */
export interface TypedLine {
  /** The person who does it, when that isn't the one who sits there. */
  readonly by?: string;
  readonly does:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'command'; readonly text: string }
    /** A command of the menu of a message, by its number, or of a person, by their name. */
    | { readonly kind: 'menu'; readonly name: string; readonly target: string }
    /** A message, unless it is a button's number or label. */
    | { readonly kind: 'words'; readonly text: string };
}

const somebody = /^as\s+(?<name>[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}):\s*(?<rest>.*)$/su;
const menu = /^menu\s+["“](?<name>[^"”]+)["”]\s+(?<target>.+)$/su;

/** `as Bob: hello`, `/say hello`, `menu "Their voice" @Bob`, `hello`. */
export function readLine(line: string): TypedLine {
  const as = somebody.exec(line.trim())?.groups;
  const by = as?.['name'];
  const text = (as?.['rest'] ?? line).trim();
  return { ...(by !== undefined && { by }), does: deedOf(text) };
}

function deedOf(text: string): TypedLine['does'] {
  if (text === '') return { kind: 'nothing' };
  if (text.startsWith('/')) return { kind: 'command', text };
  const chosen = menu.exec(text)?.groups;
  if (chosen)
    return { kind: 'menu', name: chosen['name'] ?? '', target: (chosen['target'] ?? '').trim() };
  return { kind: 'words', text };
}
