import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A path of TCP between clients and a port on this machine, as bad as is wanted. */
export interface TcpRelay {
  readonly port: number;
  /** Everything comes so much later, in order; can be changed while it runs. */
  delayMs: number;
  /** Connections that were made through it so far. */
  readonly connections: number;
  /** Breaks every connection, on both sides. */
  cut(): void;
  /** Nothing comes through any more and nothing is closed, until `restore`; what was sent meanwhile comes then, as TCP would. */
  blackhole(): void;
  restore(): void;
  /** Half-open: the servers' side is gone, and the clients of now are never told. Later ones get through. */
  abandon(): void;
  close(): void;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

export async function startTcpRelay(targetPort: number): Promise<TcpRelay> {
  const pairs = new Set<Pair>();
  let connections = 0;
  let held = false;

  const relay: TcpRelay = {
    port: 0,
    delayMs: 0,
    get connections() {
      return connections;
    },
    cut() {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
    },
    blackhole() {
      held = true;
      for (const { client, server } of pairs) {
        client.pause();
        server.pause();
      }
    },
    restore() {
      held = false;
      for (const { client, server } of pairs) {
        client.resume();
        server.resume();
      }
    },
    abandon() {
      for (const pair of pairs) {
        pairs.delete(pair);
        pair.client.removeAllListeners('data').removeAllListeners('close').resume();
        pair.server.removeAllListeners('close').destroy();
      }
    },
    close() {
      front.close();
      relay.cut();
    },
  };

  function carry(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      // A delay that is the same for all keeps their order.
      if (relay.delayMs === 0) to.write(bytes);
      else setTimeout(() => to.write(bytes), relay.delayMs);
    });
    from.on('error', () => from.destroy());
    from.on('close', () => to.destroy());
  }

  const front = createServer((client) => {
    connections += 1;
    const server = connect(targetPort, '127.0.0.1');
    const pair = { client, server };
    pairs.add(pair);
    client.on('close', () => pairs.delete(pair));
    carry(client, server);
    carry(server, client);
    if (held) {
      client.pause();
      server.pause();
    }
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return Object.assign(relay, { port: (front.address() as AddressInfo).port });
}
