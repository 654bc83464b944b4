import { Client, Events } from 'discord.js';
import { expect, test, vi } from 'vitest';

import { listen } from '#discord/listen.ts';

import { FakeLog } from '../fakes/log.ts';

test('what a handler throws or rejects with is logged with its event, and goes no further', async () => {
  const client = new Client({ intents: [] });
  const log = new FakeLog();
  const error = new Error('broken');
  let heard = 0;
  listen(client, Events.Warn, log, () => {
    throw error;
  });
  listen(client, Events.Warn, log, () => Promise.reject(error));
  listen(client, Events.Warn, log, () => void (heard += 1));
  client.emit(Events.Warn, 'x');
  const line = {
    level: 'error',
    facts: { error, event: 'warn' },
    message: 'an event could not be handled',
  };
  await vi.waitFor(() => expect(log.lines).toEqual([line, line]));
  expect(heard).toBe(1);
});
