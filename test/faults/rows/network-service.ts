import { setTimeout as delay } from 'node:timers/promises';

import type { TcpRelay } from '@crier/rehearsal/network/tcp-relay.ts';

import type { Fault, Observed } from '../fault.ts';

const silentMs = 2_000;
const unplayed = 'the sentence is made for the first time, and is not known by its frames';

/** The speech service goes through a relay; a sentence that nobody has said yet is asked for. */
function service(
  name: string,
  how: string,
  act: (relay: TcpRelay) => void | Promise<void>,
): (relay: () => TcpRelay) => Fault {
  return (relay) => ({
    id: `speech-api/${name}`,
    how,
    gapAtMostMs: unplayed,
    speechAgainAtMostMs: 300,
    tells: /Spoken|speech service|deAPI/u,
    provoke: async (bench): Promise<Observed> => {
      const room = await bench.joined(name);
      const said = room.say(`This is asked for while the way to the service is bad: ${name}.`);
      await act(relay());
      const over = /Spoken|speech service|deAPI (?:could|did|does|broke)/u;
      const faultAtMs = performance.now();
      // This answer has to say so itself: the one before it, in the same channel, has done so too.
      const answer = await said.shown(({ text }) => over.test(text), 40_000).catch(() => undefined);
      relay().delayMs = 0;
      const paidTwice = bench.scene.deapi.chargedTwice.length;
      return {
        room,
        faultAtMs,
        told: answer?.text.split('\n').find((line) => over.test(line)),
        problems: paidTwice === 0 ? [] : ['the same words were paid for twice'],
      };
    },
  });
}

export const serviceFaults = [
  service('delay-200', 'everything to and from the service comes 200 ms late', (relay) => {
    relay.delayMs = 200;
  }),
  service('cut', 'every connection to the service breaks 60 ms later', async (relay) => {
    await delay(60);
    relay.cut();
  }),
  service('blackhole-2s', 'nothing comes through to the service for 2 s', async (relay) => {
    relay.blackhole();
    await delay(silentMs);
    relay.restore();
  }),
];
