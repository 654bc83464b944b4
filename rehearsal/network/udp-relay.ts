import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';

import { seededRandom } from '#random.ts';

/** How a path treats datagrams. Every field can be changed while it runs. */
export interface PathQuality {
  /** Share of the datagrams that vanish, 0 to 1; 1 is a black hole. */
  loss: number;
  delayMs: number;
  /** Up to so much more, evenly spread; datagrams then overtake each other. */
  jitterMs: number;
}

export interface UdpRelay {
  readonly port: number;
  /** From the clients to the target. Keep-alives and discovery suffer as speech does. */
  readonly out: PathQuality;
  /** From the target to the clients. */
  readonly back: PathQuality;
  readonly dropped: number;
  close(): void;
}

/** A path of UDP between clients and a port on this machine, as bad as is wanted; the same for the same seed. */
export async function startUdpRelay(
  targetPort: number,
  {
    seed = 1,
    out = {},
    back = {},
  }: {
    readonly seed?: number;
    readonly out?: Partial<PathQuality>;
    readonly back?: Partial<PathQuality>;
  } = {},
): Promise<UdpRelay> {
  const random = seededRandom(seed);
  const outwards: PathQuality = { loss: 0, delayMs: 0, jitterMs: 0, ...out };
  const backwards: PathQuality = { loss: 0, delayMs: 0, jitterMs: 0, ...back };
  const upstreams = new Map<string, Socket>();
  let dropped = 0;
  let closed = false;

  function pass({ loss, delayMs, jitterMs }: PathQuality, send: () => void): void {
    if (random() < loss) {
      dropped += 1;
      return;
    }
    const lateMs = delayMs + random() * jitterMs;
    if (lateMs === 0) send();
    else setTimeout(() => !closed && send(), lateMs);
  }

  const front = createSocket('udp4');
  front.on('message', (datagram, from) => {
    const key = `${from.address}:${from.port}`;
    let upstream = upstreams.get(key);
    if (!upstream) {
      upstream = createSocket('udp4');
      upstream.on('message', (answer) =>
        pass(backwards, () => front.send(answer, from.port, from.address)),
      );
      upstreams.set(key, upstream);
    }
    const socket = upstream;
    pass(outwards, () => socket.send(datagram, targetPort, '127.0.0.1'));
  });
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    port: front.address().port,
    out: outwards,
    back: backwards,
    get dropped() {
      return dropped;
    },
    close() {
      closed = true;
      front.close();
      for (const upstream of upstreams.values()) upstream.close();
    },
  };
}
