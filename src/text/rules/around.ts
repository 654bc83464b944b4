/** Some characters of what stands directly before a part of a text, and of what stands behind it. */
export interface Around {
  readonly before: string;
  readonly behind: string;
}

export function around(text: string, from: number, to: number, max: number): Around {
  return { before: text.slice(Math.max(0, from - max), from), behind: text.slice(to, to + max) };
}
