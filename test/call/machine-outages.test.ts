import { expect, test } from 'vitest';

import {
  deadline,
  stepped,
  fault,
  inside,
  outage,
  returned,
  server,
  state,
  stateIn,
} from './machine-events.ts';
import type { Row } from './machine-events.ts';

// Outages of the call's server.

test.each<Row>([
  [
    'lets a connection that is being made outlive an outage',
    [state, server, outage],
    'joining connecting',
    [],
  ],
  [
    'is told twice of the same outage',
    [...inside, stateIn(null), outage, outage],
    'rejoining outage',
    [],
  ],
  ['has had no outage that could be over', [returned], 'joining signalling', []],
  [
    'waits for the end of an outage that took the call',
    [...inside, stateIn(null), outage],
    'rejoining outage',
    ['disconnect', 'attach', 'wait 300000'],
  ],
  ['stays in a call that outlives an outage', [...inside, outage], 'ready', []],
  [
    'asks for nothing during an outage',
    [...inside, fault('deaf'), outage],
    'rejoining outage',
    ['disconnect', 'attach', 'wait 300000'],
  ],
  [
    'hears nothing of voice states during an outage',
    [...inside, stateIn(null), outage, stateIn('B')],
    'rejoining outage',
    [],
  ],
  [
    'comes back after an outage',
    [...inside, stateIn(null), outage, returned],
    'rejoining pausing',
    ['wait 0'],
  ],
  [
    'asks for the channel again after an outage',
    [...inside, stateIn(null), outage, returned, deadline],
    'rejoining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'joins after an outage that came while it joined',
    [outage, returned, deadline],
    'joining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'leaves when an outage does not end',
    [...inside, stateIn(null), outage, deadline],
    'gone outage',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  ['does not mind the end of an outage that it slept through', [...inside, returned], 'ready', []],
])('%s', (_, happenings, expected, effects) => {
  expect(stepped(happenings)).toEqual([expected, effects]);
});
