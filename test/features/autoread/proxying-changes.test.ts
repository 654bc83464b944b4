import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { user } from './packets.ts';
import { Channel, after } from './proxied-channel.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

test('what is edited while it waits is known as it is now, and read so', async () => {
  const channel = new Channel();
  await channel.learn();
  const line = await channel.write('helo');
  expect(channel.edit(line, 'A: hello')).toBe(true);
  await channel.post('hello');
  expect(channel.read).toEqual(['ann as Luna: hello']);
  const other = await channel.write('no prxy');
  channel.edit(other, 'no proxy');
  await after(1_200);
  expect(channel.read.at(-1)).toBe('ann: no proxy');
});

test('what was read and gets its tags by an edit is not read again', async () => {
  const channel = new Channel();
  const line = await channel.write('hello');
  expect(channel.edit(line, 'A: hello there')).toBe(false);
  expect(channel.outcome(await channel.post('hello there'))).toBe('said-before');
});

test('what was deleted before it could be looked at is read as it is posted again', async () => {
  const channel = new Channel();
  const line = await channel.writeDeleted('A: Hello there.');
  await channel.post('Hello there.');
  expect(channel.read).toEqual(['ann as Luna: Hello there.']);
  expect(channel.outcome(line)).toBe('proxied');
});

test('what is taken back while it waits is not read', async () => {
  const channel = new Channel();
  await channel.learn();
  const line = await channel.write('never mind');
  await channel.delete(line);
  await after(20_000);
  expect([channel.read, channel.outcome(line)]).toEqual([[], 'deleted']);
});

test('after 15 s nothing is known of a line', async () => {
  const channel = new Channel();
  await channel.write('A: hello there');
  await after(15_001);
  expect(channel.outcome(await channel.post('hello there'))).toBe('webhook');
});

test('a flood pushes out only what was written before it, in its own server', async () => {
  const channel = new Channel();
  const long = 'x'.repeat(2_000);
  await channel.write('A: kept', 'ann', { guild_id: 'other' });
  await channel.write('A: gone');
  for (let count = 0; count < 20; count += 1) await channel.write(`${long} ${count}`, 'bea');
  expect(channel.outcome(await channel.post('gone'))).toBe('webhook');
  const changes = { guild_id: 'other' };
  expect(channel.outcome(await channel.post('kept', { changes }), 'other')).toBe('said-before');
});

test.each([
  ['the application’s edit', { webhook_id: 'hook', application_id: 'pk' }, 'edited'],
  ['an edit by a webhook of somebody’s own', { webhook_id: 'hook' }, 'posted'],
])(
  'while a post waits behind what its author wrote before, %s counts or not',
  async (_, by, read) => {
    const channel = new Channel();
    await channel.learn();
    await channel.write('no tags');
    await channel.write('A: posted');
    const post = await channel.post('posted');
    const author = { ...user('hook', 'Luna'), username: 'Luna' };
    expect(channel.edit(post, 'edited', { author, ...by })).toBe(true);
    await after(1_200);
    expect(channel.read).toEqual(['ann: no tags', `ann as Luna: ${read}`]);
  },
);

test('who has everything deleted is a stranger again', async () => {
  const channel = new Channel();
  await channel.learn();
  await channel.write('A: hello there', 'bea');
  channel.forget('ann');
  channel.forget('bea');
  await channel.write('at once');
  expect(channel.read).toEqual(['bea: A: hello there', 'ann: at once']);
  expect(channel.outcome(await channel.post('hello there'))).toBe('webhook');
});
