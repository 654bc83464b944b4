import type { z } from 'zod';

/** Everything that another process kept, in the shape of this version; `foreign`: all that isn't in it. */
interface Read<Kept, Text> {
  readonly known: readonly (readonly [kept: Kept, text: Text])[];
  readonly foreign: readonly Text[];
}

/** Parses what another process kept as JSON, which may have been of another version. */
export function readKept<Kept, Text extends { readonly text: string }>(
  shape: z.ZodType<Kept>,
  texts: readonly Text[],
): Read<Kept, Text> {
  const read = texts.map((text) => [text, shape.safeParse(JSON.parse(text.text)).data] as const);
  return {
    known: read.flatMap(([text, kept]) => (kept === undefined ? [] : [[kept, text] as const])),
    foreign: read.filter(([, kept]) => kept === undefined).map(([text]) => text),
  };
}
