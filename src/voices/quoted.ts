const maxQuoted = 40;

/** A typed text or a voice's name, safe to repeat to everybody: short, and without anything that Discord would format. */
export function quoted(text: string): string {
  const chars = [...text.replace(/[^\p{L}\p{M}\p{N} .'-]/gu, '').trim()];
  return chars.length > maxQuoted ? `${chars.slice(0, maxQuoted - 1).join('')}…` : chars.join('');
}
