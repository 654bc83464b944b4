/** A figure that the model can't measure: with where it is from, or `assumed`. */
interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly means: string;
  readonly source: string;
}

const assumed = 'assumed';

/** All that the model takes for granted, beside what the benchmark measures. */
export const assumptions = {
  callsPer1000: {
    value: 20,
    unit: 'calls',
    means: 'in a call at the busiest hour, of 1,000 servers',
    source: assumed,
  },
  linesPerMinute: {
    value: 4,
    unit: 'lines',
    means: 'read in a minute of a call',
    source: assumed,
  },
  messagesPerHour: {
    value: 12,
    unit: 'messages',
    means: 'written in an hour in a server at the busiest hour that nobody has read',
    source: assumed,
  },
  apiMedianMs: {
    value: 1_500,
    unit: 'ms',
    means: 'from a request to the first sound of it; half take longer',
    source: `${assumed}: deAPI publishes none`,
  },
  apiP95Ms: {
    value: 4_000,
    unit: 'ms',
    means: 'the same, of which one in twenty takes longer',
    source: `${assumed}: deAPI publishes none`,
  },
  quotaPerMinute: {
    value: 300,
    unit: 'requests',
    means: 'that an account which was topped up may make in a minute',
    source: 'deAPI’s limits, August 2026',
  },
  usdPerMillionCharacters: {
    value: 0.77,
    unit: 'US$',
    means: 'for a million characters of Kokoro',
    source: 'deAPI’s prices, August 2026',
  },
  machineCores: { value: 4, unit: 'cores', means: 'of a machine', source: assumed },
  machineMb: { value: 8_192, unit: 'MB', means: 'of memory in a machine', source: assumed },
  machineUsd: {
    value: 25,
    unit: 'US$',
    means: 'for a machine and month',
    source: `${assumed}: such machines cost 10 to 100`,
  },
  filled: {
    value: 50,
    unit: '%',
    means: 'of cores, event loops and memory that are in use at the busiest hour',
    source: 'half is left for bursts, and for the others when a machine is lost',
  },
  mainShare: {
    value: 65,
    unit: '%',
    means: 'of a line’s CPU on the event loop of the bot’s own process',
    source: 'assumed: the voice process takes the rest',
  },
  quotaRoom: {
    value: 150,
    unit: '%',
    means: 'of the requests of an average minute that the quota has to be, for bursts to pass',
    source: assumed,
  },
} as const satisfies Readonly<Record<string, Assumption>>;

/** A language that people write in. */
interface LanguageLoad {
  readonly language: string;
  /** Percent of all lines. */
  readonly share: number;
  readonly charactersPerLine: number;
  readonly charactersPerSecond: number;
  /** Lines whose sound is kept from before, in percent. */
  readonly kept: number;
}

/** All of it assumed: short lines are written again and again, and in Japanese a sign is more of a word. */
export const languages: readonly LanguageLoad[] = [
  { language: 'English', share: 45, charactersPerLine: 42, charactersPerSecond: 15, kept: 35 },
  { language: 'Japanese', share: 20, charactersPerLine: 18, charactersPerSecond: 7, kept: 35 },
  { language: 'Spanish', share: 13, charactersPerLine: 44, charactersPerSecond: 16, kept: 30 },
  { language: 'German', share: 8, charactersPerLine: 46, charactersPerSecond: 14, kept: 30 },
  { language: 'French', share: 8, charactersPerLine: 45, charactersPerSecond: 15, kept: 30 },
  { language: 'Portuguese', share: 6, charactersPerLine: 43, charactersPerSecond: 15, kept: 30 },
];

/** How busy each hour of a day is, in percent of the busiest, from midnight on; assumed. */
export const busyByHour: readonly number[] = [
  45, 35, 28, 22, 20, 20, 22, 28, 33, 38, 42, 48, 54, 60, 65, 70, 76, 84, 92, 98, 100, 95, 82, 62,
];
