import type { Stretch } from './clip-report.ts';
import { dbfs, heardWindows, isCutFlat } from './level-judgement.ts';
import { windowMs } from './level-windows.ts';
import type { LevelWindow } from './level-windows.ts';

/** Stretches almost as good as the best one: among them, one that begins and ends in a pause is better. */
const nearlyBest = 0.97;
/** The worth of a dB of loudness against a window that can be heard at all. */
const worthOfDb = 0.01;

/** The loudest clean part of a clip of `lengthMs`: much to be heard, little of it distorted, and no word cut in two. */
export function bestStretch(windows: readonly LevelWindow[], lengthMs: number): Stretch {
  const length = Math.floor(lengthMs / windowMs);
  const lastStart = windows.length - length;
  if (lastStart <= 0) return { fromMs: 0, toMs: lengthMs };
  const isHeard = heardWindows(windows);
  const worth = windows.map((window, index) => (isHeard[index] ? worthOf(window) : 0));
  const totals = runningTotals(worth, length);
  const best = Math.max(...totals);
  let start = 0;
  let quietestEdges = Infinity;
  for (let candidate = 0; candidate <= lastStart; candidate += 1) {
    if ((totals[candidate] ?? 0) < best * nearlyBest) continue;
    const edges = edgeLevel(windows, candidate) + edgeLevel(windows, candidate + length);
    if (edges >= quietestEdges) continue;
    quietestEdges = edges;
    start = candidate;
  }
  const fromMs = start * windowMs;
  return { fromMs, toMs: fromMs + length * windowMs };
}

function worthOf(window: LevelWindow): number {
  return isCutFlat(window) ? -1 : 1 + worthOfDb * dbfs(window.power);
}

/** The sum of every `length` values side by side, by where they begin. */
function runningTotals(values: readonly number[], length: number): readonly number[] {
  let sum = 0;
  const totals: number[] = [];
  for (const [index, value] of values.entries()) {
    sum += value - (values[index - length] ?? 0);
    if (index >= length - 1) totals.push(sum);
  }
  return totals;
}

/** How loud it is where a cut would be made. The ends of the clip itself are no cuts. */
function edgeLevel(windows: readonly LevelWindow[], at: number): number {
  const before = windows[at - 1];
  const after = windows[at];
  return before && after ? dbfs((before.power + after.power) / 2) : dbfs(0);
}
