import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

import { expect, onTestFinished, test } from 'vitest';

import { statusServer } from '#metrics/status-server.ts';
import type { StatusServerOptions } from '#metrics/status-server.ts';

async function opened(options: Partial<StatusServerOptions> = {}) {
  const server = await statusServer({
    listen: { host: '127.0.0.1', port: 0 },
    notReady: () => undefined,
    metrics: async () => ({ type: 'text/plain', text: 'crier_ready 1\n' }),
    ...options,
  });
  onTestFinished(() => server.close().catch(() => undefined));
  return { server, port: server.port };
}

/** Asks for a page, as nobody's browser would. */
async function ask(
  port: number,
  path: string,
  { method = 'GET', body = '' } = {},
): Promise<{ readonly status: number | undefined; readonly text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asking = request({ host: '127.0.0.1', port, path, method, agent: false }, resolve);
  asking.on('error', reject);
  asking.end(body);
  const answer = await promise;
  return { status: answer.statusCode, text: await textOf(answer) };
}

test.each([
  ['/livez', 200, 'alive\n'],
  ['/readyz', 200, 'ready\n'],
  ['/metrics', 200, 'crier_ready 1\n'],
  ['/metrics?name[]=a', 200, 'crier_ready 1\n'],
  ['/', 404, ''],
  ['/metrics/', 404, ''],
  ['/constructor', 404, ''],
  ['/__proto__', 404, ''],
])('%s is answered with %i', async (path, status, text) => {
  const { port } = await opened();
  expect(await ask(port, path)).toEqual({ status, text });
});

test('no page is kept by those who pass it on, and each is what it says', async () => {
  const { port } = await opened({
    metrics: async () => ({ type: 'text/plain; version=0.0.4', text: 'x 1\n' }),
  });
  const headersOf = async (path: string): Promise<readonly (string | null)[]> => {
    const { headers } = await fetch(`http://127.0.0.1:${port}${path}`);
    return ['cache-control', 'content-type'].map((name) => headers.get(name));
  };
  expect(await headersOf('/readyz')).toEqual(['no-store', 'text/plain; charset=utf-8']);
  expect(await headersOf('/metrics')).toEqual(['no-store', 'text/plain; version=0.0.4']);
});

test('between two scrapes a minute apart the connection stays', async () => {
  const { port } = await opened();
  const { headers } = await fetch(`http://127.0.0.1:${port}/livez`);
  const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
});

test('a bot that is not ready says why, and lives all the same', async () => {
  const { port } = await opened({ notReady: () => 'it is about to end' });
  const readyz = await ask(port, '/readyz');
  expect(readyz).toEqual({ status: 503, text: 'not ready: it is about to end\n' });
  expect((await ask(port, '/livez')).status).toBe(200);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('%s is refused', async (method) => {
  const { port } = await opened();
  expect((await ask(port, '/metrics', { method })).status).toBe(405);
});

test('a request that brings something along is refused', async () => {
  const { port } = await opened();
  expect((await ask(port, '/metrics', { body: 'x'.repeat(10_000) })).status).toBe(400);
});

test('however many ask at once, figures are looked up once at a time', async () => {
  let looks = 0;
  const { port } = await opened({
    async metrics() {
      looks += 1;
      await delay(500);
      return { type: 'text/plain', text: 'x 1\n' };
    },
  });
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(port, '/metrics')));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(looks).toBe(1);
});

test('figures that can’t be looked up cut that connection, and the next is answered', async () => {
  let fails = true;
  const { port } = await opened({
    async metrics() {
      if (fails) throw new Error('the disk is gone');
      return { type: 'text/plain', text: 'x 1\n' };
    },
  });
  await expect(ask(port, '/metrics')).rejects.toThrow('socket hang up');
  fails = false;
  expect((await ask(port, '/metrics')).status).toBe(200);
});

test('those who hold connections and say nothing bar nobody, and are let go', async () => {
  const { port } = await opened();
  const idle = Array.from({ length: 40 }, () => connect(port, '127.0.0.1'));
  for (const socket of idle) socket.on('error', () => undefined);
  onTestFinished(() => idle.forEach((socket) => socket.destroy()));
  await Promise.all(
    idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
  );
  expect((await ask(port, '/livez')).status).toBe(200);
  expect(
    idle.filter(({ destroyed, readableEnded }) => !destroyed && !readableEnded).length,
  ).toBeLessThanOrEqual(16);
});

test('when it is closed, connections are cut and the port is free', async () => {
  const { server, port } = await opened();
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined).resume();
  await server.close();
  await closed;
  const again = await statusServer({
    listen: { host: '127.0.0.1', port },
    notReady: () => undefined,
    metrics: async () => ({ type: 'text/plain', text: '' }),
  });
  expect(again.port).toBe(port);
  await again.close();
});
