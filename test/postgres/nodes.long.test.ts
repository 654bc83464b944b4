import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { startTcpRelay } from '@crier/rehearsal/network/tcp-relay.ts';
import type { TcpRelay } from '@crier/rehearsal/network/tcp-relay.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { chosenFor } from '#nodes/choice.ts';
import { leaseMs } from '#nodes/lease.ts';

import {
  freshSentence,
  heardLike,
  nextIsHeard,
  openRoom,
  soonMs,
  speechOf,
  told,
} from '../e2e/room.ts';
import type { Room } from '../e2e/room.ts';
import { freePort, nodeSecret, startNode } from '../e2e/voice-nodes.ts';
import type { NodeProcess } from '../e2e/voice-nodes.ts';
import { openScene, startBot } from '../scene.ts';
import { postgresServer } from './server.ts';
import type { PostgresServer } from './server.ts';

// Two voice nodes that renew their leases in a database, each of which can be cut off from it, and from the gateway.

interface CutNode {
  readonly address: string;
  readonly node: NodeProcess;
  readonly toNode: TcpRelay;
  readonly toDatabase: TcpRelay;
}

/** All that a node may do there. */
const grants = `
  CREATE ROLE crier_node LOGIN;
  GRANT SELECT, INSERT, UPDATE, DELETE ON nodes, node_partings TO crier_node;`;

let server: PostgresServer;
let name: string;
let base: string;
let environment: Record<string, string>;
let scene: Scene;
let nodes: readonly CutNode[];
let bot: BotProcess;

beforeAll(async () => {
  server = await postgresServer();
  name = await server.create();
  base = await mkdtemp(join(tmpdir(), 'crier-leases-'));
  environment = {
    CRIER_ROLE: 'gateway',
    VOICE_NODE_SECRET: nodeSecret,
    DATABASE_URL: server.urlOf(name),
  };
  scene = await openScene({ environment, dataFolder: join(base, 'bot') });
  ({ bot } = scene);
  await server.run(grants, name);
  nodes = await Promise.all([begin(), begin()]);
});

afterAll(async () => {
  await bot.stop();
  await scene.close({ check: false });
  for (const { node, toNode, toDatabase } of nodes) {
    await node.process.stop();
    toNode.close();
    toDatabase.close();
  }
  await server[Symbol.asyncDispose]();
  await rm(base, { recursive: true, force: true });
});

async function begin(): Promise<CutNode> {
  const port = await freePort();
  const [toNode, toDatabase] = await Promise.all([startTcpRelay(port), startTcpRelay(server.port)]);
  const address = `127.0.0.1:${toNode.port}`;
  const node = await startNode(scene.discord, port, {
    DATABASE_URL: `postgres://crier_node@127.0.0.1:${toDatabase.port}/${name}`,
    VOICE_NODE_ADDRESS: address,
  });
  return { address, node, toNode, toDatabase };
}

const rows = () => server.run('SELECT id, room, beat FROM nodes ORDER BY id', name);

beforeEach(async () => {
  // Rows of nodes that died stay for a while.
  const before = new Map((await rows()).map(({ id, beat }) => [id, beat]));
  const isRenewed = async (): Promise<boolean> => {
    const now = (await rows()).filter(
      ({ id, room, beat }) => room === 'open' && before.get(id) !== beat,
    );
    return now.length === 2;
  };
  await vi.waitUntil(isRenewed, { timeout: soonMs, interval: 100 });
});

/** The bot's connections in a room's server, watched until the test ends: never two of them at once. */
let watching: NodeJS.Timeout | undefined;
let most = 0;
afterEach(() => {
  clearInterval(watching);
  for (const { toNode, toDatabase } of nodes) {
    toNode.restore();
    toDatabase.restore();
  }
  if (most > 1) throw new Error('it had two connections at once');
});

async function joined(): Promise<Room & CutNode & { readonly other: CutNode }> {
  const room = await openRoom(scene);
  await told(room.use('join'), /I’m in/u);
  expect(await nextIsHeard(room)).toBe(true);
  most = 0;
  const { connected } = scene.discord.voiceServer.guild(room.server.id);
  expect(connected).toHaveLength(1);
  watching = setInterval(() => {
    most = Math.max(most, scene.discord.voiceServer.guild(room.server.id).connected.length);
  }, 5);
  const at = chosenFor(
    room.server.id,
    nodes.map(({ address }) => ({ id: address, weight: 1 })),
  );
  const [here, other] = nodes.toSorted((one) => (one.address === at?.id ? -1 : 1));
  if (!here || !other) throw new Error('there are no two nodes');
  return { ...room, ...here, other };
}

