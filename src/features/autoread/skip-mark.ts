/** The mark of a message where a server set no marks of its own: a semicolon before a letter, or a space and a letter. */
const usualMark = /^;\s*\p{L}/u;
/** Faces such as `;D` and `;P`, which wink and hide nothing, and `;w;`, which cries. */
const face = /^;(?:[DPpOo]|\p{L};)(?![\p{L}\p{N}])/u;

/**
 * Whether its author marked a message so that it isn't read: by one of the server's own marks, whatever stands behind
 * it, or by the usual one where a server has set none.
 */
export function isMarked(content: string, marks: readonly string[] | undefined): boolean {
  if (marks) return marks.some((mark) => content.startsWith(mark));
  return usualMark.test(content) && !face.test(content);
}
