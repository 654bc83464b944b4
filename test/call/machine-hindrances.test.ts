import { expect, test } from 'vitest';

import {
  after,
  deadline,
  stepped,
  inside,
  ready,
  server,
  state,
  stateIn,
  where,
} from './machine-events.ts';
import type { Row } from './machine-events.ts';

// Speaking, and what keeps a call from it: muted, or in the audience of a Stage.

test.each<Row>([
  ['speaks', [...inside, { type: 'speech', on: true }], 'speaking', []],
  [
    'has spoken',
    [...inside, { type: 'speech', on: true }, { type: 'speech', on: false }],
    'ready',
    [],
  ],
  ['waits when muted', [...inside, stateIn('A', { mute: true })], 'suspended muted', ['wait 0']],
  [
    'tells that it is muted',
    [...inside, stateIn('A', { mute: true }), deadline],
    'suspended muted',
    ['tell suspended'],
  ],
  [
    'goes on when unmuted',
    [...inside, stateIn('A', { mute: true }), deadline, state],
    'ready',
    ['calm', 'tell resumed'],
  ],
  [
    'says nothing of a short mute',
    [...inside, stateIn('A', { mute: true }), state],
    'ready',
    ['calm'],
  ],
  [
    'asks to speak on a Stage',
    [stateIn('A', { suppress: true }), server, ready],
    'suspended suppressed',
    ['calm', 'unsuppress', 'wait 2500'],
  ],
  [
    'speaks on a Stage when it is let',
    [stateIn('A', { suppress: true }), server, ready, state],
    'ready',
    ['calm'],
  ],
])('%s', (_, happenings, expected, effects) => {
  expect(stepped(happenings)).toEqual([expected, effects]);
});

test('a hindrance that is told is not told again, and one that changes is told anew', () => {
  const muted = stateIn('A', { mute: true });
  const told = after(state, server, ready, muted, deadline);
  expect(told.effects).toEqual([{ do: 'tell', change: { kind: 'suspended', why: 'muted' } }]);
  expect(after(state, server, ready, muted, deadline, deadline).effects).toEqual([]);
  expect(after(state, server, ready, muted, deadline, muted).effects).toEqual([]);
  const suppressed = stateIn('A', { mute: true, suppress: true });
  expect(after(state, server, ready, muted, deadline, suppressed).state).toMatchObject({
    is: 'suspended',
    why: 'suppressed',
    told: false,
  });
});

test('who is muted while connecting is so when connected', () => {
  expect(where(after(state, server, stateIn('A', { mute: true }), ready))).toBe('suspended muted');
});
