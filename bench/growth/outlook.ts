import { assumptions } from './assumptions.ts';
import type { Costs } from './calibration.ts';
import { loadOf } from './load.ts';
import type { Load } from './load.ts';
import { loopsOf, moneyOf, needsOf } from './needs.ts';
import type { Money, Needs } from './needs.ts';
import { assumedApi, simulated, waitOf } from './simulation.ts';

/** The sizes that the page shows. */
export const sizes: readonly number[] = [1, 3, 10, 30, 100, 300, 1_000].map((each) => each * 1_000);

/** Half of the lines wait less, and 95 of 100. */
interface Wait {
  readonly halfMs: number;
  readonly p95Ms: number;
}

/** The needs of so many servers in the busiest hour, and how long people wait in it. */
export interface Outlook {
  readonly servers: number;
  readonly load: Load;
  readonly needs: Needs;
  readonly money: Money;
  readonly fresh: Wait;
  readonly kept: Wait;
}

/** Enough for queues to settle, and for the quota's minute to come around. */
const seconds = 600;
const mostLines = 30_000;
const seed = 18;

/** The outlook, with as much of the service's quota as it needs, but never less than one account has. */
export function outlookOf(servers: number, costs: Costs): Outlook {
  const load = loadOf(servers);
  const needs = needsOf(load, costs);
  const waits = simulated({
    linesPerSecond: load.linesPerSecond,
    newShare: load.newLinesPerSecond / load.linesPerSecond,
    processes: needs.processes,
    ...onLoop(load, costs, needs.processes),
    quotaPerMinute: Math.ceil(assumptions.quotaPerMinute.value * Math.max(1, needs.quotas)),
    api: assumedApi,
    ownNewMs: costs.ownNewMs,
    ownKeptMs: costs.ownKeptMs,
    seconds: Math.min(seconds, mostLines / load.linesPerSecond),
    seed,
  });
  const wait = (all: readonly number[]): Wait => ({
    halfMs: waitOf(all, 0.5),
    p95Ms: waitOf(all, 0.95),
  });
  return {
    servers,
    load,
    needs,
    money: moneyOf(servers, needs),
    fresh: wait(waits.fresh),
    kept: wait(waits.kept),
  };
}

/** The time that a line keeps its event loop at once; sending its frames, and messages of others, are work in between. */
function onLoop(load: Load, costs: Costs, processes: number) {
  const atOnceMs = { readMs: costs.readMs, soundMs: costs.ownNewMs / 2 };
  const queuedMs =
    load.linesPerSecond * atOnceMs.readMs + load.newLinesPerSecond * atOnceMs.soundMs;
  const busy = (loopsOf(load, costs) - queuedMs / 1_000) / processes;
  return { ...atOnceMs, busy: Math.max(0, busy) };
}

/** The most servers that one account of the service is enough for. */
export function serversOfOneQuota(): number {
  const perServer = loadOf(1_000_000).newLinesPerSecond / 1_000_000;
  const aMinute = perServer * 60 * (assumptions.quotaRoom.value / 100);
  return assumptions.quotaPerMinute.value / aMinute;
}
