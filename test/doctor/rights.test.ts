import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { findings } from '#doctor/check.ts';
import { rights } from '#doctor/rights.ts';

// The doctor tells of the bot's rights, of a Discord that refuses what the real one refuses.

const whole = [
  'ViewChannel',
  'SendMessages',
  'AttachFiles',
  'ReadMessageHistory',
  'Connect',
  'Speak',
  'SendVoiceMessages',
] as const;

let discord: Discord;

beforeEach(async () => {
  discord = await startDiscord({ voice: false });
});

afterEach(() => discord.close());

/** A line each, as the operator reads them. */
async function said(
  token = discord.token,
  now?: () => number,
  channelsMs?: number,
): Promise<readonly string[]> {
  const found = await findings([rights(token, discord.apiUrl, now, channelsMs)]);
  expect(discord.violations).toEqual([]);
  return found.map(({ check, state, says, todo }) => {
    expect(check).toBe('rights');
    return `${state}: ${says}${todo === undefined ? '' : ` → ${todo}`}`;
  });
}

/** A server in which the bot has what its own role gives it, and nobody else has anything. */
const server = (name: string, botPermissions: readonly (typeof whole)[number][] = whole) =>
  discord.addGuild({ name, everyonePermissions: [], botPermissions });

test('a bot in no server is told how it is invited', async () => {
  expect(await said()).toEqual([
    expect.stringMatching(
      /^warning: The bot is in no server\. → Invite it: https:.*70368747424768$/u,
    ),
  ]);
});

test('where nothing is missing, one line says so of all servers', async () => {
  server('One').addVoice();
  expect(await said()).toEqual([
    expect.stringMatching(/^ok: Nothing is missing in its one server/u),
  ]);
  discord.addGuild({ name: 'Owned', everyonePermissions: [], botPermissions: ['Administrator'] });
  expect(await said()).toEqual([
    expect.stringMatching(/^ok: Nothing is missing in its 2 servers/u),
  ]);
});

test('each server that lacks something is named with that, and with what goes without it', async () => {
  server('Well');
  const quiet = server('Quiet\u001B[2J', [
    'ViewChannel',
    'SendMessages',
    'ReadMessageHistory',
    'Connect',
  ]);
  const closed = server('Closed', whole.slice(1));
  expect(await said()).toEqual([
    expect.stringContaining(
      `warning: In “Quiet[2J” (${quiet.id}), Attach Files, Speak, and Send Voice Messages are missing: it can’t post speech, nobody hears it in a call, and it posts speech as files, and not as voice messages. → Give that to its role there`,
    ),
    expect.stringContaining(
      `warning: In “Closed” (${closed.id}), View Channels is missing: it sees no channel and no call.`,
    ),
  ]);
});

test('channels that take rights away from its role are named, and those that give them back are not', async () => {
  const guild = server('Testers');
  guild.addVoice({ name: 'lobby' });
  guild.addThread(guild.addText({ name: 'open' }));
  guild.addText({ name: 'news', denyBot: ['SendMessages'] });
  guild.addVoice({ name: 'staff', deny: ['ViewChannel', 'Connect'] });
  const mods = guild.addVoice({ name: 'mods', deny: ['Connect'] });
  discord.setPermissions(mods, discord.bot, { allow: ['Connect'] });
  guild.addStage({ name: 'hall', denyBot: ['Speak'] });
  const [all, some, ...rest] = await said();
  expect(all).toMatch(/^ok: Nothing is missing/u);
  expect(some).toBe(
    `ok: In “Testers” (${guild.id}), some channels take away what its roles give it: #news (Send Messages) and #staff (View Channels).`,
  );
  expect(rest).toEqual([]);
});

test('a role’s overwrites count together, after those of everybody', async () => {
  const guild = server('Testers');
  const [muted, heard] = ['muted', 'heard'].map((name) =>
    discord.addRole(guild, name, [discord.bot]),
  );
  const call = guild.addVoice({ name: 'call', deny: ['Speak'] });
  discord.setPermissions(call, muted!, { deny: ['Speak'] });
  expect((await said())[1]).toContain('no call is open to it');
  discord.setPermissions(call, heard!, { allow: ['Speak'] });
  expect(await said()).toHaveLength(1);
});

