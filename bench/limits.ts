import limits from './limits.json' with { type: 'json' };
import type { Row } from './row.ts';

/** The most that the median of each row may be, in the row's unit; null for a row that is only looked at. */
export const limitOf: Readonly<Record<string, number | null>> = limits;

/** A sentence for every wanted row whose median is above its limit, that has no limit, or that could not be measured. */
export function excesses(wanted: readonly string[], rows: readonly Row[]): readonly string[] {
  return wanted.flatMap((name) => {
    const limit = limitOf[name];
    if (limit === undefined) return [`${name} has no limit in limits.json`];
    if (limit === null) return [];
    const row = rows.find((measured) => measured.name === name);
    if (!row) return [`${name} was not measured`];
    return row.median > limit ? [`${name} is ${row.median} ${row.unit}, above ${limit}`] : [];
  });
}
