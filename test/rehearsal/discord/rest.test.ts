import { type Client, Routes } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type Discord, startDiscord } from '../../../src/rehearsal/discord/discord.ts';
import type { RestFault } from '../../../src/rehearsal/discord/rest/rest-faults.ts';
import { connect, errors, onInteraction } from './connect.ts';

let discord: Discord;
let client: Client<true>;

beforeEach(async () => {
  errors.length = 0;
  discord = await startDiscord({ voice: false });
  client = await connect(discord, { rest: { timeout: 500 } });
});

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

const self = async (): Promise<unknown> => client.rest.get(Routes.user());

const AGENT = 'DiscordBot (https://example.com, 1.0)';

async function bare(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: unknown }> {
  const headers = { authorization: `Bot ${discord.token}`, 'user-agent': AGENT, ...init.headers };
  const response = await fetch(`${discord.apiUrl}${path}`, { ...init, headers });
  return { status: response.status, body: await response.json() };
}

test.each([
  ['a wrong token', '/v10/users/@me', { headers: { authorization: 'Bot x' } }, 401, 0],
  ['another version', '/v9/users/@me', {}, 400, 50_041],
  [
    'broken JSON',
    '/v10/users/@me/channels',
    { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
    400,
    50_109,
  ],
  [
    'another content type',
    '/v10/users/@me/channels',
    { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } },
    400,
    50_035,
  ],
  ['an unknown user', '/v10/users/1', {}, 404, 10_013],
  ['an unknown channel', '/v10/channels/1', {}, 404, 10_003],
  ['an unknown guild', '/v10/guilds/1', {}, 404, 10_004],
  [
    'an unknown interaction',
    '/v10/interactions/1/x/callback',
    { method: 'POST', body: '{"type":5}', headers: { 'content-type': 'application/json' } },
    404,
    10_062,
  ],
  [
    'an unknown webhook',
    '/v10/webhooks/1/x',
    { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    404,
    10_015,
  ],
])('%s is answered as Discord answers it', async (_, path, init, status, code) => {
  expect(await bare(path, init)).toMatchObject({ status, body: { code } });
});

test.each([
  ['none', ''],
  ['one of a browser', 'Mozilla/5.0'],
  ['one without an address', 'DiscordBot'],
])('with %s as its user agent nobody gets through', async (_, agent) => {
  const answer = await bare('/v10/users/@me', { headers: { 'user-agent': agent } });
  expect(answer).toMatchObject({ status: 403, body: { code: 40_333 } });
});

test.each([
  ['GET', '/v10/nowhere', 404, 'GET nowhere is no route that the stand-in knows'],
  ['DELETE', '/v10/users/@me', 405, 'DELETE users/@me is a route, but not with this method'],
])('%s %s is a violation, and closing fails', async (method, path, status, sentence) => {
  expect((await bare(path, { method })).status).toBe(status);
  expect(discord.violations).toEqual([sentence]);
  expect(() => discord.assertClean()).toThrow(sentence);
  discord.clearViolations();
  discord.assertClean();
});

test('403 and 404 on demand reach the bot once each', async () => {
  discord.fail({ path: 'users/@me', status: 403, code: 50_013, message: 'Missing Permissions' });
  discord.fail({ method: 'get', path: /^users\/@me$/u, status: 404, code: 10_013 });
  await expect(self()).rejects.toMatchObject({ code: 50_013, status: 403 });
  await expect(self()).rejects.toMatchObject({ code: 10_013, status: 404 });
  await self();
  expect(discord.calls.slice(-3)).toMatchObject([
    { status: 403 },
    { status: 404 },
    { status: 200, path: 'users/@me' },
  ]);
});

test.each(['user', 'shared', 'global'] as const)(
  'a rate limit of scope %s is waited for',
  async (scope) => {
    discord.rateLimit({ path: 'users/@me', scope, retryAfterSecs: 1 });
    const startedMs = performance.now();
    await self();
    expect(performance.now() - startedMs).toBeGreaterThan(950);
  },
);

const passing: [string, RestFault][] = [
  ['a server error', { status: 502 }],
  ['a page of a proxy', { status: 503, body: '<html>busy</html>' }],
  ['a reset', { cut: 'reset' }],
  ['no answer', { hang: true }],
];

test.each(passing)('after %s the client tries again', async (_, fault) => {
  discord.fail({ path: 'users/@me', ...fault });
  await expect(self()).resolves.toMatchObject({ id: client.user.id });
});

test('a connection that is closed without an answer is an error at once', async () => {
  discord.fail({ path: 'users/@me', cut: true });
  await expect(self()).rejects.toThrow(/closed/u);
});

test('a delayed call is answered late', async () => {
  discord.fail({ path: 'users/@me', delayMs: 200 });
  const startedMs = performance.now();
  await self();
  expect(performance.now() - startedMs).toBeGreaterThan(190);
});

test('an answer that is lost after its effect makes the client acknowledge twice', async () => {
  const guild = discord.addGuild();
  const channel = guild.addText();
  const by = discord.addPerson(guild);
  const body = [{ name: 'do', description: 'd' }];
  await client.rest.put(Routes.applicationCommands(client.application.id), { body });
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('once');
  });
  discord.fail({ path: 'callback', status: 500, afterEffect: true });
  const used = discord.command({ channel, by, name: 'do' });
  expect((await used.reply()).text).toBe('once');
  await expect.poll(() => errors[0]).toMatchObject({ code: 40_060 });
});

test('tokens of interactions stay out of the record', async () => {
  await bare('/v10/webhooks/1/SECRET', { method: 'POST' });
  expect(discord.calls.at(-1)?.path).toBe('webhooks/1/…');
});
