import { expect, test } from 'vitest';

import {
  after,
  deadline,
  stepped,
  inside,
  closed,
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
    ['calm', 'unsuppress', 'wait 1500'],
  ],
  [
    'speaks on a Stage when it is let',
    [stateIn('A', { suppress: true }), server, ready, state],
    'ready',
    ['calm'],
  ],
  [
    'tells at once that a Stage does not let it speak',
    [stateIn('A', { suppress: true }), server, ready, { type: 'uninvited' }],
    'suspended suppressed',
    ['tell suspended'],
  ],
  [
    'does not tell of it a second time when its time is over',
    [stateIn('A', { suppress: true }), server, ready, { type: 'uninvited' }, deadline],
    'suspended suppressed',
    [],
  ],
  [
    'has been invited before that was answered',
    [stateIn('A', { suppress: true }), server, ready, state, { type: 'uninvited' }],
    'ready',
    [],
  ],
  [
    'is muted, which a Stage has not to do with',
    [...inside, stateIn('A', { mute: true }), { type: 'uninvited' }],
    'suspended muted',
    [],
  ],
  [
    'was lost before that was answered',
    [...inside, stateIn('A', { suppress: true }), closed(4006), { type: 'uninvited' }],
    'rejoining leaving',
    [],
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
