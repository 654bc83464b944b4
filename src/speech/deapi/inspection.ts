/** How a tier asks for the end of a job. */
export interface Pace {
  /** Status calls that one job may cost on average. */
  readonly calls: number;
  /** Two calls are never nearer than this. */
  readonly minGapMs: number;
  /** First gap and largest gap once the job takes longer than any expected. */
  readonly lateGapMs: { readonly from: number; readonly to: number };
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** Chance that the job still runs at the beginning and at the end of the stretch. */
  readonly survival: { readonly from: number; readonly to: number };
}

/** When to ask next, both counted from the job's submission. */
export type NextAskMs = (afterMs: number) => number;

const stretches = 8;
/** Chance that a job outlasts every expected duration. */
const tail = 0.02;
const lateGrowth = 1.25;
/** The power of the hazard in the density of looks. */
const power = 1 / 2;

/**
 * Plans the status calls for a job whose duration is known only as a sample of others' (sorted, in ms).
 *
 * This is the inspection problem of reliability theory (Barlow, Hunter, Proschan 1963): when each look costs and so
 * does each moment in which an end goes unnoticed, looks should come with density √(f/2cS), where f/S is the hazard, the
 * chance that what has not ended yet ends now. Looks crowd where ends are likely, and where few jobs are left to pay for
 * them. The cost c follows from the number of calls wanted, E[calls] = ∫ S·density dt. The sample is taken as a
 * piecewise uniform distribution between its quantiles, for which both integrals have a closed form.
 */
export function inspectionPlan(sample: readonly number[], pace: Pace): NextAskMs {
  const parts = partsOf(sample);
  // A job is asked once more than the density says on average by half a call: its end lies between two looks.
  const wanted = Math.max(0.25, pace.calls - 0.5);
  const scale = parts.reduce((sum, part) => sum + callCost(part), 0) / wanted;
  const lastMs = parts.at(-1)?.toMs ?? 0;

  return (afterMs) => {
    const planned = step(parts, scale, afterMs) ?? lateAsk(afterMs, lastMs, pace);
    return Math.max(planned, afterMs + pace.minGapMs);
  };
}

/** The calls for a job whose end will be told: none before it is overdue, and few after that. */
export function netPlan(sample: readonly number[], pace: Pick<Pace, 'lateGapMs'>): NextAskMs {
  return (afterMs) => lateAsk(afterMs, sample.at(-1) ?? 0, pace);
}

/** Beyond every expectation: ever wider, beginning as narrow as the tier allows. */
function lateAsk(afterMs: number, lastMs: number, { lateGapMs }: Pick<Pace, 'lateGapMs'>): number {
  const overdueMs = Math.max(0, afterMs - lastMs);
  const gapMs = lateGapMs.from + overdueMs * (lateGrowth - 1);
  return Math.max(afterMs, lastMs) + Math.min(gapMs, lateGapMs.to);
}

function partsOf(sample: readonly number[]): Stretch[] {
  const mass = (1 - tail) / stretches;
  return Array.from({ length: stretches }, (_, index) => ({
    fromMs: quantile(sample, index / stretches),
    toMs: quantile(sample, (index + 1) / stretches),
    survival: { from: 1 - index * mass, to: 1 - (index + 1) * mass },
  })).filter(({ fromMs, toMs }) => toMs > fromMs);
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

/** Chance per ms that a job ends in this stretch. */
function densityOf({ fromMs, toMs, survival }: Stretch): number {
  return (survival.from - survival.to) / (toMs - fromMs);
}

/** ∫ S·(f/S)^power over the stretch. */
function callCost(part: Stretch): number {
  const { from, to } = part.survival;
  const exponent = 2 - power;
  return (densityOf(part) ** (power - 1) * (from ** exponent - to ** exponent)) / exponent;
}

/** The moment at which ∫ (f/S)^power/scale from `afterMs` on reaches 1; undefined when the sample ends before. */
function step(parts: readonly Stretch[], scale: number, afterMs: number): number | undefined {
  const exponent = 1 - power;
  let missing = scale;
  for (const part of parts) {
    if (part.toMs <= afterMs) continue;
    const density = densityOf(part);
    const begin = Math.max(part.fromMs, afterMs);
    const survival = part.survival.from - (begin - part.fromMs) * density;
    const factor = density ** -exponent / exponent;
    const whole = factor * (survival ** exponent - part.survival.to ** exponent);
    if (whole < missing) {
      missing -= whole;
      continue;
    }
    const survivalThen = (survival ** exponent - missing / factor) ** (1 / exponent);
    return begin + (survival - survivalThen) / density;
  }
  return undefined;
}
