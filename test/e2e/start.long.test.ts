import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import { expect, test } from 'vitest';

import { startBot, openScene } from '../scene.ts';

// Starts at which Discord isn't there, or doesn't let the bot in.

const everyMs = 30_000;
const anyToken = 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB';

test('an address that answers nothing is tried again with growing pauses, a line each, until Discord is there', async () => {
  const discord = await startDiscord({ voice: false });
  const gate = createServer((client) => {
    const server = connect(Number(new URL(discord.apiUrl).port), '127.0.0.1');
    for (const socket of [client, server]) socket.on('error', () => socket.destroy());
    client.pipe(server).pipe(client);
  });
  const { port } = await listening(gate);
  await new Promise((resolve) => gate.close(resolve));
  // Behind the gate it isn't well at first, either.
  discord.fail({ path: 'applications/@me', status: 503, times: 1 });
  const bot = startBot({
    environment: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: `http://127.0.0.1:${port}/api` },
  });
  const waits = (): { why: string; pauseMs: number }[] =>
    bot.output.filter((line) => line.includes('out of reach')).map((line) => JSON.parse(line));
  await expect.poll(() => waits().length, { timeout: everyMs }).toBe(2);
  await listening(gate, port);
  await discord.ready(everyMs);
  expect(waits().map(({ why }) => why)).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'HTTP 503']);
  expect(waits().map(({ pauseMs }) => pauseMs)).toEqual([1_000, 2_000, 4_000]);
  expect(bot.output.join('\n')).not.toContain('stack');
  expect(await bot.stop()).toBe(0);
  gate.close();
  await discord.close({ check: false });
});

test('one line says what started: version, engine, what is off and why, and how it is invited', async () => {
  const scene = await openScene({ environment: { DEAPI_CLIENT_ID: undefined } });
  const ready = (): readonly string[] =>
    scene.bot.output.filter((line) => line.includes('"msg":"ready"'));
  await expect.poll(ready, { timeout: everyMs }).toHaveLength(1);
  expect(JSON.parse(ready()[0] ?? '')).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/u),
    engine: 'deapi',
    fallback: 'none',
    off: [
      expect.stringContaining('SPEECH_FALLBACK is none'),
      expect.stringContaining('neither DEAPI_CLIENT_ID nor WEBHOOK_URL'),
    ],
    invite: expect.stringContaining(`client_id=${scene.discord.applicationId}&`),
  });
  expect(await scene.close()).toBe(0);
});

/** Resolves with where the server listens: on this port, or on a free one. */
async function listening(server: Server, port = 0): Promise<AddressInfo> {
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return server.address() as AddressInfo;
}

test('told to stop while Discord is out of reach, it ends as asked', async () => {
  const bot = startBot({
    environment: { DISCORD_TOKEN: anyToken, DISCORD_API_URL: 'http://127.0.0.1:9/api' },
  });
  await expect
    .poll(() => bot.output.join('\n'), { timeout: everyMs })
    .toContain('Discord is out of reach at http://127.0.0.1:9/api');
  expect(await bot.stop()).toBe(0);
});

test('an intent that Discord does not allow ends it once, with the code for configuration', async () => {
  const scene = await openScene({
    awaitReady: false,
    discord: { privilegedIntents: 0 },
    // Else it asks before, and does without.
    arrange: (discord) =>
      discord.fail({ path: 'applications/@me', status: 403, times: Number.POSITIVE_INFINITY }),
  });
  expect(await scene.bot.exited).toMatchObject({ code: 78 });
  const errors = scene.bot.output.filter((line) => line.includes('"level":"error"'));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('Privileged Gateway Intents');
  await scene.close({ check: false });
});
