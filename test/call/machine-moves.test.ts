import { expect, test } from 'vitest';

import { standardLimits as limits } from '#call/call-limits.ts';
import type { Happening } from '#call/call-state.ts';

import {
  after,
  closed,
  deadline,
  deafly,
  stepped,
  inside,
  named,
  ready,
  server,
  state,
  stateIn,
  where,
} from './machine-events.ts';
import type { Row } from './machine-events.ts';

// Being moved, kicked, and let go without a word.

test.each<Row>([
  [
    'waits for word of an outage when it is sent away while following a move',
    [...inside, stateIn('B'), stateIn(null)],
    'moved shut-out',
    ['disconnect', 'wait 300'],
  ],
  [
    'is told of the move when word comes late',
    [...inside, closed(4014), stateIn('B')],
    'moved signalling',
    ['tell moved', 'wait 2000'],
  ],
  [
    'has not moved when the late word is of its own channel',
    [...inside, closed(4014), state],
    'moved signalling',
    ['wait 2000'],
  ],
  [
    'takes a voice server that comes before the word of a move',
    [...inside, closed(4014), server],
    'moved signalling',
    ['wait 2000'],
  ],
  [
    'believes no voice server after a kick',
    [...inside, stateIn(null), server],
    'moved shut-out',
    [],
  ],
  [
    'doesn’t know why it is over as long as the gateway is away',
    [...inside, closed(4014), deafly, deafly],
    'moved shut-out',
    ['wait 1000'],
  ],
  [
    'was kicked when the gateway is back and says so',
    [...inside, closed(4014), deafly, stateIn(null), deafly],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was kicked when the gateway is back and says nothing',
    [...inside, closed(4014), deafly, deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'is let go, which may be a kick or an outage',
    [...inside, stateIn(null)],
    'moved shut-out',
    ['disconnect', 'wait 300'],
  ],
  [
    'was kicked when nothing tells of an outage',
    [...inside, stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was kicked while connecting',
    [state, server, stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was kicked while following a move',
    [...inside, stateIn('B'), stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'believes nothing more after a kick',
    [...inside, stateIn(null), stateIn('B')],
    'moved shut-out',
    [],
  ],
  [
    'comes again when it is asked to right after a kick',
    [...inside, stateIn(null), { type: 'join', channelId: 'A' }],
    'joining signalling',
    ['disconnect', 'wait 5000', 'attach', 'request A'],
  ],
  [
    'leaves',
    [...inside, { type: 'end', ending: 'left' }],
    'gone left',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'follows a move',
    [...inside, stateIn('B')],
    'moved signalling',
    ['disconnect', 'tell moved', 'wait 5000'],
  ],
  [
    'connects after a move',
    [...inside, stateIn('B'), server],
    'moved connecting',
    ['connect', 'wait 4000'],
  ],
  ['is ready after a move', [...inside, stateIn('B'), server, ready], 'ready', ['calm']],
  [
    'follows a second move',
    [...inside, stateIn('B'), stateIn('C')],
    'moved signalling',
    ['tell moved', 'wait 2000'],
  ],
  [
    'waits for word when it was shut out',
    [...inside, closed(4014)],
    'moved shut-out',
    ['disconnect', 'wait 5000'],
  ],
  [
    'was kicked when no word comes',
    [...inside, closed(4014), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was kicked when that is the word',
    [...inside, closed(4014), stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was moved when word comes',
    [...inside, closed(4014), stateIn('B'), server],
    'moved connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'joins again when the other half of a move never comes',
    [...inside, closed(4014), stateIn('B'), deadline],
    'rejoining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'treats an ended call like a kick until it hears more',
    [...inside, closed(4022)],
    'moved shut-out',
    ['disconnect', 'wait 5000'],
  ],
])('%s', (_, happenings, expected, effects) => {
  expect(stepped(happenings)).toEqual([expected, effects]);
});

test('moved to where no voice server is named, it joins again instead of believing itself kicked', () => {
  expect(where(after(...inside, stateIn('B'), deadline))).toMatch('rejoining');
});

test('a call that is over while the gateway stays away for good ends in the end', () => {
  const deaf = Array.from({ length: limits.maxRejoinRefusals }, () => deafly);
  expect(where(after(...inside, closed(4014), ...deaf.slice(1)))).toBe('moved shut-out');
  expect(where(after(...inside, closed(4014), ...deaf))).toBe('gone gateway-down');
});

test('a gateway that stays away is asked to let go of the channel in the end', () => {
  const refused: Happening[] = Array.from({ length: limits.maxFirstRefusals }, () => ({
    type: 'refused',
  }));
  const tries = refused.flatMap((each) => [each, deadline]).slice(0, -1);
  const step = after(...tries);
  expect(where(step)).toBe('gone gateway-down');
  expect(named(step.effects)).toContain('request null');
});
