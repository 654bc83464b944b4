import { Client } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';

import { listening } from '#listening.ts';
import type { ListeningParts } from '#listening.ts';

import { translations } from './fakes/asker.ts';
import { FakeLog } from './fakes/log.ts';

// The bot as it listens to Discord, with a client that nobody logs in.

test('that Discord refuses many requests is told to the operator', async () => {
  const client = new Client({ intents: [] });
  const closing = new AbortController();
  onTestFinished(() => closing.abort());
  const log = new FakeLog();
  const watched: unknown[] = [];
  listening({
    discord: { client },
    translations,
    handlers: { commands: [], messageCommands: [], personCommands: [] },
    bot: {},
    memory: {},
    data: {},
    store: {},
    metrics: { watch: (parts: unknown) => void watched.push(parts) },
    closing: closing.signal,
    log,
  } as unknown as ListeningParts);
  expect(watched).toMatchObject([{ client }]);
  client.rest.emit('invalidRequestWarning', { count: 500, remainingTime: 60_000 });
  expect(log.lines).toEqual([
    {
      level: 'error',
      facts: { count: 500, remainingTime: 60_000 },
      message: 'Discord refuses many requests',
    },
  ]);
});
