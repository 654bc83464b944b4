import type { CarrierEvent } from './call-state.ts';
import type { GatewayLink, VoiceGateway } from './gateway.ts';

/** A call's line to the gateway; `hear` is told of what comes over it. */
export function attached(
  gateway: Pick<VoiceGateway, 'attach'>,
  guildId: string,
  hear: (happening: CarrierEvent) => void,
): GatewayLink {
  return gateway.attach(guildId, {
    onVoiceStateUpdate: (packet) => hear({ type: 'voice-state', packet }),
    onVoiceServerUpdate: (packet) => hear({ type: 'voice-server', packet }),
    // In the next turn: discord.js is still walking its adapters, and would meet the new one.
    destroy: () => setImmediate(() => hear({ type: 'detached' })),
    onNewSession: () => hear({ type: 'new-session' }),
    onOutage: (over) => hear({ type: 'outage', over }),
  });
}
