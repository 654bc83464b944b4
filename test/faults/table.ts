import type { Group, Unprovoked } from './fault.ts';
import { joiningFaults, joiningUnprovoked, packetFaults } from './rows/joining.ts';
import { staying, stayingSlowly, stayingUnprovoked } from './rows/staying.ts';

export const groups: readonly Group[] = [
  { name: 'joining', scene: {}, parallel: 5, calm: true, faults: joiningFaults },
  { name: 'calls', scene: {}, parallel: 3, calm: true, faults: staying },
  { name: 'packets of a join', scene: {}, parallel: 1, calm: true, faults: packetFaults },
  {
    name: 'calls with quick heartbeats',
    scene: { discord: { voice: { heartbeatIntervalMs: 1_000 } } },
    parallel: 2,
    calm: true,
    faults: stayingSlowly,
  },
];

export const unprovoked: readonly Unprovoked[] = [...joiningUnprovoked, ...stayingUnprovoked];
