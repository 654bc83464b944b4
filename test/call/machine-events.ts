import type { Effect, Happening, Step } from '#call/call-state.ts';
import { startCall, transition } from '#call/machine.ts';

import { voiceServerAt, voiceStateIn } from './packets.ts';

/** The gateway tells the bot's own voice state. */
export function stateIn(...about: Parameters<typeof voiceStateIn>): Happening {
  return { type: 'voice-state', packet: voiceStateIn(...about) };
}

/** The gateway names a voice server, or none. */
export function serverAt(endpoint: string | null): Happening {
  return { type: 'voice-server', packet: voiceServerAt(endpoint) };
}

/** Discord let it into channel A. */
export const state = stateIn('A');
/** The voice server that goes with it. */
export const server = serverAt('host');
/** The voice state of a gateway session that began later. */
export const renewed = stateIn('A', { session_id: 'new' });
export const ready: Happening = { type: 'step', step: 'ready' };
export const identifying: Happening = { type: 'step', step: 'identifying' };
export const outage: Happening = { type: 'outage', over: false };
export const returned: Happening = { type: 'outage', over: true };
export const deadline: Happening = { type: 'deadline' };
/** While the gateway is away. */
export const deafly: Happening = { type: 'deadline', deaf: true };
export const newSession: Happening = { type: 'new-session' };
/** The voice server closed the connection. */
export const closed = (code: number): Happening => ({
  type: 'lost',
  loss: { kind: 'closed', code },
});
/** The worker gave the connection up. */
export const fault = (fault: 'group' | 'garbled' | 'deaf' | 'udp'): Happening => ({
  type: 'lost',
  loss: { kind: 'fault', fault },
});

/** A call in channel A to which these things happened, 10 ms apart. Effects are those of the last. */
export function after(...happenings: Happening[]): Step {
  let step = startCall('A', 0);
  happenings.forEach((happening, index) => {
    step = transition(step.state, { ...happening, atMs: (index + 1) * 10 });
  });
  return step;
}

/** The effects by their names, with what matters of them. */
export function named(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    if (effect.do === 'wait') return `wait ${effect.ms}`;
    if (effect.do === 'request') return `request ${effect.channelId}`;
    if (effect.do === 'tell') return `tell ${effect.change.kind}`;
    return effect.do;
  });
}

/** The state by its name. */
export function where({ state }: Step): string {
  if (state.is === 'gone') return `gone ${state.ending}`;
  if ('phase' in state) return `${state.is} ${state.phase.step}`;
  return state.is === 'suspended' ? `suspended ${state.why}` : state.is;
}

/** All that it takes to be in the call. */
export const inside = [state, server, ready];

/** A title, what happened to a call in order, where it is then, and the effects of the last of it. */
export type Row = readonly [title: string, Happening[], where: string, effects: string[]];

/** Where a call is after these things, and the effects of the last of them. */
export function stepped(happenings: Happening[]): readonly [where: string, effects: string[]] {
  const step = after(...happenings);
  return [where(step), named(step.effects)];
}
