import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { makeCertificate } from '@crier/rehearsal/tls/certificate.ts';
import { expect, onTestFinished, test } from 'vitest';

import { bySocket, byWebhook, freePort, publicUrl } from '../job-ways.ts';
import { openScene } from '../scene.ts';
import type { SceneOptions } from '../scene.ts';
import { temporaryFolder } from '../store/folder.ts';
import { closeClean, freshWords, heardLike, openRoom, soonMs, told } from './room.ts';

// The real bot, and a service that speaks TLS everywhere, as the real one does: the API, the gateway, the host of results
// and the WebSocket. What it reports comes through a proxy that ends TLS.

async function secure({ deapi, ...options }: SceneOptions = {}): Promise<Scene> {
  return openScene({ ...options, deapi: { latency: 600, ...deapi, isSecure: true } });
}

async function isHeard(scene: Scene, lines = 2): Promise<void> {
  const room = await openRoom(scene);
  for (let line = 0; line < lines; line += 1) {
    const words = freshWords();
    expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.9);
  }
}

test('by asking, a line is heard over TLS', async () => {
  const scene = await secure();
  expect(scene.deapi.url).toMatch(/^https:/);
  await isHeard(scene);
  expect(scene.deapi.calls).toMatchObject({ submit: 2, result: 2 });
  await closeClean(scene);
});

test('by the gateway, a line is heard over TLS', async () => {
  const scene = await secure({ environment: { DEAPI_DELIVERY: 'gateway' } });
  expect(scene.deapi.gatewayUrl).toMatch(/^https:/);
  await isHeard(scene);
  expect(scene.deapi.calls).toMatchObject({ gateway: 2, submit: 0 });
  await closeClean(scene);
});

test('by WebSocket, a line is heard over TLS', async () => {
  const scene = await secure(bySocket);
  const { sockets, jobs } = scene.deapi;
  expect(sockets.url).toMatch(/^wss:/);
  await expect.poll(() => sockets.listeners, { timeout: soonMs }).toBe(1);
  await isHeard(scene);
  expect(jobs.map(({ statusCalls }) => statusCalls)).toEqual([0, 0]);
  await closeClean(scene);
});

test('by webhook, a line is heard over TLS, which a proxy ends', async () => {
  const host = `127.0.0.1:${await freePort()}`;
  const proxy = await endOfTls(host);
  const { environment } = await byWebhook();
  const scene = await secure({
    environment: { ...environment, WEBHOOK_LISTEN: host },
    deapi: {
      webhooks: {
        route: { [publicUrl]: `${proxy.url}${new URL(publicUrl).pathname}` },
        authority: proxy.authority,
      },
    },
  });
  const isListening = () => scene.bot.output.some((line) => line.includes('heard of by webhook'));
  await expect.poll(isListening, { timeout: soonMs }).toBe(true);
  await isHeard(scene, 3);
  expect(scene.deapi.jobs.slice(1).map(({ statusCalls }) => statusCalls)).toEqual([0, 0]);
  await scene.deapi.webhooks.atRest();
  const outcomes = scene.deapi.webhooks.deliveries.flatMap(({ event, attempts }) =>
    attempts.map(({ outcome }) => `${event}: ${outcome}`),
  );
  const each = ['job.processing: 204', 'job.completed: 204'];
  expect(outcomes.toSorted()).toEqual([...each, ...each, ...each].toSorted());
  expect(proxy.passed).toHaveLength(outcomes.length);
  await closeClean(scene);
});

/** A reverse proxy that ends TLS before the bot, and notes the paths that it passed on. */
async function endOfTls(host: string) {
  const { certificate, privateKey } = makeCertificate({ name: 'A proxy on loopback' });
  const passed: string[] = [];
  const server = createServer({ cert: certificate, key: privateKey }, (from, to) => {
    passed.push(from.url ?? '');
    const headers = { ...from.headers, 'x-forwarded-proto': 'https', 'x-forwarded-for': '::1' };
    const { url: path, method } = from;
    const onward = request(`http://${host}${path}`, { method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    onward.once('error', () => to.writeHead(502).end());
    from.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, authority: certificate, passed };
}

/** A scene whose bot trusts the voice server, and nobody who vouches for the service. */
async function unvouched(options: SceneOptions = {}): Promise<Scene> {
  const folder = await temporaryFolder();
  onTestFinished(async () => folder[Symbol.asyncDispose]());
  const file = join(folder.path, 'ca.pem');
  return secure({
    ...options,
    environment: { ...options.environment, NODE_EXTRA_CA_CERTS: file },
    arrange: ({ caPem }) => writeFileSync(file, caPem),
  });
}

const sentence =
  'nobody whom this machine trusts vouches for its certificate; if it is your own server, name the file of its authority in NODE_EXTRA_CA_CERTS';

test.each(['jobs', 'gateway'])(
  'where nobody vouches for the service, nothing is sent to it (%s), and the operator reads why',
  async (delivery) => {
    const scene = await unvouched({ environment: { DEAPI_DELIVERY: delivery } });
    const room = await openRoom(scene);
    await told(room.use('say', { text: freshWords() }), /can.t be reached/u);
    expect(scene.deapi.requests).toEqual([]);
    const lines = scene.bot.output.filter((line) => line.includes(sentence));
    expect(lines.join('\n')).toContain('deAPI was not asked: ');
    await scene.close();
  },
);

test('where nobody vouches for the WebSocket, it is not listened to, and the operator reads why', async () => {
  const scene = await unvouched(bySocket);
  const said = () => scene.bot.output.find((line) => line.includes('WebSocket’s server can’t be'));
  await expect.poll(said, { timeout: soonMs }).toContain(sentence);
  expect(scene.deapi.sockets.opened).toBe(0);
  await scene.close();
});
