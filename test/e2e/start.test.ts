import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { GatewayIntentBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { allCommands } from '#commands/index.ts';

import { listeningOf } from '../listening-sockets.ts';
import { openScene, startBot } from '../scene.ts';
import { keptCode } from '../tools.ts';

/** Runs a script of the bot to its end with these variables and no others. */
async function run(
  script: string,
  variables: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'] ?? '', ...keptCode, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exited]);
  return { code, output: out + err };
}

/** A folder in which there are no texts, for `CRIER_LOCALES`. */
async function badTexts(data: string): Promise<string> {
  const folder = join(data, 'texts');
  await mkdir(folder, { recursive: true });
  return folder;
}

test('without a token it says where to get one, and ends with the code for configuration', async () => {
  const { code, output } = await run('src/main.js', { SPEECH_ENGINE: 'openai' });
  expect(code).toBe(78);
  expect(output).toContain('DISCORD_TOKEN');
  expect(output).toContain('npm run rehearse');
  expect(output).toContain('OPENAI_SPEECH_URL');
});

test('a bad table of words ends it with the same code, and its row is named', async () => {
  const data = await mkdtemp(join(tmpdir(), 'crier-start-'));
  const table = join(data, 'words.csv');
  await writeFile(table, 'word,say\nnginx,engine x\n,nothing\n');
  const { code, output } = await run('src/main.js', {
    DISCORD_TOKEN: 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB',
    DISCORD_API_URL: 'http://127.0.0.1:9/api',
    CRIER_DATA: data,
    CRIER_DICTIONARY: table,
  });
  await rm(data, { recursive: true });
  expect(code).toBe(78);
  expect(output).toContain('CRIER_DICTIONARY');
  expect(output).toContain('Row 2: The word is missing');
});

test('a token that Discord doesn’t know ends it with the same code and is not logged, and variables that are mistyped or of no use are named', async () => {
  const discord = await startDiscord({ voice: false });
  const data = await mkdtemp(join(tmpdir(), 'crier-start-'));
  const token = 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB';
  const { code, output } = await run('src/main.js', {
    DISCORD_TOKEN: token,
    DISCORD_API_URL: discord.apiUrl,
    CRIER_DATA: data,
    DEAPI_KEYS: '12|aSecretOfNobody',
    OPENAI_SPEECH_MODEL: 'tts-1',
    CRIER_LOCALES: await badTexts(data),
  });
  const registering = { DISCORD_TOKEN: token, DISCORD_API_URL: discord.apiUrl, CRIER_DATA: data };
  const byHand = await run('src/register.ts', registering);
  await discord.close({ check: false });
  await rm(data, { recursive: true });
  expect(byHand.code).toBe(1);
  expect(byHand.output).toMatch(/^The commands could not be registered: /);
  expect(byHand.output).not.toContain(token);
  expect(output).toContain('CRIER_LOCALES: there is no folder of a language in it');
  expect(code).toBe(78);
  expect(output).toContain("DEAPI_KEYS is no variable of Crier's: did you mean DEAPI_KEY?");
  expect(output).toContain('OPENAI_SPEECH_MODEL has no effect');
  expect(output).not.toContain('aSecretOfNobody');
  expect(output).toContain('Discord does not know this DISCORD_TOKEN');
  expect(output).not.toContain(token);
});

describe('a bot that is told no more than it needs', () => {
  let data: string;
  let scene: Scene;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'crier-start-'));
    scene = await openScene({ dataFolder: data });
  });
  afterAll(async () => {
    await scene.close();
    await rm(data, { recursive: true });
  });

  test('commands are put to Discord once, and by hand as often as wanted', async () => {
    const { discord } = scene;
    const puts = () => discord.calls.filter(({ method }) => method === 'PUT').length;
    expect(puts()).toBe(1);
    expect(
      discord
        .commandsOf()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(allCommands.map(({ data }) => data.name).sort());
    const again = await run('src/register.ts', {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      CRIER_DATA: data,
      CRIER_LOCALES: await badTexts(data),
      DEAPI_KEYS: '12|aSecretOfNobody',
    });
    expect(again.code).toBe(0);
    expect(again.output).toMatch(new RegExp(`^Discord has ${allCommands.length} commands: /say `));
    expect(again.output).toContain('did you mean DEAPI_KEY?');
    expect(again.output).toContain('CRIER_LOCALES: there is no folder of a language in it');
    expect(again.output).toContain('“Why was this not read?”');
    expect(puts()).toBe(2);
  });

  test('without owners it has no command for them', () => {
    const { discord, ann } = scene;
    const channel = discord.directMessages(ann);
    expect(() => discord.command({ name: 'owner show', channel, by: ann })).toThrow(
      'no command "owner"',
    );
  });

  test('without METRICS_LISTEN nothing listens', async () => {
    expect(await listeningOf(scene.bot.pid)).toEqual([]);
  });

  test('without DISCORD_TYPING Discord isn’t asked to tell who types', () => {
    expect(scene.discord.gateway.intents & GatewayIntentBits.GuildMessageTyping).toBe(0);
  });

  test('when Discord closes the gateway for good it says why, and ends with the code for configuration', async () => {
    const { discord, bot } = scene;
    discord.gateway.closeAll(4014);
    expect(await bot.exited).toMatchObject({ code: 78 });
    expect(bot.output.join('')).toContain('does not allow this bot an intent');
  });
});

test('by hand, the server of those who run it gets their command as well', async () => {
  const data = await mkdtemp(join(tmpdir(), 'crier-start-'));
  const discord = await startDiscord({ voice: false });
  const desk = discord.addGuild({ name: 'Desk' });
  const { code } = await run('src/register.ts', {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    CRIER_DATA: data,
    OWNER_IDS: discord.addPerson(desk, { name: 'Olga' }).id,
    OWNER_SERVER: desk.id,
  });
  expect(discord.commandsOf(desk).map(({ name }) => name)).toEqual(['owner']);
  await discord.close();
  await rm(data, { recursive: true });
  expect(code).toBe(0);
});

test('while Discord is out of reach that is told, with no secret in it, and a signal ends the wait', async () => {
  // Nobody knows its shape.
  const secret = 'open-sesame';
  const bot = startBot({
    environment: {
      DISCORD_TOKEN: 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB',
      DISCORD_API_URL: `http://127.0.0.1:9/${secret}/api`,
      OPENAI_SPEECH_URL: 'http://127.0.0.1:9/v1',
      OPENAI_SPEECH_KEY: secret,
    },
  });
  const said = () => bot.output.join('\n');
  await expect.poll(said, { timeout: 40_000 }).toContain('Discord is out of reach at http');
  expect(said()).not.toContain(secret);
  expect(await bot.stop()).toBe(0);
});
