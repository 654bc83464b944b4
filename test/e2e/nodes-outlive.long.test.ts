import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { openScene, startBot } from '../scene.ts';
import { freshSentence, heardLike, nextIsHeard, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';
import { freePort, portOf, startNode, throughNodes } from './voice-nodes.ts';
import type { NodeProcess } from './voice-nodes.ts';

// Nodes hold calls while the gateway is away, and gateways outlive nodes that are stopped.

let scene: Scene;
let dataFolder: string;
let environment: Record<string, string>;
let nodes: NodeProcess[];
let bots: BotProcess[];

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-nodes-'));
  const ports = await Promise.all([freePort(), freePort()]);
  environment = throughNodes(ports);
  scene = await openScene({
    dataFolder,
    environment,
    arrange: async (discord) => {
      nodes = await Promise.all(ports.map((port) => startNode(discord, port)));
    },
  });
  bots = [scene.bot];
});

afterEach(async () => {
  for (const bot of bots) await bot.stop();
  await scene.close({ check: false });
  for (const { process } of nodes) await process.stop();
  await rm(dataFolder, { recursive: true });
});

async function end(signal: NodeJS.Signals): Promise<void> {
  bots.at(-1)?.kill(signal);
  await bots.at(-1)?.exited;
}

function start(): void {
  const { discord, deapi } = scene;
  const own = environmentOf(discord, deapi, environment);
  bots.push(startBot({ environment: own, caPem: discord.caPem, dataFolder }));
}

async function joinedRoom(): Promise<Room> {
  const room = await openRoom(scene);
  await told(room.use('join'), /I’m in/u);
  expect(await nextIsHeard(room)).toBe(true);
  return room;
}

function nodeOf(room: Room): NodeProcess {
  const port = portOf(
    room.server.id,
    nodes.map((node) => node.port),
  );
  const node = nodes.find((each) => each.port === port);
  if (!node) throw new Error('there is no such node');
  return node;
}

/** The bots that have a voice connection in the room's server. */
function connectedIn({ server }: Room) {
  return { connected: () => scene.discord.voiceServer.guild(server.id).connected };
}

async function inMidSpeech(room: Room, words = freshSentence()) {
  const said = room.use('say', { text: words });
  await expect
    .poll(() => speechOf(room.listener, { fromMs: said.sentAtMs }).length, { timeout: soonMs })
    .toBeGreaterThan(10);
  return { said, words };
}

const voiceLogs = ({ process }: NodeProcess): string => process.output.join('\n');

test('a bot that is started anew goes on with its call, which nobody has to join again', async () => {
  const room = await joinedRoom();
  const { discord } = scene;
  const { identified } = discord.gateway.counts;
  const { connected } = connectedIn(room);
  expect(connected()).toHaveLength(1);
  let wasAway = false;
  const watching = setInterval(() => (wasAway ||= connected().length !== 1), 10);
  await end('SIGTERM');
  start();
  await expect.poll(() => voiceLogs(nodeOf(room)), { timeout: soonMs }).toMatch(/"offers":1/u);
  await discord.ready(soonMs, { commands: false });
  expect(await nextIsHeard(room)).toBe(true);
  expect(discord.gateway.counts).toMatchObject({ identified, resumed: 1 });
  clearInterval(watching);
  expect(wasAway).toBe(false);
});

test('the bot is killed in mid-speech: what its node has is heard to the end, and the next bot speaks there', async () => {
  const room = await joinedRoom();
  // It is kept, so that the second time all of it is given to the node at once.
  const words = freshSentence();
  expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.95);
  const { said } = await inMidSpeech(room, words);
  await end('SIGKILL');
  const killedMs = performance.now();
  await expect
    .poll(() => speechOf(room.listener, { fromMs: said.sentAtMs }).length / 50, { timeout: soonMs })
    .toBeGreaterThan(2);
  expect(speechOf(room.listener, { fromMs: killedMs }).length).toBeGreaterThan(25);
  start();
  await scene.discord.ready(soonMs, { commands: false });
  expect(await nextIsHeard(room)).toBe(true);
});

test('a node that is stopped lets its sentence end, and its call goes to another', async () => {
  const room = await joinedRoom();
  const { said, words } = await inMidSpeech(room);
  nodeOf(room).process.kill('SIGTERM');
  expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
  expect((await nodeOf(room).process.exited).code).toBe(0);
  expect(await nextIsHeard(room)).toBe(true);
});
