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
    /** Somebody is disconnected from their call, or comes back into the first one. */
    | { readonly kind: 'kick' | 'join'; readonly who: string }
    /** A moderator has nobody hear somebody, or lets them be heard again. */
    | { readonly kind: 'mute' | 'unmute'; readonly who: string }
    /** An emoji flies by in the call. */
    | { readonly kind: 'effect'; readonly emoji: string }
    /** A message, unless it is a button's number or label. */
    | { readonly kind: 'words'; readonly text: string };
}

const somebody = /^as\s+(?<name>[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}):\s*(?<rest>.*)$/su;
const menu = /^menu\s+["“](?<name>[^"”]+)["”]\s+(?<target>.+)$/su;
/** Lines that are done in a call, each with what it means by its groups. */
const inCalls: readonly (readonly [
  pattern: RegExp,
  meant: (groups: Readonly<Record<string, string>>) => TypedLine['does'],
])[] = [
  [
    /^speak\s+(?<who>\S.*?)\s+(?<seconds>\d{1,3}(?:\.\d+)?)$/su,
    ({ who = '', seconds }) => ({ kind: 'speak', who, seconds: Number(seconds) }),
  ],
  [
    /^move\s+(?<who>\S.*?)\s+to\s+(?<to>\S.*)$/su,
    ({ who = '', to = '' }) => ({ kind: 'move', who, to }),
  ],
  [
    /^(?<kind>kick|join|mute|unmute)\s+(?<who>@?[\p{L}\p{N}][\p{L}\p{N}_.-]{0,31})$/u,
    ({ kind, who = '' }) => ({ kind: kind as 'kick' | 'join' | 'mute' | 'unmute', who }),
  ],
  [
    /^effect\s+(?<emoji>\p{Emoji_Presentation}\p{Emoji_Modifier}?)$/u,
    ({ emoji = '' }) => ({ kind: 'effect', emoji }),
  ],
  [/^status:\s*(?<text>.*)$/su, ({ text = '' }) => ({ kind: 'status', text })],
];

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

function inCall(line: string): TypedLine['does'] | undefined {
  for (const [pattern, meant] of inCalls) {
    const groups = pattern.exec(line)?.groups;
    if (groups) return meant(groups);
  }
  return undefined;
}
