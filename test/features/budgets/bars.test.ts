import { decode } from 'fast-png';
import { expect, test } from 'vitest';

import { barsPicture } from '#features/budgets/bars.ts';
import type { Rgb } from '#features/budgets/bars.ts';

const blue: Rgb = [1, 2, 200];
const green: Rgb = [3, 200, 4];
const red: Rgb = [200, 5, 6];

/** Counts the pixels of each colour, by column. */
function drawn(png: Uint8Array) {
  const { width, height, data, channels } = decode(png);
  const columnsOf = ([r, g, b]: Rgb): readonly number[] =>
    Array.from({ length: width }, (_, x) => {
      let count = 0;
      for (let y = 0; y < height; y += 1) {
        const at = (y * width + x) * channels;
        if (data[at] === r && data[at + 1] === g && data[at + 2] === b) count += 1;
      }
      return count;
    });
  return { width, height, columnsOf };
}

const tallest = (columns: readonly number[]): number => Math.max(...columns);
const filled = (columns: readonly number[]): number => columns.filter((count) => count > 0).length;

test('bars are as high as their values, with their parts on top of each other', () => {
  const png = barsPicture([
    [{ value: 10, color: blue }],
    [
      { value: 4, color: blue },
      { value: 1, color: green },
    ],
    [],
  ]);
  const { width, height, columnsOf } = drawn(png);
  expect([width, height]).toEqual([640, 240]);
  const [first, second] = [columnsOf(blue).slice(0, 218), columnsOf(blue).slice(218)];
  expect(tallest(second) / tallest(first)).toBeCloseTo(0.4, 1);
  expect(tallest(columnsOf(green).slice(218)) / tallest(first)).toBeCloseTo(0.1, 1);
  expect(tallest(columnsOf(green).slice(0, 218))).toBe(0);
  // Nothing is drawn of a day without anything.
  expect(filled(columnsOf(blue).slice(430))).toBe(0);
});

test('whatever is more than nothing can be seen', () => {
  const { columnsOf } = drawn(
    barsPicture([[{ value: 1_000_000, color: blue }], [{ value: 0.001, color: green }]]),
  );
  expect(tallest(columnsOf(green))).toBe(1);
});

test('a line goes across, and what is below it looks so', () => {
  const bars = [[{ value: 1, color: blue }]];
  const { columnsOf } = drawn(barsPicture(bars, { lineAt: { value: 2, color: red } }));
  expect(filled(columnsOf(red))).toBeGreaterThan(600);
  expect(tallest(columnsOf(blue))).toBeLessThan(
    tallest(drawn(barsPicture(bars)).columnsOf(blue)) * 0.55,
  );
});

test('a picture of nothing is one, and one day is marked', () => {
  const none = barsPicture(Array.from({ length: 31 }, () => []));
  const marked = barsPicture(
    Array.from({ length: 31 }, () => []),
    { marked: 30 },
  );
  expect(decode(none).width).toBe(640);
  expect(Buffer.from(none).equals(marked)).toBe(false);
  expect(none.length).toBeLessThan(10_000);
});
