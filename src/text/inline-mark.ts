/** How words are spoken, as far as their author says so in the text; the rest is as usual. */
export interface Manner {
  /** A voice's name, as typed. */
  readonly voice?: string;
  /** 1 is the voice's natural speed. */
  readonly speed?: number;
  readonly style?: string;
}

const named: Readonly<Record<string, Manner>> = { slow: { speed: 0.75 }, fast: { speed: 1.5 } };
/** The manner that ends any other. */
export const usualManner: Manner = {};

const speedMark = /^(?:speed[ :]+)?(\d(?:[.,]\d{1,2})?) ?x?$/;
const textMark = /^(voice|style)[ :]+(\S.*)$/;
/** Speeds that any voice can do. */
const speeds = { min: 0.25, max: 4 };
const maxVoiceLength = 100;

/**
 * The manner that the braces ask for in `{slow}`, `{fast}`, `{speed 1.5}`, `{voice Sky}`, `{style whispering}` or `{/}`,
 * which is back to the usual; undefined when it is no mark but text.
 */
export function mannerOf(content: string): Manner | undefined {
  const mark = content.trim().toLowerCase();
  if (mark === '/') return usualManner;
  if (Object.hasOwn(named, mark)) return named[mark];
  const [, number] = speedMark.exec(mark) ?? [];
  // A number alone is nothing but a number.
  if (number !== undefined && !/^[\d.,]+$/.test(mark)) {
    const speed = Number(number.replace(',', '.'));
    return speed >= speeds.min && speed <= speeds.max ? { speed } : undefined;
  }
  const [, what, value = ''] = textMark.exec(content.trim()) ?? [];
  if (what === 'voice') return value.length <= maxVoiceLength ? { voice: value } : undefined;
  return what === 'style' ? { style: value } : undefined;
}

/** How it goes on after a mark: marks add up until the one that ends them. */
export function afterMark(before: Manner, mark: Manner): Manner {
  return isUsual(mark) ? usualManner : { ...before, ...mark };
}

export function isUsual(manner: Manner): boolean {
  return Object.keys(manner).length === 0;
}
