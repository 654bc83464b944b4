import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { startDeapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import { speechEnvironmentOf } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { loadConfig } from '#config.ts';
import { findings } from '#doctor/check.ts';
import type { Check, Finding } from '#doctor/check.ts';
import { discord as discordCheck } from '#doctor/discord.ts';
import { engine } from '#doctor/engine.ts';
import { disk, encryption, node } from '#doctor/machine.ts';
import { memory } from '#doctor/memory.ts';
import { network } from '#doctor/network.ts';
import { udp } from '#doctor/udp.ts';
import { openEngine } from '#open-engine.ts';
import { capsOf } from '#ops/memory.js';
import type { Shards } from '#ops/shards.ts';

import { FakeLog } from '../fakes/log.ts';
import { temporaryFolder } from '../store/folder.ts';
import { mayMount, tinyDisk } from '../tiny-disk.ts';
import { runTool } from '../tools.ts';
import { startEcho } from './stun.ts';

let discord: Discord;
let deapi: Deapi;

beforeAll(async () => {
  [discord, deapi] = await Promise.all([startDiscord({ voice: false }), startDeapi()]);
  discord.addGuild({ name: 'The Rehearsal' });
});

afterEach(() => discord.clearFaults());

afterAll(async () => {
  await deapi.close();
  await discord.close();
});

/** The findings, by the name of each line: the state and the sentence. */
async function found(check: Check, endMs?: number): Promise<Readonly<Record<string, string>>> {
  const all = await findings([check], endMs);
  return Object.fromEntries(
    all.map(({ check: name, state, says, todo }) => {
      expect(todo === undefined).toBe(state === 'ok');
      return [name, `${state}: ${says}`];
    }),
  );
}

describe('the machine', () => {
  test('this Node and its modules will do', async () => {
    expect(await found(node)).toEqual({ Node: expect.stringMatching(/^ok: Node 24/u) });
    expect(await found(encryption)).toEqual({ encryption: expect.stringMatching(/^ok/u) });
  });

  test.each([
    [512, 1_024, /^ok: Crier goes by 512 MB by CRIER_MEMORY: a heap of 256 MB, 8 MB of speech/u],
    [200, 1_024, /^warning: 200 MB by CRIER_MEMORY are little/u],
    [2_048, 1_024, /^warning: Crier goes by 2048 MB .*, and this container has 1024 MB/u],
  ])('%i MB of %i: what follows is told', async (mb, hereMb, said) => {
    const bytes = mb * 2 ** 20;
    const here = { bytes: hereMb * 2 ** 20, of: 'container' } as const;
    const check = memory({ bytes, of: 'CRIER_MEMORY', caps: capsOf(bytes) }, here);
    expect((await found(check))['memory']).toMatch(said);
  });

  test('a folder that can be made is well, and isn’t made', async () => {
    await using base = await temporaryFolder();
    const said = await found(disk(join(base.path, 'deep', 'data'), 1));
    expect(said['disk']).toMatch(/^ok: \d+ MB are free for .*deep\/data/u);
    expect(await readdir(base.path)).toEqual([]);
  });

  test('a file in its place, and too little room, are named', async () => {
    await using base = await temporaryFolder();
    await writeFile(join(base.path, 'data'), '');
    expect(await found(disk(join(base.path, 'data'), 1))).toEqual({
      disk: expect.stringMatching(/^bad: .*is a file, and should be a folder/u),
    });
    expect(await found(disk(base.path, Number.MAX_SAFE_INTEGER))).toEqual({
      disk: expect.stringMatching(/^warning: .*kept speech may take/u),
    });
  });

  test.runIf(mayMount)('less than 50 MB are too little for whatever people set', async () => {
    await using full = await tinyDisk(40);
    expect(await found(disk(full.path, 1))).toEqual({
      disk: expect.stringMatching(/^bad: Only \d+ MB are free/u),
    });
    await using roomy = await tinyDisk(60);
    expect(await found(disk(roomy.path, 1))).toEqual({
      disk: expect.stringMatching(/^ok: (?:5\d|60) MB are free/u),
    });
  });

  test.skipIf(process.getuid?.() === 0)('a folder of somebody else is named', async () => {
    await using base = await temporaryFolder();
    await mkdir(join(base.path, 'data'));
    await chmod(join(base.path, 'data'), 0o500);
    const said = await found(disk(join(base.path, 'data'), 1));
    expect(said['disk']).toMatch(/^bad: .*can't read and write/u);
  });
});

describe('the network', () => {
  test('Discord is in reach, and it is as late there', async () => {
    expect(await found(network(discord.apiUrl))).toEqual({
      network: expect.stringMatching(/^ok: Discord answers at http.*ms/u),
      clock: expect.stringMatching(/^ok/u),
    });
  });

  test.each([
    [-90_000, /^warning: It is (?:89|90|91) s behind/u],
    [3_600_000, /^warning: It is 36\d\d s ahead/u],
  ])('a clock that is %i ms off is told', async (offMs, said) => {
    const { clock } = await found(network(discord.apiUrl, () => Date.now() + offMs));
    expect(clock).toMatch(said);
  });

  test('an address where nobody answers, and one that fails, are told apart', async () => {
    const said = await found(network('http://127.0.0.1:9/api'));
    expect(said['network']).toMatch(/^bad: Discord is out of reach.*(ECONNREFUSED|bad port)/u);
    discord.fail({ path: 'gateway/bot', status: 503 });
    expect((await found(network(discord.apiUrl)))['network']).toMatch(/^warning: .*503/u);
  });

  test('whatever never ends is ended', async () => {
    discord.fail({ path: 'gateway/bot', hang: true });
    const said = await found(network(discord.apiUrl), 300);
    expect(said['network']).toMatch(/no end after 0.3 s|out of reach/u);
  });

  test.each([
    ['true', /^ok: An answer came/u],
    ['foreign', /^warning: What came.*is no answer/u],
    ['none', /^warning: No answer came/u],
  ] as const)('UDP with an answer that is %s', async (answer, said) => {
    await using echo = await startEcho(answer);
    expect((await found(udp(echo.address)))['UDP']).toMatch(said);
  });
});

describe('Discord', () => {
  const look = (token = discord.token, shards: Shards = 'auto') =>
    found(discordCheck(token, discord.apiUrl, shards));

  test('all is well with a bot that has what it needs', async () => {
    expect(await look()).toEqual({
      Discord: `ok: The token is that of the application ${discord.applicationId}.`,
      intents: expect.stringMatching(/^ok/u),
      sessions: expect.stringMatching(/^ok: \d+ starts/u),
      shards: 'ok: Discord recommends 1 shard, and this process takes as many.',
    });
  });

  test('fewer shards than Discord recommends are told, and a part of enough is well', async () => {
    const many = await startDiscord({ voice: false, shards: 4 });
    const said = async (shards: Shards) =>
      (await found(discordCheck(many.token, many.apiUrl, shards)))['shards'];
    expect(await said({ first: 0, last: 1, count: 4 })).toBe(
      'ok: Discord recommends 4 shards, and SHARDS=0-1/4 is a part of 4.',
    );
    expect(await said({ first: 0, last: 1, count: 2 })).toBe(
      'warning: Discord recommends 4 shards, and SHARDS=0-1/2 is all of 2.',
    );
    await many.close();
  });

  test('a token that is nobody’s is named, and not told', async () => {
    const said = await look('MTE3.GhIjKl.aSecret');
    expect(said).toEqual({ Discord: 'bad: Discord does not know this DISCORD_TOKEN.' });
  });

  test('a Discord that fails or hangs is what is found', async () => {
    discord.fail({ path: 'applications/@me', status: 500 });
    expect((await look())['Discord']).toMatch(/^bad: It could not be looked at/u);
  });

  test('that it may not see what people write is told', async () => {
    const other = await startDiscord({ voice: false, privilegedIntents: 0 });
    const said = await found(discordCheck(other.token, other.apiUrl, 'auto'));
    expect(said['intents']).toMatch(/^warning/u);
    await other.close();
  });
});

describe('the engine', () => {
  const asked = (environment: Readonly<Record<string, string>> = {}) => {
    const { engines, engine: name } = loadConfig({
      DISCORD_TOKEN: 'a.b.c',
      ...speechEnvironmentOf(deapi),
      ...environment,
    });
    const memo = { get: async () => undefined, put: async () => undefined };
    const around = {
      memo,
      log: new FakeLog(),
      dataFolder: '/nowhere',
      webhook: undefined,
      memory: { caps: capsOf(2 ** 29) },
    };
    const open = openEngine(name, engines, around);
    return engine(() => ({
      name,
      models: (signal) => open.voices.catalogue.models(signal),
      ...(open.account && { account: open.account }),
      close: () => open.close(),
    }));
  };

  test('one with its key, models and money is well', async () => {
    expect(await found(asked())).toEqual({
      engine: expect.stringMatching(/^ok: deapi speaks with \d+ models/u),
      money: expect.stringMatching(/^ok: \$5\.00/u),
    });
    expect(await found(asked({ SPEECH_ENGINE: 'embedded' }))).toEqual({
      engine: expect.stringMatching(/^ok: embedded speaks/u),
    });
  });

  test('a wrong key, no money and no answer are told apart', async () => {
    const wrong = await found(asked({ DEAPI_KEY: '9|aaaaaaaaaaaaaaaaaaaaaaaa' }));
    expect(wrong['engine']).toBe('bad: deapi does not take its key.');
    const poor = await startDeapi({ balance: 0.1 });
    const said = await found(asked(speechEnvironmentOf(poor)));
    expect(said['money']).toMatch(/^warning: \$0\.10 are in the account/u);
    await poor.close();
    const gone = await found(asked({ DEAPI_URL: 'http://127.0.0.1:9' }));
    expect(gone['engine']).toMatch(/^bad: deapi gave no models/u);
  });
});

describe('npm run doctor', () => {
  test('says each thing in a line, as JSON too, and ends with 0 when nothing is bad', async () => {
    await using echo = await startEcho('true');
    await using base = await temporaryFolder();
    const environment = {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      CRIER_DATA: base.path,
      ...speechEnvironmentOf(deapi),
    };
    const { code, written } = await runTool(
      'doctor',
      ['--json', '--udp', echo.address],
      environment,
    );
    const all = JSON.parse(String(written)) as readonly Finding[];
    expect(all.filter(({ state }) => state === 'bad')).toEqual([]);
    expect(code).toBe(0);
    expect(all.map(({ check }) => check)).toEqual([
      'configuration',
      'Node',
      'encryption',
      'memory',
      'disk',
      'network',
      'clock',
      'UDP',
      'Discord',
      'intents',
      'sessions',
      'shards',
      'rights',
      'engine',
      'money',
    ]);
    for (const secret of [discord.token, deapi.key]) expect(String(written)).not.toContain(secret);
  });

  test('without a token it says so, looks at the rest, and ends with 1; no value is repeated', async () => {
    await using echo = await startEcho('true');
    await using base = await temporaryFolder();
    const { code, written } = await runTool('doctor', ['--udp', echo.address], {
      DISCORD_API_URL: discord.apiUrl,
      CRIER_DATA: base.path,
      DEAPI_KEYS: '12|aSecretOfNobody',
    });
    expect(code).toBe(1);
    const lines = String(written).trim().split('\n');
    expect(lines[0]).toMatch(/^✖ configuration: DISCORD_TOKEN is missing/u);
    expect(lines.find((line) => line.includes('DEAPI_KEYS'))).toMatch(/^✖ configuration/u);
    expect(lines.find((line) => line.includes('Discord:'))).toMatch(/^! Discord: Without a token/u);
    expect(lines.find((line) => line.includes('engine:'))).toMatch(/^✔ engine: embedded/u);
    expect(String(written)).not.toContain('aSecretOfNobody');
  });

  test('a server that takes the connection and says nothing doesn’t hold it up for ever', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { engines } = loadConfig({ DISCORD_TOKEN: 'a.b.c', DEAPI_KEY: 'k', DEAPI_URL: url });
    expect(engines.deapi.url).toBe(url);
    expect(await found(discordCheck('a.b.c', `${url}/api`, 'auto'), 500)).toEqual({
      Discord: expect.stringMatching(/^bad: It could not be looked at/u),
    });
    silent.closeAllConnections();
    silent.close();
  });
});