test('what a channel gives to the bot itself counts after what it takes from its roles', async () => {
  const guild = server('Testers');
  const muted = discord.addRole(guild, 'muted', [discord.bot]);
  const [open, closed] = [guild.addVoice({ name: 'open' }), guild.addVoice({ name: 'closed' })];
  discord.setPermissions(open, muted, { deny: ['Speak'] });
  discord.setPermissions(open, discord.bot, { allow: ['Speak'] });
  discord.setPermissions(closed, muted, { allow: ['Speak'] });
  discord.setPermissions(closed, discord.bot, { deny: ['Speak'] });
  expect((await said()).slice(1)).toEqual([
    `ok: In “Testers” (${guild.id}), some channels take away what its roles give it: #closed (Speak).`,
  ]);
});

test('a server in which no call is open to it is a warning', async () => {
  const guild = server('Testers');
  guild.addVoice({ name: 'one', denyBot: ['Connect', 'Speak'] });
  guild.addStage({ name: 'two', denyBot: ['Connect'] });
  guild.addText();
  expect((await said())[1]).toMatch(
    /^warning: In “Testers” \(\d+\), no call is open to it\. .*: #one \(Connect and Speak\) and #two \(Connect\)\. → Give it that in a channel/u,
  );
});

test('a server in which it is timed out is named, until that is over', async () => {
  const guild = server('Testers');
  discord.timeOut(guild, discord.bot, 60_000);
  expect((await said())[1]).toMatch(
    /^warning: In “Testers” \(\d+\), it is timed out until .*Z: .* → Have a moderator/u,
  );
  expect(await said(discord.token, () => Date.now() + 61_000)).toHaveLength(1);
});

test('many channels are counted, and the channels of the first twenty servers are looked into', async () => {
  const first = server('First');
  for (let at = 0; at < 8; at += 1) first.addText({ name: `room-${at}`, denyBot: ['ViewChannel'] });
  for (let at = 1; at < 22; at += 1) server(`Server ${at}`);
  const lines = await said();
  expect(lines[0]).toMatch(/^ok: Nothing is missing in its 22 servers/u);
  expect(lines[1]).toMatch(/#room-4 \(View Channels\), and 3 more\.$/u);
  expect(lines[2]).toBe('ok: The channels of 20 of 22 servers were looked at.');
  expect(lines).toHaveLength(3);
});

test('a server whose channels Discord doesn’t tell of is named, and the others are looked into', async () => {
  const one = server('One');
  const two = server('Two');
  two.addVoice({ name: 'call', denyBot: ['Connect'] });
  discord.fail({ path: `guilds/${one.id}/channels`, status: 500 });
  const lines = await said();
  expect(lines[1]).toMatch(/^warning: The channels of “One” \(\d+\) could not be looked at/u);
  expect(lines[2]).toMatch(/^warning: In “Two” \(\d+\), no call is open to it/u);
});

test('a token that is nobody’s adds no line, and a Discord that fails is what is found', async () => {
  expect(await said('MTE3.GhIjKl.aSecret')).toEqual([]);
  discord.fail({ path: 'users/@me/guilds', status: 500 });
  expect(await said()).toEqual([expect.stringMatching(/^bad: It could not be looked at/u)]);
});

test('one server whose channels are told of too slowly doesn’t take the time of the doctor', async () => {
  const [one, two] = [server('One'), server('Two')];
  two.addVoice();
  discord.fail({ path: `guilds/${one.id}/channels`, hang: true });
  const atMs = performance.now();
  const lines = await said(discord.token, undefined, 500);
  expect(performance.now() - atMs).toBeLessThan(4_000);
  expect(lines).toContain('ok: The channels of 0 of 2 servers were looked at.');
});
