import type { Stage } from './stage.ts';

/** The floods that one member, or forty of them, can cause at their worst. */
export interface Flood {
  readonly name: string;
  readonly how: string;
  /** Arranges what the flood is worst with, and is no part of it. */
  readonly prepare?: (stage: Stage) => Promise<void>;
  /** Resolves when the bot is done with it. */
  readonly pour: (stage: Stage) => Promise<void>;
}

/** The effects of a flood on everybody else, and on the bot. */
export interface Row {
  readonly name: string;
  readonly how: string;
  /** How often it was poured until its figures were those of the bot, and not of a busy machine. */
  readonly tries: number;
  /** The longest pause that a listener in another server heard. */
  readonly gapMs: number;
  /** The longest time in which `/help` was answered there. */
  readonly helpMs: number;
  /** Time on a core of the longest turn of the event loop of the bot's main thread: told, and not judged. */
  readonly turnMs: number;
  /** The memory that the bot and all its processes took before. */
  readonly idleMb: number;
  /** The most that they took beyond that. */
  readonly peakMb: number;
  /** The memory beyond it to which they had come back a minute after the flood. */
  readonly afterMb: number;
  /** Cores that processes of nobody here took meanwhile. */
  readonly otherCores: number;
  /** The faults that the row shows; empty in a good run. */
  readonly problems: readonly string[];
}

/** The most that a flood may do. */
export const limits = { gapMs: 60, helpMs: 1_000, peakMb: 200, afterMb: 20 } as const;

const named: Readonly<Record<keyof typeof limits, string>> = {
  gapMs: 'the longest gap elsewhere in ms',
  helpMs: 'the slowest /help elsewhere in ms',
  peakMb: 'the memory above idle in MB',
  afterMb: 'the memory above idle a minute later in MB',
};

/** Figures that are worse than they may be, a sentence each. */
export function excesses(row: Pick<Row, keyof typeof limits>): string[] {
  return (Object.keys(limits) as (keyof typeof limits)[])
    .filter((key) => !(row[key] <= limits[key]))
    .map((key) => `${named[key]} was ${row[key]}, and may be ${limits[key]}`);
}
