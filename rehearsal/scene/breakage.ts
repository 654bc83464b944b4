import type { Deapi } from '#deapi/deapi.ts';
import { startUdpRelay } from '#network/udp-relay.ts';
import type { UdpRelay } from '#network/udp-relay.ts';

import type { Scene } from './scene.ts';

/** Ways to spoil a rehearsal on purpose, to show that it notices: frames lost, sent unencrypted, other sound. */
export const breakages = ['drop', 'plain', 'wrong-audio'] as const;
export type Breakage = (typeof breakages)[number];

const droppedShare = 0.1;

/** Spoils the scene before the bot joins. Returns what undoes it. */
export async function spoil(scene: Scene, breakage: Breakage | undefined): Promise<() => void> {
  const { faults } = scene.discord.voiceServer.guild(scene.server.id);
  switch (breakage) {
    case 'drop': {
      const relay: UdpRelay = await startUdpRelay(scene.discord.voiceServer.udpPort, {
        out: { loss: droppedShare },
      });
      faults.announcedUdpPort = relay.port;
      return () => relay.close();
    }
    case 'plain':
      faults.daveVersion = 0;
      return () => undefined;
    case 'wrong-audio':
    case undefined:
      return () => undefined;
  }
}

/** Lets the service's next job end in the sound of an earlier one, while it believes that it made the right one. */
export function swapSound(deapi: Deapi): void {
  const earlier = deapi.jobs.find(({ result }) => result !== undefined)?.result;
  if (!earlier) throw new Error('no earlier sound to swap in');
  deapi.next({ result: earlier });
}
