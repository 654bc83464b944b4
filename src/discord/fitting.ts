/** The characters for what is listed, of the 2,000 of a message. */
export const listRoom = 1_800;

/** As many of the first lines as have room; where those aren't all that there are, one more about the rest. */
export function linesFor(
  room: number,
  lines: readonly string[],
  all: number,
  more: (count: number) => string,
): readonly string[] {
  const shown = lines.slice(0, fittingIn(room, lines));
  const count = all - shown.length;
  return count > 0 ? [...shown, more(count)] : shown;
}

/** How many of these parts fit into so many characters, one behind the other with a character between them. */
export function fittingIn(room: number, parts: readonly string[]): number {
  let length = 0;
  const first = parts.findIndex((part) => (length += part.length + 1) > room);
  return first === -1 ? parts.length : first;
}
