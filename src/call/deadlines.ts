import { awaitWord, fail, gone, isInside, request, stay } from './attempts.ts';
import type { CallLimits } from './call-limits.ts';
import type { CallEvent, Ending, Entering, Inside, Step } from './call-state.ts';
import type { ConnectionStep } from './voice-port.ts';

/** The ending of a call whose connection came no further than this. */
const lateAt: Record<ConnectionStep, Ending> = {
  opening: 'voice-server-silent',
  identifying: 'voice-server-silent',
  discovering: 'udp-blocked',
  selecting: 'voice-server-silent',
  grouping: 'no-group',
  ready: 'lost',
};

/** Moves on a call for which the time of its phase is over. */
export function onDeadline(
  state: Entering | Inside,
  { atMs, deaf = false }: CallEvent & { type: 'deadline' },
  limits: CallLimits,
): Step {
  if (isInside(state)) return onHindered(state);
  switch (state.phase.step) {
    case 'pausing':
    case 'leaving':
      return request(state, atMs, limits);
    case 'signalling':
      return fail(state, state.phase.voiceState ? 'no-voice-server' : 'no-answer', atMs, limits);
    case 'shut-out':
      if (!state.phase.confirmed && deaf) return awaitWord(state, limits);
      // A call that was never inside, or is on the way back, wasn't sent away by anybody: it tries again.
      return state.phase.confirmed || state.is === 'moved'
        ? gone('kicked', false)
        : fail(state, 'lost', atMs, limits);
    case 'outage':
      return gone('outage', true);
    case 'connecting':
      return fail(state, lateAt[state.phase.at], atMs, limits);
  }
}

/** Tells, once, of what keeps a call from being heard. */
export function onHindered(state: Inside): Step {
  if (state.is !== 'suspended' || state.told) return stay(state);
  const change = { kind: 'suspended', why: state.why } as const;
  return { state: { ...state, told: true }, effects: [{ do: 'tell', change }] };
}
