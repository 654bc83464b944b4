import { once } from 'node:events';
import { existsSync, mkdtempDisposableSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';

import { startTcpRelay } from '@crier/rehearsal/network/tcp-relay.ts';
import type { TcpRelay } from '@crier/rehearsal/network/tcp-relay.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { connectTo } from '#nodes/socket.ts';
import { gatewayTls } from '#nodes/tls.ts';
import { heartbeatName } from '#ops/heartbeat.ts';

import { openScene } from '../scene.ts';
import { freshSentence, heardLike, nextIsHeard, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';
import { freePort, nodeSecret, portOf, startNode, throughNodes } from './voice-nodes.ts';
import type { NodeProcess } from './voice-nodes.ts';

// A bot whose voice connections are held by two nodes, processes that know neither its token nor its store.

let scene: Scene;
let relays: readonly TcpRelay[];
let nodes: NodeProcess[];

beforeAll(async () => {
  const ports = await Promise.all([freePort(), freePort()]);
  relays = await Promise.all(ports.map((port) => startTcpRelay(port)));
  scene = await openScene({
    environment: throughNodes(relays.map(({ port }) => port)),
    arrange: async (discord) => {
      nodes = await Promise.all(ports.map((port) => startNode(discord, port)));
    },
  });
});

afterAll(async () => {
  for (const relay of relays) relay.restore();
  await scene.close({ check: false });
  for (const { process } of nodes) await process.stop();
  for (const relay of relays) relay.close();
});

test('a node in a container shows that it is well, and no longer when it has ended', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'crier-node-'));
  const own = { CRIER_DATA: folder.path };
  const node = await startNode(scene.discord, await freePort(), own);
  const alive = join(folder.path, heartbeatName);
  await expect.poll(() => existsSync(alive), { timeout: soonMs }).toBe(true);
  await node.process.stop();
  expect(existsSync(alive)).toBe(false);
});

/** A server with a call, and which of the nodes holds that. */
async function roomOnNode(): Promise<Room & { readonly at: number }> {
  const room = await openRoom(scene);
  await told(room.use('join'), /I’m in/u);
  expect(await nextIsHeard(room)).toBe(true);
  const ports = relays.map(({ port }) => port);
  return { ...room, at: ports.indexOf(portOf(room.server.id, ports)) };
}

/** Something long is said; resolves when some of it was heard. */
async function inMidSpeech(room: Room) {
  const words = freshSentence();
  const said = room.use('say', { text: words });
  await expect
    .poll(() => speechOf(room.listener, { fromMs: said.sentAtMs }).length, { timeout: soonMs })
    .toBeGreaterThan(20);
  return { said, words, atMs: performance.now() };
}

test('it speaks, encrypted end to end, and starts no process that holds connections itself', async () => {
  const room = await roomOnNode();
  const words = freshSentence();
  expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.95);
  expect(scene.discord.violations).toEqual([]);
});

test('the connection to a node breaks in mid-speech: nothing of it is missing', async () => {
  const room = await roomOnNode();
  const { said, words } = await inMidSpeech(room);
  relays[room.at]?.cut();
  expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
});

test('a node is not reached for a second, both ways: what it has is heard, and the rest after it', async () => {
  const room = await roomOnNode();
  const { said, words } = await inMidSpeech(room);
  relays[room.at]?.blackhole();
  setTimeout(() => relays[room.at]?.restore(), 1_000);
  expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
  expect(await nextIsHeard(room)).toBe(true);
});

test('whoever has another secret, or none, or sends rubbish, is refused and harms nobody', async () => {
  const room = await roomOnNode();
  const { said, words } = await inMidSpeech(room);
  const { port = 0, process } = nodes[room.at] ?? {};
  const address = { host: '127.0.0.1', port };
  const stranger = connectTls({ ...address, ...gatewayTls('another secret that is long enough') });
  const [refusal] = (await once(stranger, 'error')) as [Error];
  expect(refusal.message).toMatch(/alert/u);
  const plain = connect(address);
  const refused = new Promise((resolve) => plain.on('error', () => undefined).on('close', resolve));
  plain.write(Buffer.alloc(100_000, 'rubbish '));
  await refused;
  // With the secret, too: what is no message ends the connection, and no call.
  for (const rubbish of [Buffer.from('rubbish'), Buffer.alloc(33 * 2 ** 20)]) {
    const friend = connectTo(`127.0.0.1:${port}`, nodeSecret);
    await once(friend, 'open');
    const ended = new Promise((resolve) =>
      friend.on('error', () => undefined).on('close', resolve),
    );
    friend.send(rubbish, () => undefined);
    await ended;
  }
  expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
  expect(process?.output.join('\n')).toMatch(/without the secret was refused/u);
  expect(process?.output.join('\n')).not.toContain(nodeSecret);
});

test('a node is killed in mid-speech: its call speaks again in another within 5 s', async () => {
  const room = await roomOnNode();
  const { said, atMs } = await inMidSpeech(room);
  nodes[room.at]?.process.kill('SIGKILL');
  await expect
    .poll(() => speechOf(room.listener, { fromMs: atMs + 500 }).at(0)?.atMs, { timeout: soonMs })
    .toBeDefined();
  const again = speechOf(room.listener, { fromMs: atMs + 500 })[0]?.atMs ?? Infinity;
  console.log('spoke again after', Math.round(again - atMs), 'ms');
  await told(said, /Spoken/u);
  expect(again - atMs).toBeLessThan(5_000);
  expect(await nextIsHeard(room)).toBe(true);
});
