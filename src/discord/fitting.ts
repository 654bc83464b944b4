/** How many of these parts fit into so many characters, one behind the other with a character between them. */
export function fittingIn(room: number, parts: readonly string[]): number {
  let length = 0;
  const first = parts.findIndex((part) => (length += part.length + 1) > room);
  return first === -1 ? parts.length : first;
}
