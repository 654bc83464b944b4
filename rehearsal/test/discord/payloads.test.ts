import { GatewayIntentBits as I } from 'discord.js';
import { expect, test } from 'vitest';

import { openPackets } from './packets.ts';

const idsOf = (members: unknown): string[] =>
  (members as { user: { id: string } }[]).map(({ user }) => user.id);

test.each([
  ['only the bot and whoever is in a call', [I.Guilds, I.GuildMembers], false],
  ['everybody with the presences intent', [I.Guilds, I.GuildPresences], true],
])('a guild comes with %s among its members', async (_, intents, everybody) => {
  const { discord, login, latest } = await openPackets({
    privilegedIntents: I.GuildMembers | I.GuildPresences,
  });
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
  const { discord, login, latest } = await openPackets();
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
  const { discord, packets, login, latest } = await openPackets();
  const guild = discord.addGuild();
  discord.addPerson(guild);
  await login();
  discord.removeGuild(guild, { outage: true });
  discord.restoreGuild(guild);
  await expect.poll(() => packets.filter(({ t }) => t === 'GUILD_CREATE')).toHaveLength(2);
  expect(idsOf(latest('GUILD_CREATE')['members'])).toEqual([discord.bot.id]);
});

test('READY tells the flags of the application that it has itself', async () => {
  const { login, latest } = await openPackets({
    privilegedIntents: I.MessageContent | I.GuildMembers,
  });
  const { rest } = await login();
  const { flags } = (await rest.get('/applications/@me')) as { flags: number };
  expect(flags).toBe((1 << 19) | (1 << 15));
  expect(latest('READY')['application']).toMatchObject({ flags });
});

test('the role that a bot brought along names it', async () => {
  const { discord, login, latest } = await openPackets();
  discord.addGuild();
  await login();
  const { roles } = latest('GUILD_CREATE') as { roles: object[] };
  expect(roles).toHaveLength(2);
  expect(roles[0]).not.toHaveProperty('tags');
  expect(roles[1]).toMatchObject({ managed: true, tags: { bot_id: discord.bot.id } });
});
