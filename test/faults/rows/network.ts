import { setTimeout as delay } from 'node:timers/promises';

import { startTcpRelay, type TcpRelay } from '@crier/rehearsal/network/tcp-relay.ts';
import { type PathQuality, startUdpRelay } from '@crier/rehearsal/network/udp-relay.ts';

import type { Bench, Room } from '../bench.ts';
import type { Fault, Group, Limit, Observed } from '../fault.ts';
import type { ClipHeard } from '../heard.ts';
import { serviceFaults } from './network-service.ts';

const silentMs = 2_000;

/** The bounds on what may be heard of a fault. */
type Limits = Pick<Fault, 'gapAtMostMs' | 'speechAgainAtMostMs'>;

const unheard: Limits = { gapAtMostMs: 60, speechAgainAtMostMs: 300 };
const lasts = 'the path is as bad until the end of the sentence';

/** A path of datagrams of that quality while a sentence is spoken; at least that share of its frames is to be heard. */
function udp(
  name: string,
  out: Partial<PathQuality>,
  {
    share,
    gapAtMostMs,
    speechAgainAtMostMs = lasts,
  }: { share: number; gapAtMostMs: number; speechAgainAtMostMs?: Limit },
): Fault {
  return {
    id: `udp/${name}`,
    how: `datagrams from the bot: ${JSON.stringify(out)}`,
    losesSentence: true,
    gapAtMostMs,
    speechAgainAtMostMs,
    provoke: async (bench) => {
      const path = await startUdpRelay(bench.discord.voiceServer.udpPort);
      const room = await bench.room(name);
      bench.onClose(() => path.close());
      room.voice.faults.announcedUdpPort = path.port;
      await joinedIn(bench, room);
      Object.assign(path.out, out);
      const said = room.say(bench.long.text);
      await said.reply(({ text }) => text.includes('Spoken'), 20_000);
      await delay(500);
      const heard = await room.heard(bench.long, said.sentAtMs, { timeoutMs: 0 });
      Object.assign(path.out, { loss: 0, delayMs: 0, jitterMs: 0 });
      return { room, sentence: almostWhole(heard, bench, share), faultAtMs: said.sentAtMs };
    },
  };
}

/** Frames that the network loses are nobody's fault: heard whole is what the path let through. */
function almostWhole(heard: ClipHeard, { long }: Bench, share: number): ClipHeard {
  return { ...heard, whole: heard.framesHeard >= share * long.frames.length };
}

async function joinedIn(bench: Bench, room: Room): Promise<void> {
  const { sentAtMs } = room.say(bench.short.text);
  if (!(await room.heard(bench.short, sentAtMs)).whole) throw new Error('the bot was not heard');
}

/** The voice websocket goes through a relay, to which this is done in the middle of a sentence. */
function voiceSocket(
  name: string,
  how: string,
  limits: Limits,
  act: (relay: TcpRelay) => void | Promise<void>,
): Fault {
  return {
    id: `voice-websocket/${name}`,
    how,
    ...limits,
    provoke: async (bench) => {
      const { endpoint } = bench.discord.voiceServer;
      const relay = await startTcpRelay(Number(endpoint.split(':').at(-1)));
      bench.onClose(() => relay.close());
      const room = await bench.room(name);
      room.voice.faults.endpoint = `127.0.0.1:${relay.port}`;
      await joinedIn(bench, room);
      const said = room.say(bench.long.text);
      await room.begins(bench.long, said.sentAtMs);
      await delay(300);
      const faultAtMs = performance.now();
      await act(relay);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      return { room, sentence, faultAtMs };
    },
  };
}

