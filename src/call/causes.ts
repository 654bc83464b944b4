import type { CallState, Happening } from './call-state.ts';
import type { ConnectionStep, Loss } from './voice-port.ts';

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

/** Codes with which voice servers close, of Discord and of WebSockets in general: https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const knownCodes: ReadonlySet<number> = new Set([
  1000, 1001, 1005, 1006, 1011, 4001, 4002, 4003, 4004, 4005, 4006, 4009, 4011, 4012, 4014, 4015,
  4016, 4020, 4021, 4022,
]);

/** A rejoin's reason as a metrics label: few values, whatever a server closes with. */
export function rejoinReason(happening: Happening): string {
  if (happening.type !== 'lost') return happening.type;
  const { loss } = happening;
  if (loss.kind !== 'closed') return loss.fault;
  return knownCodes.has(loss.code) ? `closed-${loss.code}` : 'closed-otherwise';
}

/** Why a connection was lost, for the log. */
export function lossCause(loss: Loss): string {
  return loss.kind === 'closed' ? `voice server closed with ${loss.code}` : `fault: ${loss.fault}`;
}
