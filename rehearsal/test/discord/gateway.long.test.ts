import { setTimeout as pause } from 'node:timers/promises';

import { type Client, Events, GatewayIntentBits, type Message } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { type Discord, type DiscordOptions, startDiscord } from '#discord/discord.ts';

import { connect } from './connect.ts';

let discord: Discord;
const clients: Client[] = [];

async function start(options: DiscordOptions = {}): Promise<Discord> {
  discord = await startDiscord({ voice: false, ...options });
  return discord;
}

async function login(options: Parameters<typeof connect>[1] = {}): Promise<Client<true>> {
  const client = await connect(discord, options);
  clients.push(client);
  return client;
}

function messagesOf(client: Client): Message[] {
  const seen: Message[] = [];
  client.on(Events.MessageCreate, (message) => seen.push(message));
  return seen;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map(async (client) => client.destroy()));
  await discord.close();
});

interface Packet {
  op: number;
  t?: string;
  d?: unknown;
}

/** A websocket that says what it is told, for what no client would send. */
async function rawSocket(version = 10): Promise<{
  socket: WebSocket;
  say: (packet: unknown) => void;
  closed: Promise<number>;
  next: (op: number) => Promise<Packet>;
}> {
  const socket = new WebSocket(`ws://${discord.cdnHost}/?v=${version}&encoding=json`);
  const packets: Packet[] = [];
  socket.on('message', (data) => packets.push(JSON.parse((data as Buffer).toString()) as Packet));
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
  });
  await new Promise((resolve) => {
    socket.on('open', resolve);
  });
  return {
    socket,
    say: (packet) => socket.send(typeof packet === 'string' ? packet : JSON.stringify(packet)),
    closed,
    next: async (op) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const found = packets.findIndex((packet) => packet.op === op);
        if (found !== -1) return packets.splice(found, 1)[0]!;
        await pause(10);
      }
      throw new Error(`no op ${op} came`);
    },
  };
}

const properties = { os: 'linux', browser: 'test', device: 'test' };

test.each([
  ['nonsense', 'not json', 4002],
  ['a payload that is too large', { op: 3, d: { x: 'x'.repeat(5_000) } }, 4002],
  ['an unknown opcode before identifying', { op: 99 }, 4003],
  ['a presence before identifying', { op: 3, d: {} }, 4003],
  ['a wrong token', { op: 2, d: { token: 'wrong', intents: 1, properties } }, 4004],
  ['an identify without properties', { op: 2, d: { token: 'T', intents: 1 } }, 4002],
  [
    'an impossible shard',
    { op: 2, d: { token: 'T', intents: 1, properties, shard: [3, 3] } },
    4010,
  ],
  ['too few shards', { op: 2, d: { token: 'T', intents: 1, properties, shard: [0, 1] } }, 4011],
  [
    'an intent that does not exist',
    { op: 2, d: { token: 'T', intents: 1 << 30, properties, shard: [0, 2] } },
    4013,
  ],
  [
    'an intent that is not switched on',
    { op: 2, d: { token: 'T', intents: 2, properties, shard: [0, 2] } },
    4014,
  ],
  ['a resume with a wrong token', { op: 6, d: { token: 'wrong', session_id: '1', seq: 1 } }, 4004],
])('%s closes the gateway', async (_, packet, code) => {
  await start({ token: 'T', shardsNeeded: 2 });
  const { say, closed } = await rawSocket();
  say(packet);
  expect(await closed).toBe(code);
});

test('an older version of the gateway is refused', async () => {
  await start();
  const { closed } = await rawSocket(9);
  expect(await closed).toBe(4012);
});

test('a second identify closes the gateway, and so does a flood', async () => {
  await start({ token: 'T' });
  const identify = { op: 2, d: { token: 'T', intents: 1, properties } };
  const twice = await rawSocket();
  twice.say(identify);
  twice.say(identify);
  expect(await twice.closed).toBe(4005);
  const flood = await rawSocket();
  flood.say(identify);
  for (let sent = 0; sent < 125; sent += 1) flood.say({ op: 1, d: null });
  expect(await flood.closed).toBe(4008);
});

