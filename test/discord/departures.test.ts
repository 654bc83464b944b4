import { setImmediate as turn } from 'node:timers/promises';

import { Client, type Guild } from 'discord.js';
import { expect, test } from 'vitest';

import { listenToDepartures } from '../../src/discord/departures.ts';
import { FakeLog } from '../fakes/log.ts';

test('a server that took the bot out while its session was lost is noticed when the next begins, and one of another shard is not missed', async () => {
  const client = new Client({ intents: [] });
  const left: string[] = [];
  const servers = {
    left: async (id: string) => void left.push(id),
    joined: async () => undefined,
    known: async () => [],
    forgetLeftBefore: async () => [],
  };
  listenToDepartures(client, servers, new FakeLog());
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
