import { setImmediate as turn } from 'node:timers/promises';

import { Client, Events, type Guild, type WebSocketShard } from 'discord.js';
import { expect, test, vi } from 'vitest';

import { listenToDepartures } from '#features/privacy/departures.ts';

import { FakeLog } from '../../fakes/log.ts';
import { stopClocks } from '../../virtual-time.ts';

const hourMs = 3_600_000;
const earlierLines = { forgetOld: async () => undefined };

test('a server that took the bot out while its session was lost is noticed when the next begins, and one of another shard is not missed', async () => {
  const client = new Client({ intents: [] });
  const left: string[] = [];
  const servers = {
    left: async (id: string) => void left.push(id),
    joined: async () => undefined,
    known: async () => [],
    forgetLeftBefore: async () => [],
  };
  listenToDepartures(client, { servers, earlierLines }, new FakeLog());
  for (const [id, shardId] of [
    ['stays', 0],
    ['gone', 0],
    ['elsewhere', 1],
  ] as const)
    client.guilds.cache.set(id, { id, shardId } as Guild);
  client.ws.emit('READY', { guilds: [{ id: 'stays', unavailable: true }] }, 0);
  await turn();
  expect(left).toEqual(['gone']);
  expect([...client.guilds.cache.keys()]).toEqual(['stays', 'elsewhere']);
});

test('what was kept for a server goes between 30 days and six hours more after the bot left it', async () => {
  stopClocks();
  const startedMs = Date.now();
  const client = new Client({ intents: [] });
  const forgotten: number[] = [];
  const servers = {
    left: async () => undefined,
    joined: async () => undefined,
    known: async () => [],
    forgetLeftBefore: async (atMs: number) => {
      // Left in the moment in which the clocks were stopped.
      if (startedMs < atMs && forgotten.length === 0) forgotten.push(Date.now() - startedMs);
      return [];
    },
  };
  listenToDepartures(client, { servers, earlierLines }, new FakeLog());
  client.emit(Events.ClientReady, client as Client<true>);
  await vi.advanceTimersByTimeAsync(31 * 24 * hourMs);
  expect(forgotten).toHaveLength(1);
  expect(forgotten[0]).toBeGreaterThanOrEqual(30 * 24 * hourMs);
  expect(forgotten[0]).toBeLessThanOrEqual((30 * 24 + 6) * hourMs);
});

test('what happened to servers while the bot was off is noted at the start, of its own shards alone', async () => {
  const client = new Client({ intents: [], shardCount: 2 });
  client.ws.shards.set(0, {} as WebSocketShard);
  // Discord counts the first two to shard 0, and the third to shard 1.
  const [back, gone, ofAnother] = ['0', '8388608', '4194304'];
  const noted: string[] = [];
  const servers = {
    left: async (id: string) => void noted.push(`left ${id}`),
    joined: async (id: string) => void noted.push(`joined ${id}`),
    known: async () => [back, gone, ofAnother],
    forgetLeftBefore: async () => [],
  };
  client.guilds.cache.set(back, { id: back, shardId: 0 } as Guild);
  listenToDepartures(client, { servers, earlierLines }, new FakeLog());
  client.emit(Events.ClientReady, client as Client<true>);
  await turn();
  expect(noted).toEqual([`joined ${back}`, `left ${gone}`]);
});

test('that it is taken out of a server, and back, is noted as it happens, and an outage is neither', async () => {
  const client = new Client({ intents: [] });
  const noted: string[] = [];
  const servers = {
    left: async (id: string, atMs: number) => {
      noted.push(`left ${id}`);
      expect(Math.abs(Date.now() - atMs)).toBeLessThan(10_000);
    },
    joined: async (id: string) => void noted.push(`joined ${id}`),
    known: async () => [],
    forgetLeftBefore: async () => [],
  };
  listenToDepartures(client, { servers, earlierLines }, new FakeLog());
  client.emit(Events.GuildUnavailable, { id: '1' } as Guild);
  client.emit(Events.GuildDelete, { id: '1' } as Guild);
  client.emit(Events.GuildCreate, { id: '1' } as Guild);
  await turn();
  expect(noted).toEqual(['left 1', 'joined 1']);
});

test('what can’t be removed now is tried again, and is logged', async () => {
  stopClocks();
  const client = new Client({ intents: [] });
  let tries = 0;
  const servers = {
    left: async () => undefined,
    joined: async () => undefined,
    known: async () => [],
    forgetLeftBefore: async () => {
      tries += 1;
      if (tries === 1) throw new Error('the disk is full');
      return ['1', '2'];
    },
  };
  const log = new FakeLog();
  listenToDepartures(client, { servers, earlierLines }, log);
  client.emit(Events.ClientReady, client as Client<true>);
  await vi.advanceTimersByTimeAsync(0);
  expect(log.lines.map(({ level }) => level)).toEqual(['error']);
  await vi.advanceTimersByTimeAsync(6 * hourMs);
  expect(log.lines.at(-1)).toMatchObject({ level: 'info', facts: { servers: 2 } });
});

test('lines that are too old go with the same look', async () => {
  const client = new Client({ intents: [] });
  const servers = {
    left: async () => undefined,
    joined: async () => undefined,
    known: async () => [],
    forgetLeftBefore: async () => [],
  };
  const looked = Promise.withResolvers<void>();
  const lines = { forgetOld: async () => looked.resolve() };
  listenToDepartures(client, { servers, earlierLines: lines }, new FakeLog());
  client.emit(Events.ClientReady, client as Client<true>);
  await expect(looked.promise).resolves.toBeUndefined();
});
