import type { Fault, Group } from './fault.ts';
import { runGroup } from './provoke.ts';
import { faultIds, merged, type Row } from './row.ts';
import { networkGroups } from './rows/network.ts';
import { groups, unprovoked } from './table.ts';

/** Scenes open at a time: the timings are for a machine that isn't busy with itself. */
const scenesAtOnce = 2;
const maxOpenings = 2;

export interface Wanted {
  /** These ids alone. */
  readonly only?: readonly string[];
  /** Leaves out what takes ten seconds and more. */
  readonly quick?: boolean;
  /** Told of each group as it begins. */
  readonly onGroup?: (name: string) => void;
}

/** Whether a row of the catalogue or of the bad networks has this id, in capitals or not. */
export function isKnown(id: string): boolean {
  const ofNetworks = networkGroups().flatMap(({ faults }) => faults.map((fault) => fault.id));
  return [...faultIds, ...ofNetworks].some((known) => isSame(known, id));
}

/** Provokes every fault, and gives the rows in the catalogue's order, and those of bad networks. */
export async function provokeAll({
  only,
  quick = false,
  onGroup,
}: Wanted): Promise<{ rows: Row[]; network: Row[] }> {
  const known = (id: string): boolean =>
    only === undefined || only.some((wanted) => isSame(wanted, id));
  const isWanted = ({ id, slow = false }: Fault): boolean => known(id) && !(quick && slow);
  const excused = unprovoked.filter(({ id }) => known(id));
  const provoked = await rowsOfAll(groups, isWanted, onGroup);
  const network = await rowsOfAll(networkGroups(), isWanted, onGroup);
  return {
    rows: inOrder([...excused.map(({ id, why }) => notProvoked(id, why)), ...provoked]),
    network,
  };
}

async function rowsOfAll(
  all: readonly Group[],
  isWanted: (fault: Fault) => boolean,
  onGroup: Wanted['onGroup'],
): Promise<Row[]> {
  const rows: Row[] = [];
  const waiting = all.filter(({ faults }) => faults.some(isWanted));
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      onGroup?.(group.name);
      rows.push(...(await rowsOf(group, group.faults.filter(isWanted))));
    }
  };
  await Promise.all(Array.from({ length: scenesAtOnce }, work));
  return rows;
}

function isSame(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}

function inOrder(rows: readonly Row[]): Row[] {
  return faultIds.flatMap((id) => {
    const [first, ...others] = rows.filter((row) => row.id === id);
    return first ? [merged([first, ...others])] : [];
  });
}

/** A busy machine lets a scene's first command come too late to be answered: it is opened again, and the rows say so. */
async function rowsOf(group: Group, faults: readonly Fault[]): Promise<Row[]> {
  let why = '';
  for (let failed = 0; failed < maxOpenings; failed += 1) {
    try {
      const rows = await runGroup(group, faults);
      return rows.map((row) => Object.assign(row, { tries: row.tries + failed }));
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
  }
  // A bot that does not come to speak before anything was done to it.
  return faults.map(({ id, how }) =>
    Object.assign(notProvoked(id, how), {
      outcome: 'mute',
      problems: [`the scene did not open: ${why}`],
    } as const),
  );
}

function notProvoked(id: string, why: string): Row {
  return {
    id,
    provoked: false,
    tries: 0,
    how: why,
    outcome: 'unprovoked',
    gapMs: null,
    gapAtMostMs: null,
    wordsLost: null,
    told: null,
    speechAgainMs: null,
    speechAgainAtMostMs: null,
    othersGapMs: null,
    problems: [],
  };
}
