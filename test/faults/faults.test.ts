import { expect, test } from 'vitest';

import { withoutLimits } from './provoke.ts';
import { faultIds } from './row.ts';
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
