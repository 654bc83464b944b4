import { encode } from 'fast-png';

export type Rgb = readonly [red: number, green: number, blue: number];

/** One bar: parts on top of each other, the lowest first. */
export type Bar = readonly { readonly value: number; readonly color: Rgb }[];

export interface BarsOptions {
  /** The place of the bar that is pointed at from below. */
  readonly marked?: number;
  /** A line across all bars. */
  readonly lineAt?: { readonly value: number; readonly color: Rgb };
}

const width = 640;
const height = 240;
const edge = 16;
/** The room under the bars, for the mark. */
const foot = 12;
const gridLines = 4;
const background: Rgb = [43, 45, 49];
const grid: Rgb = [63, 65, 71];
const axis: Rgb = [148, 155, 164];

/**
 * Bars as a PNG of 640 × 240 pixels. It has no words: a machine without fonts can't write any, and they would be in one
 * language. The highest bar, or the line, reaches the top.
 */
export function barsPicture(
  bars: readonly Bar[],
  { marked, lineAt }: BarsOptions = {},
): Uint8Array {
  const canvas = new Canvas();
  const bottom = height - edge - foot;
  const room = bottom - edge;
  const heights = bars.map((bar) => bar.reduce((sum, { value }) => sum + value, 0));
  const highest = Math.max(...heights, lineAt?.value ?? 0) || 1;
  const pixels = (value: number): number => Math.round((value / highest) * room);
  for (let at = 1; at <= gridLines; at += 1)
    canvas.fill(edge, bottom - Math.round((room * at) / gridLines), width - 2 * edge, 1, grid);
  const step = (width - 2 * edge) / bars.length;
  for (const [index, bar] of bars.entries()) {
    const left = Math.round(edge + index * step) + 2;
    const wide = Math.max(1, Math.floor(step) - 4);
    let below = 0;
    for (const { value, color } of bar) {
      const from = pixels(below);
      below += value;
      // Whatever is more than nothing can be seen.
      const tall = value > 0 ? Math.max(1, pixels(below) - from) : 0;
      canvas.fill(left, bottom - from - tall, wide, tall, color);
    }
    if (index === marked) canvas.fill(left, bottom + 4, wide, foot - 8, axis);
  }
  canvas.fill(edge, bottom, width - 2 * edge, 1, axis);
  if (lineAt) canvas.fill(edge, bottom - pixels(lineAt.value), width - 2 * edge, 2, lineAt.color);
  return canvas.png();
}

class Canvas {
  readonly #data = new Uint8Array(width * height * 3);

  constructor() {
    this.fill(0, 0, width, height, background);
  }

  fill(left: number, top: number, wide: number, tall: number, color: Rgb): void {
    for (let y = Math.max(0, top); y < Math.min(height, top + tall); y += 1)
      for (let x = left; x < left + wide; x += 1) this.#data.set(color, (y * width + x) * 3);
  }

  png(): Uint8Array {
    return encode({ width, height, data: this.#data, channels: 3, depth: 8 });
  }
}
