import { setImmediate as turn } from 'node:timers/promises';

import { FaultQueue } from '@crier/rehearsal/deapi/faults.ts';
import type { DeapiJob } from '@crier/rehearsal/deapi/jobs.ts';
import { machineTime } from '@crier/rehearsal/deapi/service-time.ts';
import { SocketServer } from '@crier/rehearsal/deapi/sockets/socket-server.ts';
import { listen } from '@crier/rehearsal/http/listener.ts';
import type { Listener } from '@crier/rehearsal/http/listener.ts';

import { type Submit, addressOf } from './service.ts';

/** Identifies the server. */
export const app = { key: 'key', secret: 'secret', clientId: '4711' };

/** The service's server of sockets, which outlives the bot's processes. */
export class Sockets {
  readonly #server: SocketServer;
  readonly #listener: Listener;

  private constructor(server: SocketServer, listener: Listener) {
    this.#server = server;
    this.#listener = listener;
  }

  static async open(): Promise<Sockets> {
    const server = new SocketServer({
      app,
      time: machineTime,
      faults: new FaultQueue(),
      resultUrlOf: ({ id }) => addressOf({ id } as Submit, 'socket'),
      progressOf: () => 50,
      violate: (what) => {
        throw new Error(what);
      },
    });
    const none = async (): Promise<void> => undefined;
    const listener = await listen(none, { upgrade: (...upgrade) => server.upgrade(...upgrade) });
    return new Sockets(server, listener);
  }

  get url(): string {
    return `ws://${this.#listener.host}/app/${app.key}`;
  }

  /** Tells how far the job is, and resolves when whoever listens has heard it. It never tells of failures. */
  async tell({ id, state }: Submit): Promise<void> {
    if (state !== 'processing' && state !== 'done') return;
    const job = { id, spoil: { newsFirst: true } } as DeapiJob;
    this.#server.changed(job, state);
    await this.heard();
  }

  /** Resolves when all clients have heard what was told so far. */
  async heard(): Promise<void> {
    const heard = [...this.#server.clients].map(async (client) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const { onHeard } = client;
      client.onHeard = () => {
        onHeard();
        resolve();
      };
      client.send('pusher:ping', {});
      await promise;
    });
    await Promise.all(heard);
  }

  /** Resolves when somebody listens, and knows it. */
  async listened(): Promise<void> {
    while (this.#server.listeners.length === 0) await turn();
    await this.heard();
  }

  /** Resolves when nobody is connected. */
  async left(): Promise<void> {
    while (this.#server.clients.size > 0) await turn();
  }

  async close(): Promise<void> {
    this.#server.close();
    await this.#listener.stop();
  }
}
