import type { Row } from '../row.ts';

/** The rows of the benchmark that the model goes by, and those that say how far it is off. */
const calibrationNames = [
  'cpu/line-mp3',
  'cpu/uncached',
  'cpu/idle-call',
  'autoread/packet-to-request',
  'first-packet/cached',
  'first-packet/instant-api',
  'memory/speaking-alone',
  'scale/server-memory',
  'scale/message-cpu',
  'growth/cpu',
  'growth/latency',
  'growth/call-memory',
] as const;

type CalibrationName = (typeof calibrationNames)[number];

/** The median of each of those rows. */
export type Calibration = Readonly<Record<CalibrationName, number>>;

/** The figures with those of newer rows in their place. Throws when one is in neither. */
export function calibrated(before: Partial<Calibration>, rows: readonly Row[]): Calibration {
  return Object.fromEntries(
    calibrationNames.map((name) => {
      const median = rows.findLast((row) => row.name === name)?.median ?? before[name];
      if (median === undefined) throw new Error(`there is no row ${name}`);
      return [name, median];
    }),
  ) as unknown as Calibration;
}

/** The words that {@link calibration.json} begins with, and the figures. */
export interface Measured {
  readonly machine: string;
  readonly figures: Calibration;
}

/** The costs of each thing that the load is made of. */
export interface Costs {
  /** Milliseconds of a core for a second of a line that is new. */
  readonly newSecondMs: number;
  /** The same of one whose sound is kept. */
  readonly keptSecondMs: number;
  readonly readMs: number;
  readonly messageMs: number;
  /** Milliseconds of a core for a second of a call in which nobody speaks. */
  readonly idleCallMs: number;
  readonly processMb: number;
  readonly serverMb: number;
  readonly callMb: number;
  /** The time that Crier itself adds to the service's, until a line begins. */
  readonly ownNewMs: number;
  readonly ownKeptMs: number;
}

/** The line of `cpu/line-mp3`. */
const lineSeconds = 3.7;

/** The costs, from the rows of the benchmark. */
export function costsOf(figures: Calibration): Costs {
  const newSecondMs = figures['cpu/line-mp3'] / lineSeconds;
  return {
    newSecondMs,
    // All but making Opus of it: an upper bound, since nothing is asked of a service either.
    keptSecondMs: Math.max(0, newSecondMs - figures['cpu/uncached']),
    readMs: figures['autoread/packet-to-request'] / 1_000,
    messageMs: Math.max(0, figures['scale/message-cpu']) / 1_000,
    idleCallMs: figures['cpu/idle-call'],
    processMb: figures['memory/speaking-alone'],
    serverMb: Math.max(0, figures['scale/server-memory']) / 1_024,
    callMb: Math.max(0, figures['growth/call-memory']),
    ownNewMs: figures['first-packet/instant-api'],
    ownKeptMs: figures['first-packet/cached'],
  };
}
