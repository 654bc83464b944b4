import type { CallLimits } from './call-limits.ts';
import type { CallState, Effect, Ending, Entering, Inside, Phase, Step } from './call-state.ts';
import type { VoiceServerPacket, VoiceStatePacket } from './gateway.ts';

/* The parts that the state machine's transitions are made of: one attempt at a channel, and its failure. */

const minuteMs = 60_000;

/** Asks Discord for the channel; or waits first, when the minute's joins are spent. */
export function request(state: Entering, atMs: number, limits: CallLimits): Step {
  const { channelId } = state;
  const recent = recentJoins(state.joins, atMs);
  const spent =
    recent.length < limits.maxJoinsPerMinute ? undefined : recent.at(-limits.maxJoinsPerMinute);
  if (spent !== undefined) {
    const pausing: Entering = { ...state, joins: recent, phase: { step: 'pausing' } };
    return {
      state: pausing,
      effects: [{ do: 'wait', ms: spent + minuteMs - atMs, jitterMs: limits.jitterMs }],
    };
  }
  return {
    state: { ...state, joins: [...recent, atMs], phase: { step: 'signalling' } },
    effects: [
      { do: 'wait', ms: limits.signallingMs },
      { do: 'attach' },
      { do: 'request', channelId },
    ],
  };
}

/** Many calls were lost at once: as `fail`, but they don't all join in the same moment. */
export function failTogether(state: Entering | Inside, atMs: number, limits: CallLimits): Step {
  const step = fail(state, 'lost', atMs, limits);
  if (step.state.is === 'gone' || isInside(step.state) || step.state.phase.step !== 'leaving')
    return step;
  const spread: Effect = { do: 'wait', ms: 0, jitterMs: limits.jitterMs };
  return {
    state: { ...step.state, phase: { step: 'pausing' } },
    effects: step.effects.map((effect) => (effect.do === 'wait' ? spread : effect)),
  };
}

/** An attempt failed, or the call was lost: lets go and joins again, with a pause that grows. */
export function fail(
  state: Entering | Inside,
  ending: Ending,
  atMs: number,
  limits: CallLimits,
): Step {
  const first = state.is === 'joining';
  const failures = isInside(state) ? 0 : state.failures + 1;
  if (failures >= (first ? limits.maxFirstAttempts : limits.maxRejoinAttempts))
    return gone(ending, true);
  const { channelId } = state;
  const joins = recentJoins(state.joins, atMs);
  const steps = first ? 0 : Math.max(joins.length - 1, 0);
  const pauseMs = limits.pausesMs[Math.min(steps, limits.pausesMs.length - 1)] ?? 0;
  const phase: Phase = pauseMs > 0 ? { step: 'pausing' } : { step: 'leaving' };
  const wait = pauseMs > 0 ? { ms: pauseMs, jitterMs: limits.jitterMs } : { ms: limits.leavingMs };
  return {
    state: { is: first ? 'joining' : 'rejoining', channelId, joins, failures, refusals: 0, phase },
    effects: [
      { do: 'disconnect' },
      { do: 'attach' },
      { do: 'request', channelId: null },
      { do: 'wait', ...wait },
    ],
  };
}

/** The gateway couldn't take the request. Discord was asked nothing, so that is no join; asks again until it can. */
export function refused(state: Entering | Inside, limits: CallLimits): Step {
  if (isInside(state) || state.phase.step !== 'signalling') return stay(state);
  const refusals = state.refusals + 1;
  if (refusals >= maxRefusals(state, limits)) return gone('gateway-down', true);
  return {
    state: { ...state, refusals, joins: state.joins.slice(0, -1), phase: { step: 'pausing' } },
    effects: [{ do: 'wait', ms: limits.gatewayMs }],
  };
}

/** Holds whichever packet of the pair came first; the other must follow soon. */
export function gather(
  state: Entering,
  phase: Phase & { step: 'signalling' },
  limits: CallLimits,
): Step {
  const { voiceState, voiceServer } = phase;
  if (voiceState && voiceServer) return connect(state, voiceState, voiceServer, limits);
  return { state: { ...state, phase }, effects: [{ do: 'wait', ms: limits.pairMs }] };
}

export function connect(
  state: Entering,
  voiceState: VoiceStatePacket,
  voiceServer: VoiceServerPacket,
  limits: CallLimits,
): Step {
  return {
    state: { ...state, phase: { step: 'connecting', at: 'opening', voiceState, voiceServer } },
    effects: [
      { do: 'connect', voiceState, voiceServer },
      { do: 'wait', ms: limits.connectionMs.opening },
    ],
  };
}

/** Discord took the voice server away and will name another. */
export function awaitServer(
  state: Entering,
  voiceState: VoiceStatePacket,
  limits: CallLimits,
): Step {
  return {
    state: { ...state, phase: { step: 'signalling', voiceState } },
    effects: [{ do: 'disconnect' }, { do: 'wait', ms: limits.serverMs }],
  };
}