test('a session that is unknown is told to identify anew', async () => {
  await start({ token: 'T' });
  const { say, next } = await rawSocket();
  say({ op: 6, d: { token: 'T', session_id: 'gone', seq: 1 } });
  expect(await next(9)).toMatchObject({ d: false });
});

test('a wrong token is refused at login', async () => {
  await start();
  const token = discord.token;
  await expect(connect({ apiUrl: discord.apiUrl, token: `${token}x` })).rejects.toThrow(
    /invalid token/iu,
  );
});

test('an intent that is not switched on is refused at login', async () => {
  await start({ privilegedIntents: 0 });
  discord.addGuild();
  await expect(
    connect(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent] }),
  ).rejects.toThrow(/disallowed intents/iu);
});

test('after a cut the session is resumed and nothing is lost', async () => {
  await start();
  const guild = discord.addGuild();
  const channel = guild.addText();
  const by = discord.addPerson(guild);
  const client = await login();
  const seen = messagesOf(client);
  const back = discord.gateway.back();
  discord.gateway.cut();
  await discord.until('the cut to be noticed', () =>
    discord.gateway.liveSessions === 0 ? true : undefined,
  );
  discord.say({ channel, by, content: 'meanwhile' });
  expect(await back).toBe('resumed');
  await expect.poll(() => seen.map(({ content }) => content)).toEqual(['meanwhile']);
});

test.each([
  ['op 7', () => discord.gateway.reconnect(), 'resumed'],
  ['op 9 with true', () => discord.gateway.invalidate(true), 'resumed'],
  ['close code 4000', () => discord.gateway.closeAll(4000), 'resumed'],
  ['op 9 with false', () => discord.gateway.invalidate(false), 'identified'],
  ['close code 4009', () => discord.gateway.closeAll(4009), 'identified'],
])('after %s the client comes back', { timeout: 20_000 }, async (_, provoke, how) => {
  await start();
  discord.addGuild();
  const client = await login();
  const heard = new Promise<string>((resolve) => {
    client.once(Events.ShardReady, () => resolve('identified'));
    client.once(Events.ShardResume, () => resolve('resumed'));
  });
  const back = discord.gateway.back();
  provoke();
  expect(await back).toBe(how);
  expect(await heard).toBe(how);
});

test('a shard whose heartbeats get no answer reconnects by itself', async () => {
  await start({ heartbeatIntervalMs: 200 });
  discord.addGuild();
  await login();
  const back = discord.gateway.back();
  discord.gateway.stopAcks();
  await discord.until('the zombie to be noticed', () =>
    discord.gateway.liveSessions === 0 ? true : undefined,
  );
  discord.gateway.startAcks();
  expect(await back).toBe('resumed');
  await pause(50);
});

test('a bot that may not identify any more is refused', async () => {
  await start({ token: 'T' });
  discord.gateway.identifiesLeft = 0;
  const { say, closed } = await rawSocket();
  say({ op: 2, d: { token: 'T', intents: 1, properties } });
  expect(await closed).toBe(4004);
  expect(discord.violations).toHaveLength(1);
  discord.clearViolations();
});

test('two shards get their own guilds, events and interactions', async () => {
  await start({ shards: 2 });
  const guilds = [discord.addGuild({ shard: 0 }), discord.addGuild({ shard: 1 })] as const;
  const client = await login({ shards: 'auto' });
  await discord.ready(5_000, { commands: false });
  expect(client.guilds.cache.map(({ id, shardId }) => [id, shardId])).toEqual([
    [guilds[0].id, 0],
    [guilds[1].id, 1],
  ]);
  const seen = messagesOf(client);
  for (const guild of guilds) {
    discord.say({ channel: guild.addText(), by: discord.addPerson(guild), content: guild.name });
  }
  await expect
    .poll(() => seen.map(({ guild }) => guild?.shardId))
    .toEqual(expect.arrayContaining([0, 1]));
});

