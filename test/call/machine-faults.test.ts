import { expect, test } from 'vitest';

import { standardLimits as limits } from '#call/call-limits.ts';
import type { CallState } from '#call/call-state.ts';
import { transition } from '#call/machine.ts';

import {
  after,
  closed,
  deadline,
  stepped,
  fault,
  inside,
  ready,
  server,
  serverAt,
  state,
  stateIn,
} from './machine-events.ts';
import type { Row } from './machine-events.ts';

// Faults of the voice server, the connection and the worker, and the pauses before a call is joined anew.

test.each<Row>([
  [
    'changes the voice server',
    [...inside, serverAt('other')],
    'moved connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'waits for another voice server',
    [...inside, serverAt(null)],
    'moved signalling',
    ['disconnect', 'wait 15000'],
  ],
  [
    'takes the other voice server',
    [...inside, serverAt(null), server],
    'moved connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'takes a newer voice server while connecting',
    [state, server, serverAt('other')],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'waits for a newer voice server while connecting',
    [state, server, serverAt(null)],
    'joining signalling',
    ['disconnect', 'wait 15000'],
  ],
  [
    'joins again after a fault',
    [...inside, fault('garbled')],
    'rejoining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'joins again after a dead session',
    [...inside, closed(4006)],
    'rejoining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'tells that it is back',
    [...inside, fault('deaf'), stateIn(null), state, server, ready],
    'ready',
    ['calm', 'tell rejoined'],
  ],
  [
    'pauses before the second rejoin',
    [...inside, fault('deaf'), stateIn(null), state, server, ready, fault('deaf')],
    'rejoining pausing',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'spreads the calls of a dead worker',
    [...inside, { type: 'worker-died' }],
    'rejoining pausing',
    ['disconnect', 'attach', 'request null', 'wait 0'],
  ],
  [
    'spreads the calls of a lost gateway session',
    [...inside, { type: 'detached' }],
    'rejoining pausing',
    ['disconnect', 'attach', 'request null', 'wait 0'],
  ],
  [
    'says so when encryption is refused',
    [state, server, closed(4017)],
    'gone encryption-refused',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'ignores losses it no longer cares for',
    [...inside, closed(4014), closed(1006)],
    'moved shut-out',
    [],
  ],
])('%s', (_, happenings, expected, effects) => {
  expect(stepped(happenings)).toEqual([expected, effects]);
});

test('a deadline that is late for a call that is well changes nothing', () => {
  expect(after(state, server, ready, deadline).effects).toEqual([]);
});

test('without pauses a lost call asks again at once, however often', () => {
  const patient = { ...limits, pausesMs: [] };
  const lost = { ...closed(4006), atMs: 50 };
  const step = transition(after(state, server, ready).state, lost, patient);
  expect(step.state).toMatchObject({ is: 'rejoining', phase: { step: 'leaving' } });
});

/** Joined so often within a minute, and well now. */
function joinedTimes(times: number): CallState {
  const { state: well } = after(...inside);
  return { ...well, joins: Array.from({ length: times }, () => 0) } as CallState;
}

test.each([
  [1, 0],
  [2, 700],
  [3, 900],
  [4, 900],
])('the pause before another attempt grows to its last: %i joins, %i ms', (joins, pauseMs) => {
  const patient = { ...limits, maxJoinsPerMinute: 9, pausesMs: [0, 700, 900], leavingMs: 50 };
  const lost = { ...closed(4006), atMs: 1000 };
  const { state: after, effects } = transition(joinedTimes(joins), lost, patient);
  expect(effects.at(-1)).toMatchObject({ do: 'wait', ms: pauseMs === 0 ? 50 : pauseMs });
  expect(after).toMatchObject({ phase: { step: pauseMs === 0 ? 'leaving' : 'pausing' } });
});

test('calls lost together spread, but none forgets the pause that it owes', () => {
  const died = { type: 'worker-died', atMs: 1000 } as const;
  const wait = (joins: number) =>
    transition(joinedTimes(joins), died, limits).effects.find((effect) => effect.do === 'wait');
  expect(wait(1)).toEqual({ do: 'wait', ms: 0, jitterMs: limits.jitterMs });
  expect(wait(3)).toEqual({ do: 'wait', ms: 3000, jitterMs: limits.jitterMs });
});

test('joins are forgotten after a minute', () => {
  const lost = (atMs: number) =>
    transition(joinedTimes(3), { ...closed(4006), atMs }, limits).state;
  expect(lost(59_999)).toMatchObject({ phase: { step: 'pausing' }, joins: [0, 0, 0] });
  expect(lost(60_000)).toMatchObject({ phase: { step: 'leaving' }, joins: [] });
});
