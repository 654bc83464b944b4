import { expect, test } from 'vitest';

import {
  closed,
  deadline,
  stepped,
  inside,
  newSession,
  outage,
  ready,
  renewed,
  server,
  state,
  stateIn,
} from './machine-events.ts';
import type { Row } from './machine-events.ts';

// The gateway's sessions: what a call does when one is lost, or when another process has its token.

test.each<Row>([
  [
    'comes back when the session that it belonged to is lost',
    [...inside, newSession],
    'rejoining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'takes a voice socket that was closed before the next session began for one that went with the last',
    [...inside, closed(4014), newSession],
    'rejoining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'takes what is cleared away of a lost session for no kick while it comes back',
    [...inside, newSession, deadline, stateIn(null)],
    'rejoining signalling',
    [],
  ],
  [
    'takes it for none when it is nearly there, either',
    [...inside, newSession, deadline, renewed, server, stateIn(null)],
    'rejoining connecting',
    [],
  ],
  [
    'nor when it is there',
    [...inside, newSession, deadline, renewed, server, ready, stateIn(null)],
    'ready',
    [],
  ],
  [
    'is kicked from the call of its new session',
    [...inside, newSession, deadline, renewed, server, ready, stateIn(null, { session_id: 'new' })],
    'moved shut-out',
    ['disconnect', 'wait 300'],
  ],
  [
    'asks anew for what was asked for in a lost session',
    [newSession],
    'joining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'lets go of nothing that a lost session held',
    [deadline, newSession],
    'joining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'follows a move that a lost session did not see to its end',
    [...inside, stateIn('B'), newSession],
    'rejoining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'gives its call up to another process with its token',
    [...inside, renewed],
    'gone taken-over',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'gives it up also when the voice server says so first',
    [...inside, closed(4014), renewed],
    'gone taken-over',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'gives it up while it connects',
    [state, server, renewed],
    'gone taken-over',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'takes what is cleared away of another session for no kick, when the voice server closes the call first',
    [...inside, closed(4014), stateIn(null, { session_id: 'old' })],
    'moved shut-out',
    [],
  ],
  ['stays away after a kick', [...inside, stateIn(null), newSession], 'moved shut-out', []],
  ['waits out an outage', [...inside, stateIn(null), outage, newSession], 'rejoining outage', []],
  ['waits out its pause', [{ type: 'refused' }, newSession], 'joining pausing', []],
])('%s', (_, happenings, expected, effects) => {
  expect(stepped(happenings)).toEqual([expected, effects]);
});