test('shards of one bucket identify 5 s apart, and one that comes too early is told that its session is invalid', async () => {
  await start({ token: 'T', shards: 4, maxConcurrency: 2 });
  const identify = async (shard: number): Promise<'READY' | 'invalid'> => {
    const { say, next } = await rawSocket();
    say({ op: 2, d: { token: 'T', intents: 1, properties, shard: [shard, 4] } });
    return Promise.race([
      next(0).then(() => 'READY' as const),
      next(9).then(({ d }) => (d === false ? 'invalid' : 'READY')),
    ]);
  };
  expect(await Promise.all([0, 1].map(identify))).toEqual(['READY', 'READY']);
  expect(await Promise.all([2, 3].map(identify))).toEqual(['invalid', 'invalid']);
  expect(discord.gateway.counts).toMatchObject({ identified: 2, tooEarly: 2 });
  await pause(5_000);
  expect(await Promise.all([2, 3].map(identify))).toEqual(['READY', 'READY']);
  expect(discord.gateway.liveShards.map(([shard]) => shard)).toEqual([0, 1, 2, 3]);
});

test('a session outlives a close with 4200, is resumed by another connection, and ends with 1000', async () => {
  await start({ token: 'T' });
  const guild = discord.addGuild();
  const text = guild.addText();
  const by = discord.addPerson(guild);
  const intents = 1 | (1 << 9);
  const first = await rawSocket();
  first.say({ op: 2, d: { token: 'T', intents, properties } });
  const { session_id: sessionId } = (await first.next(0)).d as { session_id: string };
  first.socket.close(4200);
  await expect.poll(() => discord.gateway.liveSessions).toBe(0);
  discord.say({ channel: text, by, content: 'meanwhile' });
  const resume = { op: 6, d: { token: 'T', session_id: sessionId, seq: 2 } };
  const second = await rawSocket();
  second.say(resume);
  expect((await second.next(0)).t).toBe('MESSAGE_CREATE');
  second.socket.close(1000);
  await expect.poll(() => discord.gateway.liveSessions).toBe(0);
  const third = await rawSocket();
  third.say(resume);
  expect((await third.next(9)).d).toBe(false);
});

test('events without their intent do not come, content without its intent is blank', async () => {
  await start();
  const guild = discord.addGuild();
  const channel = guild.addText();
  const by = discord.addPerson(guild);
  const deaf = messagesOf(await login({ intents: [GatewayIntentBits.Guilds] }));
  const blank = messagesOf(
    await login({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] }),
  );
  discord.say({ channel, by, content: 'secret' });
  discord.say({ channel, by, content: `hello ${discord.bot.mention}` });
  await expect
    .poll(() => blank.map(({ content }) => content))
    .toEqual(['', `hello ${discord.bot.mention}`]);
  expect(deaf).toEqual([]);
});

test('an outage and a removal differ, and a guild can come back', async () => {
  await start();
  const guild = discord.addGuild();
  const client = await login();
  const gone: string[] = [];
  client.on(Events.GuildDelete, ({ id }) => gone.push(id));
  discord.removeGuild(guild, { outage: true });
  await expect.poll(() => client.guilds.cache.get(guild.id)?.available).toBe(false);
  expect(gone).toEqual([]);
  discord.restoreGuild(guild);
  await expect.poll(() => client.guilds.cache.get(guild.id)?.available).toBe(true);
  discord.removeGuild(guild);
  await expect.poll(() => gone).toEqual([guild.id]);
});

test('readiness waits for guilds that come late, and says what is missing', async () => {
  await start();
  discord.addGuild();
  discord.gateway.faults.guildDelayMs = 300;
  await expect(discord.ready(50)).rejects.toThrow(
    'Waited 50 ms for the bot to be ready; 0 shards are connected',
  );
  const startedMs = performance.now();
  await login();
  expect(performance.now() - startedMs).toBeGreaterThan(250);
  await discord.ready(1_000, { commands: false });
});

test('a refused gateway is tried again', async () => {
  await start();
  discord.addGuild();
  const client = await login();
  const resumed = new Promise((resolve) => {
    client.once(Events.ShardResume, resolve);
  });
  discord.gateway.faults.refuseStatus = 503;
  discord.gateway.cut();
  await pause(300);
  discord.gateway.faults.refuseStatus = undefined;
  await expect(resumed).resolves.toBeDefined();
});
