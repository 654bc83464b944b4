import type { CallState, Happening } from './call-state.ts';
import type { ConnectionStep } from './voice-port.ts';

/** The event that a connection waited for in each step, in words for whoever runs the bot. */
const awaited: Readonly<Record<ConnectionStep, string>> = {
  opening: 'the voice server did not answer on its websocket',
  identifying: 'the voice server did not say that it is ready after it was identified to',
  discovering: 'the voice server did not answer the question for our UDP address',
  selecting: 'the voice server did not name the key after the encryption was chosen',
  grouping: 'the end-to-end encryption group did not come about',
  ready: 'the voice connection was lost',
};

/** Why a phase of joining ran into its deadline; undefined for those that end by it as they should. */
export function lateCause(state: CallState): string | undefined {
  if (!('phase' in state)) return undefined;
  const { phase } = state;
  switch (phase.step) {
    case 'signalling':
      if (phase.voiceState) return 'Discord named no voice server after the voice state (op 4)';
      return phase.voiceServer
        ? 'Discord sent no voice state beside the voice server (op 4)'
        : 'Discord answered nothing to the request to join (op 4)';
    case 'connecting':
      return awaited[phase.at];
    case 'shut-out':
      return phase.confirmed
        ? undefined
        : 'the voice server ended the call, and Discord said nothing';
    case 'outage':
      return 'the outage of the server did not end in time';
    case 'pausing':
    case 'leaving':
      return undefined;
  }
}

/** A rejoin's reason as a metrics label: few values. */
export function rejoinReason(happening: Happening): string {
  if (happening.type !== 'lost') return happening.type;
  const { loss } = happening;
  return loss.kind === 'closed' ? `closed-${loss.code}` : loss.fault;
}
