import { setTimeout as pause } from 'node:timers/promises';

import { type Client, Events, GatewayIntentBits, type Message } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { type Discord, type DiscordOptions, startDiscord } from '#discord/discord.ts';

import { connect } from './connect.ts';
import { properties, rawSocket } from './raw-socket.ts';

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
  const { say, closed } = await rawSocket(discord);
  say(packet);
  expect(await closed).toBe(code);
});

test('an older version of the gateway is refused', async () => {
  await start();
  const { closed } = await rawSocket(discord, 9);
  expect(await closed).toBe(4012);
});

test('a second identify closes the gateway, and so does a flood', async () => {
  await start({ token: 'T' });
  const identify = { op: 2, d: { token: 'T', intents: 1, properties } };
  const twice = await rawSocket(discord);
  twice.say(identify);
  twice.say(identify);
  expect(await twice.closed).toBe(4005);
  const flood = await rawSocket(discord);
  flood.say(identify);
  for (let sent = 0; sent < 125; sent += 1) flood.say({ op: 1, d: null });
  expect(await flood.closed).toBe(4008);
});

test('a session that is unknown is told to identify anew', async () => {
  await start({ token: 'T' });
  const { say, next } = await rawSocket(discord);
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
  const { say, closed } = await rawSocket(discord);
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
