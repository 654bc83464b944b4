import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Channel, after } from './proxied-channel.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

test('two people with the same words are told apart by the proxy’s names', async () => {
  const channel = new Channel();
  await channel.learn('ann', { name: 'Luna' });
  await channel.learn('bea', { name: 'Mira' });
  await channel.write('A: same');
  await channel.write('[same]', 'bea');
  await channel.post('same', { name: 'Mira' });
  await channel.post('same', { name: 'Luna' });
  expect(channel.read).toEqual(['bea as Mira: same', 'ann as Luna: same']);
});

test('of two people with the same words the one who waits for a proxy is meant', async () => {
  const channel = new Channel();
  await channel.learn('ann');
  await channel.write('same', 'bea');
  await channel.write('same');
  await channel.post('same', { name: 'Somebody new' });
  expect(channel.read).toEqual(['bea: same', 'ann as Somebody new: same']);
});

test('of two strangers with the same words the deletion tells whose were posted', async () => {
  const channel = new Channel();
  const own = await channel.write('same', 'bea');
  const tagged = await channel.write('A: same');
  await channel.post('same');
  await channel.delete(tagged);
  await channel.delete(own);
  expect(channel.read).toEqual(['bea: same', 'ann: A: same']);
  expect([channel.outcome(own), channel.outcome(tagged)]).toEqual(['deleted', 'proxied']);
});

test('lines of one message that are posted apart are read each as theirs', async () => {
  const channel = new Channel();
  await channel.learn();
  const line = await channel.write('A: hi\nB: hi\nC: hi');
  for (const name of ['Luna', 'Sol', 'Terra']) await channel.post('hi', { name });
  await channel.delete(line);
  expect(channel.read).toEqual(['ann as Luna: hi', 'ann as Sol: hi', 'ann as Terra: hi']);
});

test.each<[string, string, string]>([
  ['keeps the tags', 'A: hello', 'A: hello'],
  ['posts everything of somebody', 'hello', 'hello'],
  ['takes a tag behind', 'hello -a', 'hello'],
  ['takes letters for tags', 'xhello', 'hello'],
  ['puts a mention in', '<@1> [hello]', '<@1> hello'],
  ['keeps previews back', 'A: see https://a.example/b now', 'see <https://a.example/b> now'],
])('it is known when a proxy %s', async (_, written, posted) => {
  const channel = new Channel();
  await channel.learn();
  await channel.write(written);
  await channel.post(posted);
  expect(channel.read).toEqual([`ann as Luna: ${posted}`]);
});

test('without a deletion, nobody’s webhook has read what its author kept back', async () => {
  const channel = new Channel({ unread: /^;/ });
  await channel.write(';don’t read this');
  const post = await channel.post('don’t read this', { application: undefined });
  await after(30_000);
  expect(channel.read).toEqual([]);
  expect(channel.outcome(post)).toBe('skip-mark');
});

test('a webhook that copies somebody takes no word of theirs from its place', async () => {
  const channel = new Channel();
  await channel.learn();
  await channel.write('A: I do not like it');
  await channel.post('like it', { name: 'Ann', application: undefined });
  expect(channel.read).toEqual([]);
  await channel.post('I do not like it');
  expect(channel.read).toEqual(['ann as Luna: I do not like it']);
  await channel.write('no proxy takes this');
  await channel.post('takes this', { name: 'Ann', application: undefined });
  await after(1_200);
  expect(channel.read.at(-1)).toBe('ann: no proxy takes this');
});

test('of a copy and a proxy’s post, the deletion confirms the application’s', async () => {
  const channel = new Channel();
  const line = await channel.write('A: hello');
  await channel.post('hello', { name: 'Ann', application: undefined });
  await channel.post('hello');
  await channel.delete(line);
  await channel.write('A: again');
  await channel.post('again', { name: 'Ann', application: undefined });
  expect(channel.read).toEqual(['ann: A: hello']);
  await channel.post('again');
  expect(channel.read).toEqual(['ann: A: hello', 'ann as Luna: again']);
});

test('who takes back a message long after it was copied silences it', async () => {
  const channel = new Channel();
  const line = await channel.write('A: hello there');
  await channel.post('hello there');
  await after(5_001);
  await channel.delete(line);
  expect(channel.outcome(line)).toBe('deleted');
});

test.each([
  ['another text', 'goodbye', {}],
  ['a part of a word', 'ell', {}],
  ['nothing', '', {}],
  ['it in another channel', 'hello there', { channel: 'other' }],
  ['it with a file that wasn’t there', 'hello', { changes: { attachments: [{ filename: 'a' }] } }],
  ['it with a sticker', 'hello', { changes: { sticker_items: [{ id: '1', name: 'Wave' }] } }],
])('a webhook that posts %s posts nobody’s line', async (_, content, hook) => {
  const channel = new Channel();
  await channel.write('hello there');
  expect(channel.outcome(await channel.post(content, hook))).toBe('webhook');
});

test('a service that mostly posts what nobody wrote is no proxy, whatever it happens to post', async () => {
  const channel = new Channel();
  for (const content of ['news', 'more news', 'even more']) await channel.post(content);
  const line = await channel.write('lol');
  expect(channel.outcome(await channel.post('lol'))).toBe('webhook');
  await channel.delete(line);
  await channel.write('and now?');
  await channel.post('and now?');
  expect(channel.read).toEqual(['ann: lol', 'ann as Luna: and now?']);
});
