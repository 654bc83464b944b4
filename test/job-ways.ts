import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { socketApp } from '@crier/rehearsal/deapi/account.ts';

import type { SceneOptions } from './scene.ts';

/** Options of a scene in which deAPI tells of jobs by itself. */
type Way = Required<Pick<SceneOptions, 'environment'>> & Pick<SceneOptions, 'deapi'>;

interface Proxied {
  /** The public address that the operator names. */
  readonly url?: string;
  /** The reverse proxy takes this off the path on the way to the bot. */
  readonly takenOff?: string;
}

export const publicUrl = 'https://bot.example/bots/crier';

/** By webhooks, through a reverse proxy, to the bot on a free port. */
export async function byWebhook({ url = publicUrl, takenOff = '' }: Proxied = {}): Promise<Way> {
  const host = `127.0.0.1:${await freePort()}`;
  const path = new URL(url).pathname.replace(takenOff, '');
  return {
    environment: { WEBHOOK_URL: url, WEBHOOK_LISTEN: host },
    deapi: { webhooks: { route: { [url]: `http://${host}${path}` } } },
  };
}

/** By WebSocket, at the address that every scene names. */
export const bySocket: Way = { environment: { DEAPI_CLIENT_ID: socketApp.clientId } };

/** A port on loopback on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
