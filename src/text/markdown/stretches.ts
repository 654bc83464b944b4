/** A message cut into what markup can be in, and what hides everything that is in it. */
export type Stretch =
  | { readonly kind: 'open'; readonly value: string }
  | { readonly kind: 'code'; readonly block: boolean; readonly value: string }
  | { readonly kind: 'spoiler' };

const marks = /`+|\|\|/g;
const language = /^[\w+#.-]{1,32}\n/;

interface Mark {
  readonly index: number;
  readonly length: number;
  readonly code: boolean;
}

/**
 * Code and spoilers are found before everything else, whichever begins first: their content is never markup. A run of
 * backticks is closed by the next run of the same length (for blocks: of at least three), a spoiler by the next two
 * bars, even where they stand in code: what Discord hides must not be heard. An escaped mark opens nothing. Linear in
 * the message's length.
 */
export function* stretches(message: string): Generator<Stretch, void, undefined> {
  const found = Array.from(message.matchAll(marks), ({ 0: mark, index }): Mark => ({
    index,
    length: mark.length,
    code: mark.startsWith('`'),
  }));
  const closers = closersOf(found);
  let openFrom = 0;
  let at = 0;
  while (at < found.length) {
    const open = found[at];
    const close = open && (open.code ? found[closers[at] ?? -1] : barsAfter(message, open.index));
    // A stretch that begins inside the last one is part of it.
    if (!open || !close || open.index < openFrom || isEscaped(message, open.index)) {
      at += 1;
      continue;
    }
    if (open.index > openFrom) yield { kind: 'open', value: message.slice(openFrom, open.index) };
    const content = message.slice(open.index + open.length, close.index);
    const block = open.length >= 3;
    const value = (block ? content.replace(language, '') : content).trim();
    yield open.code ? { kind: 'code', block, value } : { kind: 'spoiler' };
    openFrom = close.index + close.length;
    at += 1;
  }
  if (openFrom < message.length) yield { kind: 'open', value: message.slice(openFrom) };
}

/** The two bars that close a spoiler that begins at `index`: at least one character is hidden between them. */
function barsAfter(message: string, index: number): Mark | undefined {
  const close = message.indexOf('||', index + 3);
  return close < 0 ? undefined : { index: close, length: 2, code: false };
}

/** For each run of backticks the index of the next that can close it; built from the end, so that each is seen once. */
function closersOf(found: readonly Mark[]): readonly (number | undefined)[] {
  const next = new Map<number, number>();
  const closers: (number | undefined)[] = [];
  for (let at = found.length - 1; at >= 0; at -= 1) {
    const mark = found[at];
    if (!mark?.code) continue;
    const kind = Math.min(mark.length, 3);
    closers[at] = next.get(kind);
    next.set(kind, at);
  }
  return closers;
}

function isEscaped(message: string, index: number): boolean {
  let slashes = 0;
  while (message[index - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
