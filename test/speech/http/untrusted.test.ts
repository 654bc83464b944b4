import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { connect } from 'node:tls';

import { makeCertificate } from '@crier/rehearsal/tls/certificate.ts';
import { expect, onTestFinished, test } from 'vitest';

import { connectPusher } from '#speech/deapi/pusher.ts';
import { untrustedReason } from '#speech/http/untrusted.ts';

// Servers that are not who they should be, of whom the system itself tells.

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const dayMs = 86_400_000;

test.each<[string, { now?: Date; isTrusted?: boolean; servername?: string }, RegExp]>([
  ['vouched for by nobody', {}, /^nobody .* NODE_EXTRA_CA_CERTS$/],
  ['too old', { isTrusted: true, now: new Date(Date.now() - 90 * dayMs) }, /has expired/],
  ['too young', { isTrusted: true, now: new Date(Date.now() + 90 * dayMs) }, /not valid yet/],
  ['for another name', { isTrusted: true, servername: 'example.org' }, /for another name/],
])('a certificate that is %s is told as that', async (_, { now, isTrusted, servername }, words) => {
  const { certificate, privateKey } = makeCertificate({ name: 'A stranger', ...(now && { now }) });
  const port = await portOf(createSecureServer({ cert: certificate, key: privateKey }));
  const socket = connect({
    host: '127.0.0.1',
    port,
    ...(isTrusted === true && { ca: certificate }),
    ...(servername !== undefined && { servername }),
  });
  const [error] = (await once(socket, 'error')) as [Error];
  expect(untrustedReason(error)).toMatch(words);
  expect(untrustedReason(new Error('it failed', { cause: error }))).toMatch(words);
});

test('a server that speaks no TLS is told as that, and other faults are not told here', async () => {
  const port = await portOf(createServer((socket) => socket.end('HTTP/1.1 400 No\r\n\r\n')));
  const [error] = (await once(connect({ host: '127.0.0.1', port }), 'error')) as [Error];
  expect(untrustedReason(error)).toMatch(/does not speak TLS/);
  expect(untrustedReason(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))).toBe(
    undefined,
  );
  expect(untrustedReason('reset')).toBe(undefined);
});

test('a WebSocket of wss is never tried in plain, whatever the server is', async () => {
  const firstBytes: number[] = [];
  const plain = createServer((socket) => {
    socket.once('data', (data) => {
      firstBytes.push(data[0] ?? 0);
      socket.end('HTTP/1.1 400 No\r\n\r\n');
    });
    socket.on('error', () => undefined);
  });
  const port = await portOf(plain);
  for (let run = 0; run < 3; run += 1) {
    const url = `wss://localhost:${port}/app/key`;
    const client = connectPusher({ url, authorise: async () => '' });
    await expect.poll(() => firstBytes.length, { timeout: 10_000 }).toBeGreaterThan(run);
    client.end();
  }
  // The first byte of a handshake of TLS.
  expect(new Set(firstBytes)).toEqual(new Set([0x16]));
});
