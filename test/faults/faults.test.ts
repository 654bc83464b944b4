import { beforeAll, describe, expect, test } from 'vitest';

import { provokeAll } from './all.ts';
import { withoutLimits } from './provoke.ts';
import { faultIds, type Row } from './row.ts';
import { networkGroups } from './rows/network.ts';
import { groups, unprovoked } from './table.ts';

const provoked = new Set(groups.flatMap(({ faults }) => faults.map(({ id }) => id)));

test('every fault of the catalogue is provoked, or it is said why it can’t be', () => {
  const excused = unprovoked.map(({ id }) => id);
  expect([...provoked, ...excused].sort()).toEqual([...faultIds].sort());
  expect(provoked.size).toBeGreaterThanOrEqual(55);
});

const everyFault = [...groups, ...networkGroups()].flatMap(({ faults }) => faults);

test('every way to provoke a fault has a limit on its gap and on the time to speech, or says why it can’t have one', () => {
  expect(everyFault.length).toBeGreaterThanOrEqual(102);
  expect(
    everyFault.flatMap((fault) => withoutLimits(fault).map((what) => [fault.how, what])),
  ).toEqual([]);
});

test('of what can be spoken, little is without limits', () => {
  const limited = everyFault.filter(({ gapAtMostMs }) => typeof gapAtMostMs === 'number');
  const recovering = everyFault.filter(
    ({ stops, speechAgainAtMostMs }) => !stops && typeof speechAgainAtMostMs === 'string',
  );
  expect(limited.length).toBeGreaterThanOrEqual(72);
  expect(recovering.map(({ id }) => id)).toEqual([
    'udp/loss-1',
    'udp/loss-5',
    'udp/loss-20',
    'udp/jitter-15',
    'udp/reordered-60',
  ]);
});

describe('what a fault does, with the real bot on a Discord with end-to-end encryption', () => {
  // The others are for `npm run faults`, which takes minutes: here one of each kind, in three scenes.
  const representative = ['VC20', 'VC21', 'VC22', 'VC25', 'VC28', 'VC29', 'VC34', 'PB3', 'IR16'];
  let rows: readonly Row[];

  beforeAll(async () => {
    ({ rows } = await provokeAll({ only: representative, quick: true }));
  }, 150_000);

  test.each(representative.map((id) => [id]))('%s is heard or told, as it must be', (id) => {
    expect(rows.find((row) => row.id === id)).toMatchObject({ provoked: true, problems: [] });
  });
});
