import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Redis } from 'ioredis';

/** Where Debian puts it, and others do. */
export const redisBin = ['/usr/bin', '/usr/local/bin']
  .map((folder) => join(folder, 'redis-server'))
  .find((path) => existsSync(path));

/** A Redis of the tests' own, on a port of its own. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  /** The names of all that is in it, with the fields of what has some. */
  holds(): Promise<unknown>;
  /** Ends it as a crash does: nothing of what was in it is left. */
  kill(): void;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
}

export async function redisServer(): Promise<RedisServer> {
  if (redisBin === undefined) throw new Error('there is no Redis on this machine');
  const folder = await mkdtemp(join(tmpdir(), 'crier-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const bin = redisBin;
  const spawned = () => spawn(bin, options, { stdio: 'ignore' });
  let server = spawned();
  process.once('exit', () => server.kill('SIGKILL'));
  const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    async holds() {
      const names = await client.keys('*');
      const found: [string, unknown][] = [];
      for (const name of names) {
        const isHash = (await client.type(name)) === 'hash';
        found.push([name, isHash ? await client.hgetall(name) : undefined]);
      }
      return found;
    },
    kill: () => void server.kill('SIGKILL'),
    async start() {
      server = spawned();
      await client.ping();
    },
    async [Symbol.asyncDispose]() {
      client.disconnect();
      server.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
