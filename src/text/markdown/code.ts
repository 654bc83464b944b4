/** A message cut into code and what is not code. */
export type Stretch =
  | { readonly code: false; readonly value: string }
  | { readonly code: true; readonly block: boolean; readonly value: string };

const runs = /`+/g;
const language = /^[\w+#.-]{1,32}\n/;

/**
 * Code is found before everything else, as its content is never markup: a run of backticks is closed by the next run
 * of the same length (for blocks: of at least three). An escaped backtick opens nothing. Linear in the message's length.
 */
export function* codeSpans(message: string): Generator<Stretch, void, undefined> {
  const found = Array.from(message.matchAll(runs), ({ 0: run, index }) => ({
    index,
    length: run.length,
  }));
  const closers = closersOf(found);
  let plainFrom = 0;
  let at = 0;
  while (at < found.length) {
    const open = found[at];
    const close = found[closers[at] ?? -1];
    if (!open || !close || isEscaped(message, open.index)) {
      at += 1;
      continue;
    }
    if (open.index > plainFrom) yield { code: false, value: message.slice(plainFrom, open.index) };
    const content = message.slice(open.index + open.length, close.index);
    const block = open.length >= 3;
    yield {
      code: true,
      block,
      value: block ? content.replace(language, '').trim() : content.trim(),
    };
    plainFrom = close.index + close.length;
    at = (closers[at] ?? at) + 1;
  }
  if (plainFrom < message.length) yield { code: false, value: message.slice(plainFrom) };
}

/** For each run the index of the next run that can close it; built from the end, so that each run is seen once. */
function closersOf(found: readonly { readonly length: number }[]): readonly (number | undefined)[] {
  const next = new Map<number, number>();
  const closers: (number | undefined)[] = [];
  for (let at = found.length - 1; at >= 0; at -= 1) {
    const kind = Math.min(found[at]?.length ?? 0, 3);
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