const voiceFaults: readonly Fault[] = [
  udp('loss-1', { loss: 0.01 }, { share: 0.93, gapAtMostMs: 100 }),
  udp('loss-5', { loss: 0.05 }, { share: 0.85, gapAtMostMs: 150 }),
  udp('loss-20', { loss: 0.2 }, { share: 0.6, gapAtMostMs: 300 }),
  udp('delay-150', { delayMs: 150 }, { share: 1, gapAtMostMs: 60, speechAgainAtMostMs: 450 }),
  udp('jitter-15', { jitterMs: 15 }, { share: 1, gapAtMostMs: 100 }),
  udp('reordered-60', { jitterMs: 60 }, { share: 1, gapAtMostMs: 150 }),
  {
    id: 'udp/blackhole-2s',
    how: 'no datagram gets through in either direction for 2 s, in the middle of a sentence',
    losesSentence: true,
    gapAtMostMs: silentMs + 300,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const path = await startUdpRelay(bench.discord.voiceServer.udpPort);
      const room = await bench.room('blackhole');
      bench.onClose(() => path.close());
      room.voice.faults.announcedUdpPort = path.port;
      await joinedIn(bench, room);
      const said = room.say(bench.long.text);
      await room.begins(bench.long, said.sentAtMs);
      await delay(300);
      path.out.loss = 1;
      path.back.loss = 1;
      await delay(silentMs);
      const faultAtMs = performance.now();
      path.out.loss = 0;
      path.back.loss = 0;
      await said.reply(({ text }) => text.includes('Spoken'), 20_000);
      const heard = await room.heard(bench.long, said.sentAtMs, { timeoutMs: 300 });
      // The words that were spoken into the hole are gone; the rest of the sentence is to be heard.
      return { room, sentence: almostWhole(heard, bench, 0.2), faultAtMs };
    },
  },
  voiceSocket(
    'delay-150',
    'everything on the voice websocket comes 150 ms late',
    unheard,
    (relay) => {
      relay.delayMs = 150;
    },
  ),
  voiceSocket('cut', 'the connection of the voice websocket breaks', unheard, (relay) =>
    relay.cut(),
  ),
  voiceSocket(
    'blackhole-2s',
    'nothing comes through on the voice websocket for 2 s',
    { gapAtMostMs: 1_000, speechAgainAtMostMs: silentMs + 500 },
    async (relay) => {
      relay.blackhole();
      await delay(silentMs);
      relay.restore();
    },
  ),
  voiceSocket(
    'half-open',
    'the voice server’s side of the websocket is gone, and the bot is never told',
    unheard,
    (relay) => relay.abandon(),
  ),
];

/** The gateway goes through a relay, to which this is done in the middle of a sentence. */
function gateway(
  name: string,
  how: string,
  act: (relay: TcpRelay, bench: Bench) => void | Promise<void>,
): (relay: () => TcpRelay) => Fault {
  return (relay) => ({
    id: `gateway/${name}`,
    how,
    ...unheard,
    provoke: async (bench): Promise<Observed> => {
      const { room, said } = await bench.speaking(name);
      const faultAtMs = performance.now();
      await act(relay(), bench);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      return { room, sentence, faultAtMs };
    },
  });
}

const gatewayFaults = [
  gateway('delay-150', 'everything on the gateway comes 150 ms late, for 2 s', async (relay) => {
    relay.delayMs = 150;
    await delay(silentMs);
    relay.delayMs = 0;
  }),
  gateway('cut', 'the connection of the gateway breaks', async (relay, { discord }) => {
    const since = { ...discord.gateway.counts };
    relay.cut();
    await discord.gateway.back(20_000, since);
  }),
  gateway('blackhole-2s', 'nothing comes through on the gateway for 2 s', async (relay) => {
    relay.blackhole();
    await delay(silentMs);
    relay.restore();
  }),
  gateway(
    'half-open',
    'Discord’s side of the gateway is gone, and the bot is never told (heartbeats each 2 s)',
    async (relay, { discord }) => {
      const since = { ...discord.gateway.counts };
      relay.abandon();
      await discord.gateway.back(90_000, since);
    },
  ),
];

/** A relay that is there once the scene has been arranged. */
class Path {
  #relay: TcpRelay | undefined;

  get relay(): TcpRelay {
    if (!this.#relay) throw new Error('the relay was not started');
    return this.#relay;
  }

  /** Resolves with the host in front of the one at that address. */
  async open(address: string): Promise<string> {
    this.#relay = await startTcpRelay(Number(new URL(address).port));
    return `127.0.0.1:${this.#relay.port}`;
  }

  close(): void {
    this.#relay?.close();
  }
}

/** The groups of faults that a listener hears on bad networks. */
export function networkGroups(): readonly Group[] {
  const gatewayPath = new Path();
  const servicePath = new Path();
  const environment: Record<string, string> = {};
  return [
    {
      name: 'network of calls',
      scene: { discord: { voice: { heartbeatIntervalMs: 1_000 } } },
      parallel: 3,
      calm: true,
      faults: voiceFaults,
    },
    {
      name: 'network of the gateway',
      scene: {
        discord: { heartbeatIntervalMs: 2_000 },
        arrange: async (discord) => {
          const host = await gatewayPath.open(discord.apiUrl);
          discord.gateway.faults.announcedUrl = `ws://${host}`;
        },
      },
      parallel: 1,
      calm: true,
      faults: gatewayFaults.map((fault) => fault(() => gatewayPath.relay)),
      close: () => gatewayPath.close(),
    },
    {
      name: 'network of the speech service',
      scene: {
        environment,
        arrange: async (_, deapi) => {
          environment['DEAPI_URL'] = `http://${await servicePath.open(deapi.url)}`;
        },
      },
      parallel: 1,
      calm: true,
      faults: serviceFaults.map((fault) => fault(() => servicePath.relay)),
      close: () => servicePath.close(),
    },
  ];
}
