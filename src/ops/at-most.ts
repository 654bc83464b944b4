/**
 * Bounds an `LRUCache` to so many entries, as its option `max` would. That one takes the room for all of them at once: half a
 * megabyte for 20,000, and milliseconds of every start, for what few bots ever fill.
 */
export function atMost(entries: number) {
  return { maxSize: entries, sizeCalculation: () => 1 };
}
