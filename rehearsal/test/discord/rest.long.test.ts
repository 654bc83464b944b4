import { setTimeout as pause } from 'node:timers/promises';

import { type Client, Routes } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type Discord, startDiscord } from '#discord/discord.ts';
import type { RestFault } from '#discord/rest/rest-faults.ts';

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

const posted = (body: string, type = 'application/json'): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': type },
});

test.each([
  ['a wrong token', '/v10/users/@me', { headers: { authorization: 'Bot x' } }, 401, 0],
  ['another version', '/v9/users/@me', {}, 400, 50_041],
  ['broken JSON', '/v10/users/@me/channels', posted('{'), 400, 50_109],
  ['another content type', '/v10/users/@me/channels', posted('x', 'text/plain'), 400, 50_035],
  ['an unknown user', '/v10/users/1', {}, 404, 10_013],
  ['an unknown channel', '/v10/channels/1', {}, 404, 10_003],
  ['an unknown guild', '/v10/guilds/1', {}, 404, 10_004],
  ['an unknown interaction', '/v10/interactions/1/x/callback', posted('{"type":5}'), 404, 10_062],
  ['an unknown webhook', '/v10/webhooks/1/x', posted('{}'), 404, 10_015],
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

const ratesOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit-')));

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bot ${discord.token}`, 'user-agent': AGENT };
  return fetch(`${discord.apiUrl}/v10${path}`, { headers, ...init });
}

test('every answer tells its bucket, refusals too, and each channel has its own', async () => {
  const guild = discord.addGuild();
  const [one, other] = [guild.addText(), guild.addText()];
  const rates = async (path: string): Promise<Record<string, string>> =>
    ratesOf((await ask(path)).headers);
  const first = await rates(`/channels/${one.id}/messages`);
  expect(first).toEqual({
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '4',
    'x-ratelimit-reset': expect.stringMatching(/^\d{10}\.\d{3}$/u),
    'x-ratelimit-reset-after': expect.stringMatching(/^[45]\.\d{3}$/u),
    'x-ratelimit-bucket': expect.stringMatching(/^[0-9a-f]{32}$/u),
  });
  expect(await rates(`/channels/${one.id}/messages`)).toMatchObject({
    'x-ratelimit-remaining': '3',
    'x-ratelimit-bucket': first['x-ratelimit-bucket'],
  });
  expect(await rates(`/channels/${other.id}/messages`)).toMatchObject({
    'x-ratelimit-remaining': '4',
    'x-ratelimit-bucket': first['x-ratelimit-bucket'],
  });
  const missing = await rates(`/channels/${one.id}/messages/1`);
  expect(missing).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' });
  expect(missing['x-ratelimit-bucket']).not.toBe(first['x-ratelimit-bucket']);
});

test('beyond its bucket a request is refused until that is over, and it is a violation', async () => {
  const guild = discord.addGuild();
  const path = `/guilds/${guild.id}/members/@me`;
  const answers = await Promise.all(Array.from({ length: 6 }, async () => ask(path)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  const refused = answers.find(({ status }) => status === 429)!;
  const { retry_after: retryAfterSecs, ...body } = (await refused.json()) as {
    retry_after: number;
  };
  expect(body).toEqual({ message: 'You are being rate limited.', global: false });
  expect(retryAfterSecs).toBeGreaterThan(0);
  expect(retryAfterSecs).toBeLessThanOrEqual(1);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
  expect(ratesOf(refused.headers)).toMatchObject({ 'x-ratelimit-remaining': '0' });
  expect(discord.calls.filter(({ status }) => status === 429)).toHaveLength(1);
  expect(discord.violations).toEqual([
    `GET guilds/${guild.id}/members/@me came too often: Discord allows 5 in 1 s`,
  ]);
  discord.clearViolations();
  await pause(retryAfterSecs * 1_000);
  expect((await ask(path)).status).toBe(200);
});

test('what a bot that starts anew asks too often is refused, and not held against it', async () => {
  const asked = await Promise.all([1, 2, 3].map(async () => ask('/gateway/bot')));
  expect(asked.map(({ status }) => status)).toContain(429);
  discord.assertClean();
});

test('more than fifty requests a second are refused in all, but answers to interactions aren’t', async () => {
  await pause(1_000);
  const answer = async (index: number): Promise<Response> =>
    ask(`/webhooks/1/t${index}`, { method: 'POST', headers: { 'user-agent': AGENT } });
  const many = Array.from({ length: 60 }, (_, index) => index);
  const open = await Promise.all(many.map(answer));
  expect(open.map(({ status }) => status)).toEqual(many.map(() => 404));
  const answers = await Promise.all(many.map(async (index) => ask(`/users/${index}`)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(10);
  expect(ratesOf(refused[0]!.headers)).toEqual({
    'x-ratelimit-global': 'true',
    'x-ratelimit-scope': 'global',
  });
  expect(await refused[0]!.json()).toMatchObject({ global: true });
  expect(discord.violations).toHaveLength(10);
  discord.clearViolations();
});

test('discord.js waits for its bucket, and breaks no rule', async () => {
  const guild = discord.addGuild();
  const channel = guild.addText();
  const route = Routes.channelMessages(channel.id);
  const startedMs = performance.now();
  for (let sent = 0; sent < 6; sent += 1)
    await client.rest.post(route, { body: { content: `${sent}` } });
  expect(performance.now() - startedMs).toBeGreaterThan(4_900);
  expect(discord.messagesIn(channel)).toHaveLength(6);
  discord.assertClean();
});
