import { setTimeout as delay } from 'node:timers/promises';

import { Client, DiscordAPIError, Events } from 'discord.js';
import { expect, onTestFinished, test, vi } from 'vitest';

import { listenForDuplicates, DuplicateInstances } from '#discord/duplicate-instances.ts';

import { FakeLog } from '../fakes/log.ts';

const interaction = { applicationId: '1', token: 'token' };

/** Counts identifies as Discord does, and knows whether the interaction was answered by somebody else. */
class CountingRest {
  left = 1_000;
  answered = false;
  failing = false;

  async get(route: string): Promise<unknown> {
    if (this.failing) throw new Error('no answer');
    if (route === '/gateway/bot') return { session_start_limit: { remaining: this.left } };
    if (this.answered) return {};
    const body = { code: 10_015, message: 'Unknown Webhook' };
    throw new DiscordAPIError(body, 10_015, 404, 'GET', route, {});
  }
}

async function watching() {
  const rest = new CountingRest();
  const found: string[] = [];
  const errors: string[] = [];
  const nothing = () => undefined;
  const log = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (_: object, message: string) => void errors.push(message),
  };
  const scene = { rest, found, errors, ready: true };
  const duplicates = new DuplicateInstances({
    rest,
    isReady: () => scene.ready,
    onDuplicate: () => found.push('duplicate'),
    log,
    lookMs: 10,
    headStartMs: 20,
  });
  onTestFinished(() => duplicates.close());
  await duplicates.watch();
  return Object.assign(scene, { duplicates });
}

test('who identified after us and answers is found at the next interaction, which is theirs', async () => {
  const { duplicates, rest, found } = await watching();
  rest.left -= 1;
  await expect.poll(() => duplicates.suspected).toBe(true);
  expect(found).toEqual([]);
  rest.answered = true;
  expect(await duplicates.isLeftToUs(interaction)).toBe(false);
  expect(await duplicates.isLeftToUs(interaction)).toBe(false);
  expect(found).toEqual(['duplicate']);
});

test('who was faster in answering is found at once when they came after us', async () => {
  const { duplicates, rest, found } = await watching();
  rest.left -= 1;
  await duplicates.wasFaster();
  expect(found).toEqual(['duplicate']);
});

test('who was faster and came before us is left to notice us', async () => {
  const { duplicates, found, errors } = await watching();
  await duplicates.wasFaster();
  expect(found).toEqual([]);
  expect(errors).toEqual(['another bot with this token answers too, and was here before']);
});

test('a start that never came to answer is forgotten after some interactions', async () => {
  const { duplicates, rest, found } = await watching();
  rest.left -= 1;
  await expect.poll(() => duplicates.suspected).toBe(true);
  for (let turn = 0; turn < 3; turn += 1)
    expect(await duplicates.isLeftToUs(interaction)).toBe(true);
  expect(duplicates.suspected).toBe(false);
  expect(found).toEqual([]);
});

test.each<[string, (scene: Awaited<ReturnType<typeof watching>>) => void]>([
  [
    'our own identify',
    ({ duplicates, rest }) => {
      rest.left -= 1;
      duplicates.identified();
    },
  ],
  ['a new day', ({ rest }) => (rest.left = 1_001)],
  ['no answer', ({ rest }) => (rest.failing = true)],
  [
    'a shard that is just identifying',
    (scene) => {
      scene.ready = false;
      scene.rest.left -= 1;
    },
  ],
])('%s makes nobody suspicious', async (_, happen) => {
  const scene = await watching();
  happen(scene);
  await delay(40);
  expect(scene.duplicates.suspected).toBe(false);
});

/** As the bot listens, with a client whose shards identify when the test says so. */
async function listening() {
  const rest = new CountingRest();
  const client = new Client({ intents: [] });
  client.rest.get = (route: string) => rest.get(route);
  const closing = new AbortController();
  onTestFinished(() => closing.abort());
  const found: string[] = [];
  const duplicates = listenForDuplicates(client, new FakeLog(), {
    closing: closing.signal,
    onDuplicate: () => void found.push('duplicate'),
  });
  client.emit(Events.ClientReady, client as Client<true>);
  await delay(5);
  return { rest, client, duplicates, found, closing };
}

test('a shard of its own that identifies anew makes nobody suspicious, and another bot does', async () => {
  const { rest, client, duplicates, found } = await listening();
  rest.left -= 1;
  client.emit(Events.ShardReady, 0, new Set());
  await duplicates.wasFaster();
  expect(found).toEqual([]);
  rest.left -= 1;
  await duplicates.wasFaster();
  expect(found).toEqual(['duplicate']);
});

test('who came after the client was ready is found at the first answer that they were faster with', async () => {
  const { rest, duplicates, found } = await listening();
  rest.left -= 1;
  await duplicates.wasFaster();
  expect(found).toEqual(['duplicate']);
});

test('a bot that stops looks for no other', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { rest, duplicates, found, closing } = await listening();
  // The client has timers of its own.
  const timers = vi.getTimerCount();
  closing.abort();
  expect(vi.getTimerCount()).toBe(timers - 1);
  rest.left -= 1;
  await duplicates.wasFaster();
  expect(found).toEqual([]);
});
