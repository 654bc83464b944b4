import { Client, Events } from 'discord.js';
import { expect, test, vi } from 'vitest';

import type { CommandWords } from '#discord/command-words.ts';
import { registeredInServer } from '#discord/server-registration.ts';
import { usableInDirectMessages } from '#discord/usable.ts';

import { FakeLog } from '../fakes/log.ts';
import { MapMemo } from '../fakes/map-memo.ts';

const words: CommandWords = {
  languageOf: () => 'en',
  word: (_, path) => (path.at(-1) === 'description' ? 'Runs it' : undefined),
};
const commands = [{ data: { name: 'owner', ...usableInDirectMessages } }];

/** One installation: what it remembers from start to start, and what it puts to Discord. */
function installation() {
  const memo = new MapMemo();
  const put: unknown[] = [];
  const failures: Error[] = [];
  const rest = {
    async put(route: string, { body }: { body: readonly object[] }) {
      const failure = failures.shift();
      if (failure) throw failure;
      put.push([route, body]);
    },
  };
  function started(guildId: string | undefined) {
    const client = new Client({ intents: [] });
    const log = new FakeLog();
    const application = { id: 'app' };
    Object.assign(client, { application, rest });
    registeredInServer(client, { commands, guildId, words, memo }, log);
    client.emit(Events.ClientReady, { application, rest } as never);
    return { client, log };
  }
  return { put, failures, started };
}

const body = [{ name: 'owner', description: 'Runs it', default_member_permissions: '0' }];
const route = (guildId: string): string => `/applications/app/guilds/${guildId}/commands`;

test('one server has the commands, for its admins, and they are put there once', async () => {
  const { put, started } = installation();
  started('desk');
  await vi.waitFor(() => expect(put).toEqual([[route('desk'), body]]));
  started('desk');
  await new Promise(setImmediate);
  expect(put).toHaveLength(1);
});

test('no server has them where none is named', async () => {
  const { put, started } = installation();
  started(undefined);
  await new Promise(setImmediate);
  expect(put).toEqual([]);
});

test.each([['elsewhere'], [undefined]])(
  'they are taken from the server that had them when there is %s now',
  async (guildId) => {
    const { put, started } = installation();
    started('desk');
    await vi.waitFor(() => expect(put).toHaveLength(1));
    started(guildId);
    const now = guildId === undefined ? [] : [[route(guildId), body]];
    await vi.waitFor(() => expect(put.slice(1)).toEqual([[route('desk'), []], ...now]));
  },
);

test('a server that the bot is no member of is told to the operator, and gets them when the bot joins it', async () => {
  const { put, failures, started } = installation();
  failures.push(new Error('Missing Access'));
  const { client, log } = started('desk');
  await vi.waitFor(() => expect(log.lines).toHaveLength(1));
  expect(log.lines[0]?.message).toContain('OWNER_SERVER');
  client.emit(Events.GuildCreate, { id: 'elsewhere' } as never);
  client.emit(Events.GuildCreate, { id: 'desk' } as never);
  await vi.waitFor(() => expect(put).toEqual([[route('desk'), body]]));
});