/** The call is over as far as the voice server knows, or Discord itself: waits for word why. */
export function shutOut(before: Entering | Inside, confirmed: boolean, limits: CallLimits): Step {
  const state = onItsWay(before);
  const sessionId = sessionOf(before);
  // A bot that came at a person's wish and was sent away on the threshold tries again, and that soon.
  const unsureMs = state.is === 'moved' ? limits.signallingMs : limits.pairMs;
  return {
    state: {
      ...state,
      phase: { step: 'shut-out', confirmed, ...(sessionId !== undefined && { sessionId }) },
    },
    effects: [{ do: 'disconnect' }, { do: 'wait', ms: confirmed ? limits.kickMs : unsureMs }],
  };
}

/** Nobody can say why the call is over while the gateway is away: a kick is told when it resumes, a lost session by the next. */
export function awaitWord(state: Entering, limits: CallLimits): Step {
  const refusals = state.refusals + 1;
  if (refusals >= maxRefusals(state, limits)) return gone('gateway-down', true);
  return { state: { ...state, refusals }, effects: [{ do: 'wait', ms: limits.gatewayMs }] };
}

/**
 * The gateway session that the call belonged to is lost, and the call with it (Discord's documentation, voice close
 * event 4014). Asks for it again in the new session; all calls of a shard do, so that they spread.
 */
export function renew(state: Entering | Inside, limits: CallLimits): Step {
  if (!isInside(state) && !isOfSession(state.phase)) return stay(state);
  const { channelId, joins } = state;
  const is = state.is === 'joining' ? 'joining' : 'rejoining';
  const failures = isInside(state) ? 0 : state.failures;
  return {
    state: { is, channelId, joins, failures, refusals: 0, phase: { step: 'pausing' } },
    effects: [
      { do: 'disconnect' },
      { do: 'attach' },
      { do: 'wait', ms: 0, jitterMs: limits.jitterMs },
    ],
  };
}

/** Discord has an outage of the server. A connection that stands may outlive it; what is lost comes back after it. */
export function awaitReturn(state: Entering | Inside, limits: CallLimits): Step {
  if (isInside(state) || state.phase.step === 'connecting' || state.phase.step === 'outage')
    return stay(state);
  const { channelId, joins } = state;
  const is = state.is === 'joining' ? 'joining' : 'rejoining';
  return {
    state: { is, channelId, joins, failures: 0, refusals: 0, phase: { step: 'outage' } },
    effects: [{ do: 'disconnect' }, { do: 'attach' }, { do: 'wait', ms: limits.outageMs }],
  };
}

/** The outage is over, for many servers at once, so their calls don't all join in the same moment. */
export function comeBack(state: Entering | Inside, limits: CallLimits): Step {
  if (isInside(state) || state.phase.step !== 'outage') return stay(state);
  return {
    state: { ...state, phase: { step: 'pausing' } },
    effects: [{ do: 'wait', ms: 0, jitterMs: limits.jitterMs }],
  };
}

export function gone(ending: Ending, letGo: boolean): Step {
  const leave: Effect[] = letGo ? [{ do: 'request', channelId: null }] : [];
  return {
    state: { is: 'gone', ending },
    effects: [{ do: 'calm' }, { do: 'disconnect' }, ...leave, { do: 'detach' }],
  };
}

/** Somebody moved the bot, or Discord its call. */
export function moved(
  channelId: string,
  joins: readonly number[],
  phase: Phase,
): Entering & { is: 'moved' } {
  return { is: 'moved', channelId, joins, failures: 0, refusals: 0, phase };
}

/** The state as that of a way into the channel. */
export function onItsWay(state: Entering | Inside): Entering {
  return isInside(state) ? moved(state.channelId, state.joins, { step: 'pausing' }) : state;
}

export function stay(state: CallState): Step {
  return { state, effects: [] };
}

/** The step with these effects before its own. */
export function prefix(effects: readonly Effect[], { state, effects: more }: Step): Step {
  return { state, effects: [...effects, ...more] };
}

/** The gateway session that the call belongs to, as far as Discord has named it. */
export function sessionOf(state: Entering | Inside): string | undefined {
  if (isInside(state)) return state.voiceState.session_id;
  const { phase } = state;
  if (phase.step === 'shut-out') return phase.sessionId;
  return 'voiceState' in phase ? phase.voiceState?.session_id : undefined;
}

export function isInside(state: Entering | Inside): state is Inside {
  return !('phase' in state);
}

/** Whether what is waited for can come by the session alone in which it was asked for. */
function isOfSession(phase: Phase): boolean {
  switch (phase.step) {
    case 'leaving':
    case 'signalling':
    case 'connecting':
      return true;
    case 'shut-out':
      return !phase.confirmed;
    case 'pausing':
    case 'outage':
      return false;
  }
}

function maxRefusals({ is }: Entering, limits: CallLimits): number {
  return is === 'joining' ? limits.maxFirstRefusals : limits.maxRejoinRefusals;
}

function recentJoins(joins: readonly number[], atMs: number): readonly number[] {
  return joins.filter((joinedMs) => atMs - joinedMs < minuteMs);
}
