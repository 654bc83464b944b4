import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Person, Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { openScene, startBot } from '../scene.ts';
import { freshWords, soonMs, told } from './room.ts';

// The bot in the hands of those who run it, from within Discord.

interface Run {
  readonly scene: Scene;
  /** Runs the bot, and is an admin of the server where that is done. */
  readonly olga: Person;
  readonly desk: Server;
  readonly office: Place;
  /** She uses a command in her direct messages, or somebody else in theirs. */
  readonly run: (
    name: string,
    options?: Readonly<Record<string, OptionValue>>,
    by?: Person,
  ) => Interaction;
  readonly environment: Readonly<Record<string, string>>;
}

async function open(dataFolder: string): Promise<Run> {
  const environment: Record<string, string> = {};
  const there: Partial<Pick<Run, 'olga' | 'desk' | 'office'>> = {};
  const scene = await openScene({
    environment,
    dataFolder,
    arrange(discord: Discord) {
      const desk = discord.addGuild({ name: 'Desk' });
      const olga = discord.addPerson(desk, { name: 'Olga', permissions: ['Administrator'] });
      Object.assign(there, { desk, olga, office: desk.addText({ name: 'office' }) });
      environment['OWNER_IDS'] = olga.id;
      environment['OWNER_SERVER'] = desk.id;
    },
  });
  const { olga, desk, office } = there as Required<typeof there>;
  const { discord } = scene;
  return {
    scene,
    olga,
    desk,
    office,
    environment,
    run: (name, options = {}, by = olga) =>
      discord.command({ name: `owner ${name}`, options, channel: discord.directMessages(by), by }),
  };
}

let dataFolder: string;
let owned: Run;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-owner-'));
  owned = await open(dataFolder);
});

afterAll(async () => {
  await owned.scene.close();
  await rm(dataFolder, { recursive: true });
});

const said = (interaction: Interaction): Promise<Message> => told(interaction, /./);

test('/owner is in direct messages and in the server of whoever runs the bot, for its admins, and in no other', async () => {
  const { scene, olga, desk, office, run } = owned;
  const { discord, text, server, ann } = scene;
  const inServer = (channel: Place, by: Person): Interaction =>
    discord.command({ name: 'owner show', channel, by });
  expect((await said(run('show'))).text).toMatch(/Servers.* 2 with/);
  await vi.waitFor(async () => {
    expect((await said(inServer(office, olga))).text).toMatch(/Servers.* 2 with/);
  }, soonMs);
  const admin = discord.addPerson(server, { name: 'Ada', permissions: ['Administrator'] });
  expect(() => inServer(text, admin)).toThrow("can't be used in a server");
  const clerk = discord.addPerson(desk, { name: 'Clerk' });
  expect(() => inServer(office, clerk)).toThrow('lacks the permissions');
  // Discord shows it to everybody in their direct messages, and to admins there who don't run the bot.
  const partner = discord.addPerson(desk, { name: 'Pat', permissions: ['Administrator'] });
  for (const refused of [run('show', {}, ann), inServer(office, partner)])
    expect((await said(refused)).text).toBe('Only those who run this bot may do that.');
});

test('a ban and more in the log outlive a restart, and a server is left', async () => {
  const { scene, run, olga, environment } = owned;
  const { discord, deapi, bot, server, text, ann } = scene;
  const ask = (): Interaction =>
    discord.command({ name: 'say', options: { text: freshWords() }, channel: text, by: ann });
  expect((await said(run('log', { level: 'debug' }))).text).toMatch(/debug/);
  expect((await said(run('ban', { person: ann, reason: 'Spam' }))).text).toContain('is banned');
  await told(ask(), /banned you.*Spam/s);
  expect(await bot.stop()).toBe(0);
  const since = { ...discord.gateway.counts };
  const again = startBot({
    environment: environmentOf(discord, deapi, environment),
    caPem: discord.caPem + deapi.caPem,
    dataFolder,
  });
  expect(await discord.gateway.back(soonMs, since)).toBe('resumed');
  await discord.ready(soonMs);
  expect((await said(run('show'))).text).toMatch(/level\*\* debug, as usual again <t:\d+:R>/);
  await told(ask(), /banned you.*Spam/s);
  expect((await said(run('unban', { person: ann }))).text).toContain('may use me again');
  await told(ask(), /voice channel|Spoken|posted/i);
  const asked = await said(run('leave', { server: server.id }));
  await told(discord.press(asked, 'Leave this server', olga), /I left/);
  expect((await said(run('servers'))).text).not.toContain(server.id);
  expect(discord.calls.some(({ path }) => path === `users/@me/guilds/${server.id}`)).toBe(true);
  expect(await again.stop()).toBe(0);
});
