import type { Limit } from './fault.ts';

/** Every row of the fault catalogue: joining and staying in a call, playback, gateway, interactions and REST. */
const ranges = [
  ['VC', 1, 15],
  ['VC', 20, 36],
  ['PB', 1, 10],
  ['GW', 1, 10],
  ['IR', 1, 16],
] as const;

export const faultIds: readonly string[] = ranges.flatMap(([prefix, first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${prefix}${first + index}`),
);

/**
 * The outcome of a fault, decided from what a listener heard, what a person read and whether the bot's process lives:
 * `unharmed`, nothing was heard of it; `recovered`, the sentence was heard whole after a gap; `told`, it was not heard
 * and a person read why; `stopped`, the bot ended on purpose, said why and told its supervisor by the exit code;
 * `mute`, neither heard nor told; `hung`, it lives and answers nobody; `crashed`, it ended without having meant to.
 */
export type Outcome =
  | 'unharmed'
  | 'recovered'
  | 'told'
  | 'stopped'
  | 'mute'
  | 'hung'
  | 'crashed'
  | 'unprovoked';

export interface Row {
  readonly id: string;
  readonly provoked: boolean;
  /** How often it was provoked until its figures were those of the bot, and not of a busy machine. */
  readonly tries: number;
  /** How it was provoked, or why loopback can't. */
  readonly how: string;
  readonly outcome: Outcome;
  /** The longest pause that a listener heard within the sentence on which the fault fell. */
  readonly gapMs: number | null;
  /** The most that the pause may be, or why it has no limit; null for what is not provoked. */
  readonly gapAtMostMs: Limit | null;
  /** Words of it that were never heard. */
  readonly wordsLost: number | null;
  /** The sentence that a person read of the fault; for a stop, the one that the operator read. */
  readonly told: string | null;
  /** From the fault, or from the end of one that lasts, to speech. */
  readonly speechAgainMs: number | null;
  /** The most that it may be, or why it has no limit; null for what is not provoked. */
  readonly speechAgainAtMostMs: Limit | null;
  /** The longest pause that a listener in another server heard meanwhile; null where nobody spoke there. */
  readonly othersGapMs: number | null;
  /** The faults that the row shows; empty in a good run. */
  readonly problems: readonly string[];
  /** Each way in which it was provoked, where there are several; the row then has the worst of each figure. */
  readonly ways?: readonly Row[];
}

const fromBad: readonly Outcome[] = [
  'crashed',
  'hung',
  'mute',
  'stopped',
  'told',
  'recovered',
  'unharmed',
  'unprovoked',
];

/** One row of several ways to provoke the same fault. */
export function merged(ways: readonly [Row, ...Row[]]): Row {
  const [first] = ways;
  if (ways.length === 1) return first;
  const most = (figure: (row: Row) => number | null): number | null => {
    const known = ways.map(figure).filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    id: first.id,
    provoked: true,
    tries: most(({ tries }) => tries) ?? 0,
    how: ways.map(({ how }) => how).join(' · '),
    outcome: fromBad.find((outcome) => ways.some((way) => way.outcome === outcome)) ?? 'unprovoked',
    gapMs: most(({ gapMs }) => gapMs),
    gapAtMostMs: loosest(ways.map(({ gapAtMostMs }) => gapAtMostMs)),
    wordsLost: most(({ wordsLost }) => wordsLost),
    told: ways.find(({ told }) => told !== null)?.told ?? null,
    speechAgainMs: most(({ speechAgainMs }) => speechAgainMs),
    speechAgainAtMostMs: loosest(ways.map(({ speechAgainAtMostMs }) => speechAgainAtMostMs)),
    othersGapMs: most(({ othersGapMs }) => othersGapMs),
    problems: ways.flatMap(({ problems }) => problems),
    ways,
  };
}

/** Each way is held to its own; for all of them stands the largest, or why none of them has one. */
function loosest(limits: readonly (Limit | null)[]): Limit | null {
  const numbers = limits.filter((limit) => typeof limit === 'number');
  return numbers.length === 0 ? (limits[0] ?? null) : Math.max(...numbers);
}
