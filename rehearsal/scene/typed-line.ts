/** A line that somebody types, before it is known what there is to press or to answer. */
export interface TypedLine {
  /** The person who does it, when that isn't the one who sits there. */
  readonly by?: string;
  readonly does:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'command'; readonly text: string }
    /** A command of the menu of a message, by its number, or of a person, by their name. */
    | { readonly kind: 'menu'; readonly name: string; readonly target: string }
    /** Somebody speaks in the call, for so many seconds. */
    | { readonly kind: 'speak'; readonly who: string; readonly seconds: number }
    /** A moderator drags somebody into another voice channel. */
    | { readonly kind: 'move'; readonly who: string; readonly to: string }
    /** The status of the voice channel is set by hand; an empty one takes it away. */
    | { readonly kind: 'status'; readonly text: string }
    /** A message, unless it is a button's number or label. */
    | { readonly kind: 'words'; readonly text: string };
}

const somebody = /^as\s+(?<name>[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}):\s*(?<rest>.*)$/su;
const menu = /^menu\s+["“](?<name>[^"”]+)["”]\s+(?<target>.+)$/su;
const speak = /^speak\s+(?<who>\S.*?)\s+(?<seconds>\d{1,3}(?:\.\d+)?)$/su;
const move = /^move\s+(?<who>\S.*?)\s+to\s+(?<to>\S.*)$/su;
const status = /^status:\s*(?<text>.*)$/su;

/** `as Bob: hello`, `/say hello`, `menu "Their voice" @Bob`, `speak Bob 3`, `move Bob to Lounge`, `status: Film night`, `hello`. */
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
  return inCall(text) ?? { kind: 'words', text };
}

function inCall(text: string): TypedLine['does'] | undefined {
  const spoken = speak.exec(text)?.groups;
  if (spoken)
    return { kind: 'speak', who: spoken['who'] ?? '', seconds: Number(spoken['seconds']) };
  const moved = move.exec(text)?.groups;
  if (moved) return { kind: 'move', who: moved['who'] ?? '', to: moved['to'] ?? '' };
  const set = status.exec(text)?.groups;
  return set && { kind: 'status', text: set['text'] ?? '' };
}
