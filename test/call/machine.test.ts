import { expect, test } from 'vitest';

import { standardLimits as limits } from '#call/call-limits.ts';
import type { Happening } from '#call/call-state.ts';

import {
  after,
  closed,
  deadline,
  stepped,
  fault,
  identifying,
  inside,
  named,
  server,
  serverAt,
  state,
  stateIn,
  where,
} from './machine-events.ts';
import type { Row } from './machine-events.ts';

test.each<Row>([
  ['asks to join', [], 'joining signalling', ['wait 5000', 'attach', 'request A']],
  ['holds a state that comes first', [state], 'joining signalling', ['wait 2000']],
  ['holds a server that comes first', [server], 'joining signalling', ['wait 2000']],
  [
    'connects when the pair is whole',
    [state, server],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'connects when the pair is whole, reversed',
    [server, state],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'swallows a null state between',
    [stateIn(null), server, state],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'ignores a state for another channel while joining',
    [stateIn('B'), server],
    'joining signalling',
    ['wait 2000'],
  ],
  ['ignores a server without an endpoint', [state, serverAt(null)], 'joining signalling', []],
  [
    'gives the group its own time',
    [state, server, { type: 'step', step: 'grouping' }],
    'joining connecting',
    ['wait 3000'],
  ],
  ['is ready', inside, 'ready', ['calm']],
  [
    'names the voice server that never said that it is ready',
    [state, server, identifying, deadline, deadline, state, server, identifying, deadline],
    'gone voice-server-silent',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'names a voice server that Discord never named',
    [state, deadline, deadline, state, deadline],
    'gone no-voice-server',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'gives up when it is let go on the threshold again',
    [state, server, closed(4014), deadline, deadline, state, server, closed(4014), deadline],
    'gone lost',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  ['needs no voice server while it lets go', [deadline, server], 'joining leaving', []],
  [
    'lets go and asks again when Discord says nothing',
    [deadline],
    'joining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'asks again when Discord has let go',
    [deadline, stateIn(null)],
    'joining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'asks again when Discord does not say that it let go',
    [deadline, deadline],
    'joining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'gives up on the second silence',
    [deadline, deadline, deadline],
    'gone no-answer',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  ['waits for the gateway', [{ type: 'refused' }], 'joining pausing', ['wait 1000']],
  [
    'ignores a refusal that comes when it has an answer',
    [state, server, { type: 'refused' }],
    'joining connecting',
    [],
  ],
  [
    'asks again when the gateway may be back',
    [{ type: 'refused' }, deadline],
    'joining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'is let go on the threshold',
    [state, server, closed(4022)],
    'joining shut-out',
    ['disconnect', 'wait 2000'],
  ],
  [
    'tries again when it was let go on the threshold without a word',
    [state, server, closed(4014), deadline],
    'joining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'was kicked on the threshold when that is the word',
    [state, server, closed(4014), stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'is wanted on the threshold after all',
    [state, server, closed(4014), state, server],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'tries again when it was let go on the way back',
    [...inside, fault('deaf'), deadline, state, server, closed(4022), deadline],
    'rejoining pausing',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'goes to another channel',
    [...inside, { type: 'join', channelId: 'B' }],
    'joining signalling',
    ['disconnect', 'wait 5000', 'attach', 'request B'],
  ],
  [
    'stays when it is asked to where it is',
    [...inside, { type: 'join', channelId: 'A' }],
    'ready',
    [],
  ],
])('%s', (_, happenings, expected, effects) => {
  expect(stepped(happenings)).toEqual([expected, effects]);
});

test.each([
  ['opening', 'voice-server-silent'],
  ['discovering', 'udp-blocked'],
  ['selecting', 'voice-server-silent'],
  ['grouping', 'no-group'],
] as const)(
  'a connection that gets no further than %s ends as %s after its second attempt',
  (step, ending) => {
    const attempt: Happening[] = [state, server, { type: 'step', step }, deadline];
    expect(where(after(...attempt, deadline, ...attempt))).toBe(`gone ${ending}`);
  },
);

test('whoever asks for one channel after the other does not get more joins than the budget', () => {
  const joins = Array.from({ length: 8 }, (_, index): Happening => ({
    type: 'join',
    channelId: index % 2 ? 'A' : 'B',
  }));
  expect(named(after(...joins.slice(0, 4)).effects)).toContain('request A');
  const spent = after(...joins);
  expect(where(spent)).toBe('joining pausing');
  expect(named(spent.effects)).toEqual(['disconnect', `wait ${60_000 - 80}`]);
  expect(where(after(...joins, { type: 'deadline' }))).toBe('joining pausing');
});

test('a refused request gives one join back, and no more', () => {
  const { state } = after(
    { type: 'join', channelId: 'B' },
    { type: 'join', channelId: 'A' },
    { type: 'refused' },
  );
  expect(state).toMatchObject({ joins: [0, 10], refusals: 1 });
});

test('a gateway that stays away ends a first join, and leaves a call that was well more patience', () => {
  const refusals = Array.from({ length: 9 }, (): Happening[] => [
    { type: 'refused' },
    deadline,
  ]).flat();
  expect(where(after(...refusals, { type: 'refused' }))).toBe('gone gateway-down');
  expect(where(after(...inside, fault('deaf'), deadline, ...refusals, { type: 'refused' }))).toBe(
    'rejoining pausing',
  );
});

test('a voice server that comes for a call that knows no voice state yet is kept for it, and alone begins nothing', () => {
  expect(after(serverAt('host')).state).toMatchObject({ phase: { step: 'signalling' } });
  const left = after(state, server, closed(4006), serverAt('other'));
  expect(left.effects).toEqual([]);
});

test.each<[string, Happening, string]>([
  ['no encryption group', fault('group'), 'no-group'],
  ['another fault', fault('garbled'), 'lost'],
  ['a close', closed(4006), 'lost'],
  ['a dead worker', { type: 'worker-died' }, 'lost'],
  ['a voice server that says nothing', deadline, 'voice-server-silent'],
])('a first join that ends twice with %s says what it was', (_, end, ending) => {
  const again: Happening[] = [deadline, state, server];
  expect(where(after(state, server, end, ...again, end))).toBe(`gone ${ending}`);
});

test.each(['identifying', 'discovering', 'selecting', 'grouping'] as const)(
  'a connection has a deadline of its own for %s, that begins once',
  (name) => {
    const step: Happening = { type: 'step', step: name };
    expect(named(after(state, server, step).effects)).toEqual([
      `wait ${limits.connectionMs[name]}`,
    ]);
    expect(named(after(state, server, step, step).effects)).toEqual([]);
  },
);