async function inMidSpeech(room: Room) {
  const words = freshSentence();
  const said = room.use('say', { text: words });
  await expect
    .poll(() => speechOf(room.listener, { fromMs: said.sentAtMs }).length, { timeout: soonMs })
    .toBeGreaterThan(20);
  return { said, words, atMs: performance.now() };
}

test('nodes are found in the table alone, and may see nothing else of the database', async () => {
  const room = await joined();
  expect(await nextIsHeard(room)).toBe(true);
  const may = await server.run(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
     AND has_table_privilege('crier_node', oid, 'SELECT') ORDER BY 1`,
    name,
  );
  expect(may.map(({ relname }) => relname)).toEqual(['node_partings', 'nodes']);
});

test('the database is killed in mid-speech: nobody stops and nobody takes over, however long it is away', async () => {
  const room = await joined();
  const { said, words } = await inMidSpeech(room);
  await server.kill();
  expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
  await delay(6_000);
  expect(scene.discord.voiceServer.guild(room.server.id).connected).toHaveLength(1);
  await server.start();
  await delay(6_000);
  expect(await nextIsHeard(room)).toBe(true);
  expect(room.node.process.output.join('\n')).not.toMatch(/could not renew its lease/u);
  expect(bot.output.join('\n')).not.toMatch(/voice node .* (?:could not|has let go|did not)/u);
});

test('a node that alone misses the database is silent before its lease ends, and its call goes on in another', async () => {
  const room = await joined();
  const { said } = await inMidSpeech(room);
  const cutMs = performance.now();
  room.toDatabase.blackhole();
  await expect
    .poll(() => bot.output.join('\n'), { timeout: soonMs })
    .toMatch(/could not renew its lease/u);
  expect(performance.now() - cutMs).toBeLessThan(leaseMs);
  await told(said, /Spoken/u);
  expect(await nextIsHeard(room)).toBe(true);
});

test('a node that the gateway doesn’t reach lets its calls go, and they go on in another', async () => {
  const room = await joined();
  const { said, atMs } = await inMidSpeech(room);
  room.toNode.blackhole();
  await expect.poll(() => bot.output.join('\n'), { timeout: soonMs }).toMatch(/did not come back/u);
  console.log('given up after', Math.round(performance.now() - atMs), 'ms');
  await told(said, /Spoken/u);
  expect(await nextIsHeard(room)).toBe(true);
});

test('a node is killed in mid-speech: its call speaks again in another within 5 s', async () => {
  const room = await joined();
  const { atMs, said } = await inMidSpeech(room);
  room.node.process.kill('SIGKILL');
  const again = () => speechOf(room.listener, { fromMs: atMs + 500 })[0]?.atMs;
  await expect.poll(again, { timeout: soonMs }).toBeDefined();
  const tookMs = (again() ?? Infinity) - atMs;
  console.log('spoke again after', Math.round(tookMs), 'ms');
  expect(tookMs).toBeLessThan(5_000);
  await told(said, /Spoken/u);
  nodes = [room.other, await begin()];
});

test('the gateway is killed in mid-speech: the sentence is heard, and the next one goes on in the call', async () => {
  const room = await joined();
  const { said } = await inMidSpeech(room);
  bot.kill('SIGKILL');
  const killedMs = performance.now();
  await bot.exited;
  await expect
    .poll(() => speechOf(room.listener, { fromMs: said.sentAtMs }).length / 50, { timeout: soonMs })
    .toBeGreaterThan(2);
  expect(speechOf(room.listener, { fromMs: killedMs }).length).toBeGreaterThan(25);
  const { discord, deapi } = scene;
  bot = startBot({
    environment: environmentOf(discord, deapi, environment),
    caPem: discord.caPem,
    dataFolder: join(base, 'bot'),
  });
  await discord.ready(soonMs, { commands: false });
  expect(await nextIsHeard(room)).toBe(true);
});
