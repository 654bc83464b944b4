/** One line of the benchmark: the median and 95th percentile of what one scenario measured. */
export interface Row {
  readonly name: string;
  readonly median: number;
  readonly p95: number;
  readonly unit: string;
  readonly runs: number;
}

/** Samples of one figure. An empty list makes no row: what could not be measured is absent. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly samples: readonly number[];
}

/** A scenario measures one or several figures in one go; its names say which rows it can make. */
export interface Scenario {
  readonly names: readonly string[];
  /** Those of them that this machine has not the programs for. */
  readonly lacking?: readonly string[];
  measure(): Promise<readonly Figure[]>;
}

/** Nearest-rank quantile of sorted samples. */
function quantile(sorted: readonly number[], share: number): number {
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[index] ?? Number.NaN;
}

/** The nearest of the samples below which such a share of them is. */
export function quantileOf(samples: readonly number[], share: number): number {
  return quantile(
    samples.toSorted((left, right) => left - right),
    share,
  );
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** The row of a figure, rounded to three digits after the point; undefined when nothing was measured. */
export function rowOf({ name, unit, samples }: Figure): Row | undefined {
  if (samples.length === 0) return undefined;
  const sorted = samples.toSorted((left, right) => left - right);
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    name,
    median: round(medianOf(sorted)),
    p95: round(quantile(sorted, 0.95)),
    unit,
    runs: samples.length,
  };
}
