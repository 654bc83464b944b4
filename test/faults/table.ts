import { fileURLToPath } from 'node:url';

import type { Group, Unprovoked } from './fault.ts';
import { fatalFaults, gatewayFaults, shardFaults, startFaults } from './rows/gateway.ts';
import { interactionFaults } from './rows/interactions.ts';
import { joiningFaults, joiningUnprovoked } from './rows/joining.ts';
import { packetFaults } from './rows/packets.ts';
import { playback, processes, sabotaged } from './rows/playback.ts';
import { missingEncryption } from './rows/start.ts';
import { emptyCallFaults, stayingSlowly } from './rows/staying-slowly.ts';
import { staying, stayingUnprovoked } from './rows/staying.ts';
import { twinFaults } from './rows/twins.ts';
import { registrationFaults, withoutContent } from './rows/unregistered.ts';
import { zombies } from './rows/zombies.ts';

const preload = (file: URL): { readonly NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--import=${fileURLToPath(file)}`,
});

export const groups: readonly Group[] = [
  { name: 'joining', scene: {}, parallel: 4, calm: true, faults: joiningFaults },
  { name: 'calls', scene: {}, parallel: 3, calm: true, faults: staying },
  { name: 'packets of a join', scene: {}, parallel: 1, calm: true, faults: packetFaults },
  {
    name: 'calls with quick heartbeats',
    scene: { discord: { voice: { heartbeatIntervalMs: 1_000 } } },
    parallel: 2,
    calm: true,
    faults: stayingSlowly,
  },
  {
    name: 'empty calls',
    scene: { environment: { LEAVE_AFTER_MINUTES: '0.025' } },
    parallel: 1,
    calm: true,
    faults: emptyCallFaults,
  },
  { name: 'playback', scene: {}, parallel: 3, calm: true, faults: playback },
  { name: 'processes', scene: {}, parallel: 1, calm: true, faults: processes },
  {
    name: 'sabotage',
    scene: { environment: preload(new URL('sabotage.ts', import.meta.url)) },
    parallel: 1,
    calm: true,
    faults: sabotaged,
  },
  {
    name: 'gateway',
    scene: { discord: { heartbeatIntervalMs: 2_000 } },
    parallel: 1,
    calm: true,
    faults: gatewayFaults,
  },
  {
    name: 'shards',
    scene: { discord: { shards: 2, shardsNeeded: 2 } },
    parallel: 1,
    calm: true,
    faults: shardFaults,
  },
  ...fatalFaults.map((fault) => ({
    name: `end of the bot (${fault.how})`,
    scene: {},
    parallel: 1,
    calm: false,
    faults: [fault],
  })),
  {
    name: 'start without an identify',
    scene: {
      awaitReady: false,
      arrange: ({ gateway }) => {
        gateway.identifiesLeft = 0;
      },
    },
    parallel: 1,
    calm: false,
    faults: startFaults,
  },
  {
    name: 'start without the encryption',
    scene: { awaitReady: false, environment: preload(new URL('no-davey.ts', import.meta.url)) },
    parallel: 1,
    calm: false,
    faults: missingEncryption,
  },
  {
    name: 'start without commands',
    scene: {
      awaitReady: false,
      arrange: (discord) => {
        discord.fail({ method: 'PUT', path: 'commands', status: 503, times: 5 });
      },
    },
    parallel: 1,
    calm: false,
    faults: registrationFaults,
  },
  {
    name: 'no message content',
    scene: { discord: { privilegedIntents: 0 } },
    parallel: 1,
    calm: true,
    faults: withoutContent,
  },
  zombies(),
  { name: 'interactions', scene: {}, parallel: 1, calm: true, faults: interactionFaults },
  { name: 'twins', scene: {}, parallel: 1, calm: true, faults: twinFaults },
];

export const unprovoked: readonly Unprovoked[] = [
  ...joiningUnprovoked,
  ...stayingUnprovoked,
  {
    id: 'GW7',
    why: 'more than 115 sends a minute are more than 100 joins at once, minutes of this machine: the benchmark of many calls fills them against the same limit',
  },
  {
    id: 'PB10',
    why: 'how many speak at once is load and no fault: the benchmark of many calls measures it',
  },
  {
    id: 'IR11',
    why: 'an attachment is fetched in the moment in which it is given, and its address is not kept',
  },
];
