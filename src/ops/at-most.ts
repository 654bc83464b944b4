/**
 * Bounds an `LRUCache` to so many entries, as its option `max` would. That one takes the room for all of them at once: half a
 * megabyte for 20,000, and milliseconds of every start, for what few bots ever fill.
 */
export function atMost(entries: number) {
  return { maxSize: entries, sizeCalculation: () => 1 };
}

/** Bounds an `LRUCache` by size as well: the smallest entries take an equal share of all. */
export function atMostOf<Value>(
  entries: number,
  maxSize: number,
  sizeOf: (value: Value) => number,
) {
  const least = Math.ceil(maxSize / entries);
  return { maxSize, sizeCalculation: (value: Value) => Math.max(least, sizeOf(value)) };
}
