/** Counts a text as services do: an emoji is one or a few, never its UTF-16 units. */
export function codePoints(text: string): number {
  return [...text].length;
}
