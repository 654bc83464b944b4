import { expect, test } from 'vitest';

import type { CallState, Phase } from '#call/call-state.ts';
import { lateCause, rejoinReason } from '#call/causes.ts';

import { voiceServerAt, voiceStateIn } from './packets.ts';

const voiceState = voiceStateIn('A');
const voiceServer = voiceServerAt('host');

function joiningIn(phase: Phase): CallState {
  return { is: 'joining', channelId: 'A', joins: [], failures: 0, refusals: 0, phase };
}

test.each<[Phase, RegExp]>([
  [{ step: 'signalling' }, /answered nothing to the request/],
  [{ step: 'signalling', voiceState }, /no voice server after the voice state/],
  [{ step: 'signalling', voiceServer }, /no voice state beside the voice server/],
  [{ step: 'connecting', at: 'opening', voiceState, voiceServer }, /websocket/],
  [{ step: 'connecting', at: 'identifying', voiceState, voiceServer }, /identified/],
  [{ step: 'connecting', at: 'discovering', voiceState, voiceServer }, /UDP address/],
  [{ step: 'connecting', at: 'selecting', voiceState, voiceServer }, /key/],
  [{ step: 'connecting', at: 'grouping', voiceState, voiceServer }, /encryption group/],
  [{ step: 'shut-out', confirmed: false }, /ended the call, and Discord said nothing/],
  [{ step: 'outage' }, /outage/],
])('a deadline in $step has a cause for whoever runs the bot', (phase, cause) => {
  expect(lateCause(joiningIn(phase))).toMatch(cause);
});

test('a rejoin has a reason of a closed list, whatever a voice server closes with', () => {
  const closed = (code: number) => rejoinReason({ type: 'lost', loss: { kind: 'closed', code } });
  expect([closed(4015), closed(1006)]).toEqual(['closed-4015', 'closed-1006']);
  const reasons = new Set(Array.from({ length: 5_000 }, (_, code) => closed(code)));
  expect(reasons.size).toBeLessThan(30);
  expect(closed(4_999)).toBe('closed-otherwise');
  expect(rejoinReason({ type: 'lost', loss: { kind: 'fault', fault: 'udp' } })).toBe('udp');
});

test.each<CallState>([
  joiningIn({ step: 'pausing' }),
  joiningIn({ step: 'leaving' }),
  joiningIn({ step: 'shut-out', confirmed: true }),
  { is: 'ready', channelId: 'A', joins: [], voiceState, voiceServer },
])('a deadline that does what it is there for has none', (state) => {
  expect(lateCause(state)).toBeUndefined();
});
