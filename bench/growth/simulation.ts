import { seededRandom } from '@crier/rehearsal/random.ts';

import { quantileOf } from '../row.ts';
import { assumptions } from './assumptions.ts';

/*
 * Lines on their way through queues, event by event. Each queue serves in the order of arrival and none feeds one before it, so
 * that all events of one are known before the next begins: a list in order of time does what a library's clock would. Those
 * that there are for Node (simjs, simscript) have rested for years, or bring a screen.
 */

/** The lines of one hour, at the processes that there are. */
export interface Traffic {
  readonly linesPerSecond: number;
  /** The share of lines that are new. */
  readonly newShare: number;
  readonly processes: number;
  /** Milliseconds that a line keeps a process's event loop before the service is asked, and once its sound comes. */
  readonly readMs: number;
  readonly soundMs: number;
  /** The share of each event loop that other work takes. */
  readonly busy: number;
  readonly quotaPerMinute: number;
  readonly api: { readonly medianMs: number; readonly p95Ms: number };
  /** The rest of the time that Crier takes until a line begins. */
  readonly ownNewMs: number;
  readonly ownKeptMs: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Milliseconds from a message to its first packet, when nothing is spoken before it. */
interface Waits {
  readonly fresh: readonly number[];
  readonly kept: readonly number[];
  /** The part of {@link fresh} that is the service's own, a line each. */
  readonly apiMs: readonly number[];
}

interface Line {
  readonly atMs: number;
  readonly process: number;
  readonly isNew: boolean;
  readonly apiMs: number;
}

/** How long lines wait, the same for the same seed. */
export function simulated(traffic: Traffic): Waits {
  const lines = arrivals(traffic);
  const readAtMs = throughLoops(lines, traffic, traffic.readMs);
  const kept = lines.flatMap((line, at) =>
    line.isNew ? [] : [(readAtMs[at] ?? line.atMs) - line.atMs + traffic.ownKeptMs],
  );
  const asked = lines.flatMap((line, at) =>
    line.isNew ? [{ line, readMs: readAtMs[at] ?? line.atMs }] : [],
  );
  asked.sort((left, right) => left.readMs - right.readMs);
  const goneAtMs = throughQuota(
    asked.map(({ readMs }) => readMs),
    traffic.quotaPerMinute,
  );
  const answered = asked.map(({ line: { process, apiMs, atMs } }, at) => ({
    process,
    apiMs,
    sinceMs: atMs,
    atMs: (goneAtMs[at] ?? atMs) + apiMs,
  }));
  answered.sort((left, right) => left.atMs - right.atMs);
  const madeAtMs = throughLoops(answered, traffic, traffic.soundMs);
  return {
    kept,
    fresh: answered.map(
      ({ sinceMs, atMs }, at) => (madeAtMs[at] ?? atMs) - sinceMs + traffic.ownNewMs,
    ),
    apiMs: answered.map(({ apiMs }) => apiMs),
  };
}

/** The wait that such a share of lines stays below; zero where there are none. */
export function waitOf(waits: readonly number[], share: number): number {
  return waits.length === 0 ? 0 : quantileOf(waits, share);
}

/** The times that the service takes are spread as those of services are: most are short, and a few long. */
function arrivals({ linesPerSecond, newShare, processes, api, seconds, seed }: Traffic): Line[] {
  const random = seededRandom(seed);
  const spread = Math.log(api.p95Ms / api.medianMs) / normalP95;
  const lines: Line[] = [];
  if (linesPerSecond <= 0) return lines;
  for (let atMs = 0; ;) {
    atMs += (-Math.log(1 - random()) / linesPerSecond) * 1_000;
    if (atMs > seconds * 1_000) return lines;
    lines.push({
      atMs,
      process: Math.floor(random() * processes),
      isNew: random() < newShare,
      apiMs: api.medianMs * Math.exp(spread * normal(random)),
    });
  }
}

/** One in twenty of a normal distribution is above this. */
const normalP95 = 1.645;

/** https://en.wikipedia.org/wiki/Box%E2%80%93Muller_transform */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** When each line, of those in order of time, is through the event loop of its process. */
function throughLoops(
  lines: readonly Pick<Line, 'atMs' | 'process'>[],
  { processes, busy }: Traffic,
  takesMs: number,
): number[] {
  const freeAtMs = new Float64Array(processes);
  const slowedMs = takesMs / Math.max(0.01, 1 - busy);
  return lines.map(({ atMs, process }) => {
    const untilMs = Math.max(atMs, freeAtMs[process] ?? 0) + slowedMs;
    freeAtMs[process] = untilMs;
    return untilMs;
  });
}

const minuteMs = 60_000;

/** When each request may go: no more than so many in any minute. */
function throughQuota(wantedAtMs: readonly number[], perMinute: number): number[] {
  const wentAtMs: number[] = [];
  for (const [at, wantedMs] of wantedAtMs.entries()) {
    const earlier = wentAtMs[at - perMinute];
    wentAtMs.push(Math.max(wantedMs, (earlier ?? -Infinity) + minuteMs));
  }
  return wentAtMs;
}

/** How the service answers, as assumed. */
export const assumedApi = {
  medianMs: assumptions.apiMedianMs.value,
  p95Ms: assumptions.apiP95Ms.value,
};
