import { Client, Events } from 'discord.js';
import { expect, test, vi } from 'vitest';

import type { CommandWords } from '#discord/command-words.ts';
import { registered } from '#discord/registration.ts';

import { FakeLog } from '../fakes/log.ts';
import { MapMemo } from '../fakes/map-memo.ts';

const say = { data: { name: 'say' } };
const skip = { data: { name: 'skip' } };
const usual = {
  apiUrl: 'https://discord.com/api',
  applicationId: 'app',
  commands: [say, skip],
  words: describedAs('Does it'),
};
/** Words in which every command has this description. */
function describedAs(description: string): CommandWords {
  return {
    languageOf: () => 'en',
    word: (_, path) => (path.at(-1) === 'description' ? description : undefined),
  };
}

/** One installation: what it remembers from start to start, and what it puts to Discord. */
function installation() {
  const memo = new MapMemo();
  const put: unknown[] = [];
  const failures: Error[] = [];
  const rest = {
    async put(route: string, { body }: { body: readonly { name: string }[] }) {
      const failure = failures.shift();
      if (failure) throw failure;
      put.push([route, body.map(({ name }) => name)]);
      return body.map(({ name }, at) => ({ id: `${at + 1}`, name }));
    },
  };
  /** A start, until the client is ready. */
  function started(about: Partial<typeof usual> = {}) {
    const { apiUrl, applicationId, commands, words } = { ...usual, ...about };
    const client = new Client({ intents: [] });
    const log = new FakeLog();
    const stop = new AbortController();
    const signals = { log, signal: stop.signal };
    const ids = registered(client, { apiUrl, commands, words, memo, puts: true }, signals);
    client.emit(Events.ClientReady, { application: { id: applicationId }, rest } as never);
    return { ids, log, stop };
  }
  return { put, failures, started };
}

const known = new Map([
  ['say', '1'],
  ['skip', '2'],
]);

test('commands are put to Discord at the first start, and known at the next without it', async () => {
  const { put, started } = installation();
  for (const _ of ['first', 'second']) {
    const { ids } = started();
    await vi.waitFor(() => expect(ids()).toEqual(known));
  }
  expect(put).toEqual([['/applications/app/commands', ['say', 'skip']]]);
});

test.each([
  ['another Discord', { apiUrl: 'http://localhost:8080/api' }],
  ['another application', { applicationId: 'other' }],
  ['one command less', { commands: [say] }],
  ['another description', { words: describedAs('Ends it') }],
])('they are put anew for %s', async (_, about) => {
  const { put, started } = installation();
  const first = started();
  await vi.waitFor(() => expect(first.ids()).toEqual(known));
  started(about);
  await vi.waitFor(() => expect(put).toHaveLength(2));
});

test('what Discord did not take is put again, and told of', async () => {
  const { put, failures, started } = installation();
  failures.push(new Error('away'));
  const { ids, log } = started();
  await vi.waitFor(() => expect(ids()).toEqual(known), { timeout: 15_000 });
  expect(put).toHaveLength(1);
  expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
});

test('a bot that stops puts nothing more', async () => {
  const { put, failures, started } = installation();
  failures.push(new Error('away'));
  const { log, stop } = started();
  await vi.waitFor(() => expect(log.lines).toHaveLength(1));
  stop.abort();
  await vi.waitFor(() => expect(log.lines).toHaveLength(2));
  expect(put).toEqual([]);
});
