import { type Client, GatewayIntentBits as I } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { type Discord, type DiscordOptions, startDiscord } from '#discord/discord.ts';

import { connect, type Dispatched } from './connect.ts';

let discord: Discord;
let client: Client | undefined;
let packets: Dispatched[];

async function start(options: DiscordOptions = {}): Promise<void> {
  discord = await startDiscord({ voice: false, ...options });
  packets = [];
}

async function login(intents?: number[]): Promise<Client<true>> {
  const connected = await connect(discord, { ...(intents && { intents }) }, packets);
  client = connected;
  return connected;
}

afterEach(async () => {
  await client?.destroy();
  client = undefined;
  await discord.close();
});

/** The data of the latest event of this name. */
const latest = (event: string): Dispatched['d'] =>
  packets.findLast(({ t }) => t === event)?.d ?? {};
const idsOf = (members: unknown): string[] =>
  (members as { user: { id: string } }[]).map(({ user }) => user.id);

test.each([
  ['only the bot and whoever is in a call', [I.Guilds, I.GuildMembers], false],
  ['everybody with the presences intent', [I.Guilds, I.GuildPresences], true],
])('a guild comes with %s among its members', async (_, intents, everybody) => {
  await start({ privilegedIntents: I.GuildMembers | I.GuildPresences });
  const guild = discord.addGuild();
  const call = guild.addVoice();
  const silent = discord.addPerson(guild);
  const inCall = discord.addPerson(guild);
  discord.join(call, inCall);
  await login(intents);
  const { members, member_count: count, voice_states: states } = latest('GUILD_CREATE');
  expect(idsOf(members)).toEqual(expect.arrayContaining([discord.bot.id, inCall.id]));
  expect(idsOf(members)).toHaveLength(everybody ? 4 : 2);
  expect(idsOf(members).includes(silent.id)).toBe(everybody);
  expect(count).toBe(4);
  expect(states).toEqual([
    expect.objectContaining({ user_id: inCall.id, channel_id: call.id }) as unknown,
  ]);
});

test('a guild’s voice states name neither their guild nor their member, what comes later does', async () => {
  await start();
  const guild = discord.addGuild();
  const call = guild.addVoice();
  const [early, late] = [discord.addPerson(guild), discord.addPerson(guild)];
  discord.join(call, early);
  await login();
  const [state] = latest('GUILD_CREATE')['voice_states'] as object[];
  expect(state).not.toHaveProperty('guild_id');
  expect(state).not.toHaveProperty('member');
  discord.join(call, late);
  await expect
    .poll(() => latest('VOICE_STATE_UPDATE'))
    .toMatchObject({ guild_id: guild.id, member: { user: { id: late.id } } });
});

test('a guild that comes back after an outage comes in the same shape', async () => {
  await start();
  const guild = discord.addGuild();
  discord.addPerson(guild);
  await login();
  discord.removeGuild(guild, { outage: true });
  discord.restoreGuild(guild);
  await expect.poll(() => packets.filter(({ t }) => t === 'GUILD_CREATE')).toHaveLength(2);
  expect(idsOf(latest('GUILD_CREATE')['members'])).toEqual([discord.bot.id]);
});

test('READY tells the flags of the application that it has itself', async () => {
  await start({ privilegedIntents: I.MessageContent | I.GuildMembers });
  const { rest } = await login();
  const { flags } = (await rest.get('/applications/@me')) as { flags: number };
  expect(flags).toBe((1 << 19) | (1 << 15));
  expect(latest('READY')['application']).toMatchObject({ flags });
});

/** A server whose bot answers every interaction like this. */

test('the role that a bot brought along names it', async () => {
  await start();
  discord.addGuild();
  await login();
  const { roles } = latest('GUILD_CREATE') as { roles: object[] };
  expect(roles).toHaveLength(2);
  expect(roles[0]).not.toHaveProperty('tags');
  expect(roles[1]).toMatchObject({ managed: true, tags: { bot_id: discord.bot.id } });
});
