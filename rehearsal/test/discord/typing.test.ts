import { setTimeout as delay } from 'node:timers/promises';

import { Events, GatewayIntentBits } from 'discord.js';
import { expect, onTestFinished, test, vi } from 'vitest';

import { startDiscord } from '#discord/discord.ts';
import type { Discord } from '#discord/discord.ts';

import { connect } from './connect.ts';
import type { Dispatched } from './connect.ts';

const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages];

async function start(): Promise<Discord> {
  const discord = await startDiscord({ voice: false });
  onTestFinished(async () => {
    await discord.close();
  });
  return discord;
}

test('a client with the intent is told who types where it sees the channel', async () => {
  const discord = await start();
  const server = discord.addGuild();
  const [open, hidden] = [server.addText(), server.addText({ denyBot: ['ViewChannel'] })];
  const ann = discord.addPerson(server);
  const packets: Dispatched[] = [];
  const wanted = [...intents, GatewayIntentBits.GuildMessageTyping];
  const client = await connect(discord, { intents: wanted }, packets);
  onTestFinished(async () => client.destroy());
  const typed: string[] = [];
  client.on(Events.TypingStart, ({ user }) => typed.push(user.id));
  discord.type({ channel: hidden, by: ann });
  discord.type({ channel: open, by: ann });
  await vi.waitFor(() => expect(typed).toEqual([ann.id]));
  const told = packets.filter(({ t }) => t === 'TYPING_START').map(({ d }) => d);
  expect(told).toEqual([
    {
      channel_id: open.id,
      guild_id: server.id,
      user_id: ann.id,
      timestamp: expect.closeTo(Date.now() / 1000, -2),
      member: expect.objectContaining({ user: expect.objectContaining({ id: ann.id }) }),
    },
  ]);
});

test('a client without the intent is told nothing of it', async () => {
  const discord = await start();
  const server = discord.addGuild();
  const [channel, by] = [server.addText(), discord.addPerson(server)];
  const packets: Dispatched[] = [];
  const client = await connect(discord, { intents }, packets);
  onTestFinished(async () => client.destroy());
  discord.type({ channel, by });
  await delay(300);
  expect(packets.filter(({ t }) => t === 'TYPING_START')).toEqual([]);
  expect(discord.gateway.intents & GatewayIntentBits.GuildMessageTyping).toBe(0);
});
