import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { packet, user } from './packets.ts';
import { Channel, after } from './proxied-channel.ts';

// The messages that people write, the posts that webhooks make of them, and what is then read, by the clock.

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

test('a stranger’s line is read at once, and what is posted of it is not', async () => {
  const channel = new Channel();
  const line = await channel.write('A: hello there');
  const post = await channel.post('hello there');
  expect(channel.outcome(post)).toBe('said-before');
  await after(1_000);
  await channel.delete(line);
  expect(channel.read).toEqual(['ann: A: hello there']);
  expect([channel.outcome(line), channel.outcome(post)]).toEqual(['proxied', 'waiting']);
});

test('a stranger’s line that still waits is spoken as it was posted, once that is confirmed', async () => {
  const channel = new Channel({ queued: 'waits' });
  const line = await channel.write('A: hello there');
  await channel.post('hello there');
  await channel.delete(line);
  expect(channel.read).toEqual(['ann: A: hello there', 'instead: hello there']);
});

test('the next line waits, and is read as it was posted', async () => {
  const channel = new Channel();
  await channel.learn();
  const line = await channel.write('A: hello there');
  await after(600);
  expect(channel.read).toEqual([]);
  const post = await channel.post('hello there');
  expect(channel.read).toEqual(['ann as Luna: hello there']);
  await after(1_000);
  await channel.delete(line);
  await after(20_000);
  expect(channel.read).toHaveLength(1);
  expect([channel.outcome(line), channel.outcome(post)]).toEqual(['proxied', 'waiting']);
  expect(channel.authorOf(post)).toBe('ann');
});

test.each([
  ['of a stranger', false],
  ['of somebody known', true],
])('a line %s that is deleted first is read when it is posted', async (_, isKnown) => {
  const channel = new Channel();
  if (isKnown) await channel.learn();
  const line = await channel.write('A: hello there');
  await channel.delete(line);
  await after(400);
  const post = await channel.post('hello there');
  expect(channel.read.at(-1)).toBe('ann as Luna: hello there');
  expect(channel.outcome(post)).toBe('waiting');
  await channel.write('B: and on');
  await channel.post('and on', { name: 'Sol' });
  expect(channel.read.at(-1)).toBe('ann as Sol: and on');
});

test('what was heard to its end before it was deleted is not read again', async () => {
  const channel = new Channel();
  const line = await channel.write('A: hello there');
  channel.heard(line);
  await channel.delete(line);
  const post = await channel.post('hello there');
  expect(channel.read).toEqual(['ann: A: hello there']);
  expect(channel.outcome(post)).toBe('said-before');
});

test('a line that no proxy takes is read after 1.2 s, and the third is the last that waits', async () => {
  const channel = new Channel();
  await channel.learn();
  for (const content of ['one', 'two', 'three']) {
    await channel.write(content);
    await after(1_199);
    expect(channel.read).not.toContain(`ann: ${content}`);
    await after(1);
    expect(channel.read.at(-1)).toBe(`ann: ${content}`);
  }
  await channel.write('four');
  expect(channel.read.at(-1)).toBe('ann: four');
});

/** The number of lines, of six, that wait for a proxy and are given up, one after the other. */
async function givenUp(channel: Channel): Promise<number> {
  for (let line = 1; line <= 6; line += 1) {
    await channel.write(`no tags ${line}`);
    if (channel.read.at(-1) === `ann: no tags ${line}`) return line - 1;
    await after(1_200);
  }
  return 6;
}

test('whoever was given up twice and is posted for again is given up three times anew', async () => {
  const channel = new Channel();
  await channel.learn();
  for (const content of ['one', 'two']) {
    await channel.write(content);
    await after(1_200);
  }
  const line = await channel.write('A: hello there');
  await channel.post('hello there');
  await channel.delete(line);
  expect(channel.read.at(-1)).toBe('ann as Luna: hello there');
  expect(await givenUp(channel)).toBe(3);
});

test('whoever was given up for good waits again once a proxy posts for them', async () => {
  const channel = new Channel();
  await channel.learn();
  expect(await givenUp(channel)).toBe(3);
  await channel.learn();
  expect(await givenUp(channel)).toBe(3);
});

test('a line that its author takes back while it waits is none that was given up', async () => {
  const channel = new Channel();
  await channel.learn();
  for (const content of ['one', 'two']) {
    await channel.delete(await channel.write(content));
    await after(1_200);
  }
  expect(channel.read).toEqual([]);
  expect(await givenUp(channel)).toBe(3);
});

test('a line that another webhook may have posted is none that was given up', async () => {
  const channel = new Channel();
  await channel.learn();
  for (const content of ['the first one', 'the second one']) {
    await channel.write(`A: ${content}`);
    await channel.post(content, { application: 'other' });
    await after(1_200);
  }
  expect(channel.read).toEqual(['ann: A: the first one', 'ann: A: the second one']);
  expect(await givenUp(channel)).toBe(3);
});

test('nobody else waits, and one person’s lines stay in their order', async () => {
  const channel = new Channel();
  await channel.learn();
  await channel.write('no tags');
  await after(100);
  await channel.write('A: tagged');
  await channel.write('me, too', 'bea');
  await channel.post('tagged');
  expect(channel.read).toEqual(['bea: me, too']);
  await after(1_100);
  expect(channel.read).toEqual(['bea: me, too', 'ann: no tags', 'ann as Luna: tagged']);
});

test('in another server nobody is known', async () => {
  const channel = new Channel();
  await channel.learn();
  await channel.write('hello there', 'ann', { guild_id: 'other' });
  expect(channel.read).toEqual(['ann: hello there']);
});

test('with a deletion that fails everything is read once', async () => {
  const channel = new Channel();
  await channel.write('A: hello there');
  const post = await channel.post('hello there');
  await after(30_000);
  await channel.write('A: hello again');
  await channel.post('hello again');
  expect(channel.read).toEqual(['ann: A: hello there', 'ann: A: hello again']);
  expect(channel.outcome(post)).toBe('said-before');
  await channel.learn();
  await channel.write('A: and without a deletion');
  await channel.post('and without a deletion');
  await after(30_000);
  expect(channel.read).toEqual(['ann as Luna: and without a deletion']);
});

test('pictures alone are posted by their names', async () => {
  const channel = new Channel();
  await channel.learn();
  const files = (...names: readonly string[]) => ({
    attachments: names.map((filename) => ({ id: filename, filename, content_type: 'image/png' })),
  });
  await channel.write('A:', 'ann', files('cat.png'));
  await channel.post('', { changes: files('dog.png') });
  expect(channel.read).toEqual([]);
  await channel.post('', { changes: files('cat.png') });
  expect(channel.read).toEqual(['ann as Luna: ']);
});

test.each([
  ['stickers', { sticker_items: [{ id: '1', name: 'Wave' }] }],
  ['polls', { content: 'Vote:', poll: { question: { text: 'Tea?' }, answers: [] } }],
  ['forwards', { content: '', message_snapshots: [{ message: { ...packet(), mentions: [] } }] }],
])('%s, which no proxy posts, don’t wait', async (_, changes) => {
  const channel = new Channel();
  await channel.learn();
  await channel.write('', 'ann', changes);
  expect(channel.read).toHaveLength(1);
});

test('an answer stays one, and the proxy’s embed of it is not read', async () => {
  const channel = new Channel();
  await channel.learn();
  await channel.write('A: yes', 'ann', {
    type: 19,
    referenced_message: packet({ author: user('bea', 'Bea') }),
  });
  const embeds = [{ type: 'rich', description: '[Reply to:](https://a.example) what?' }];
  await channel.post('yes', { changes: { embeds } });
  expect(channel.messages.at(-1)).toMatchObject({
    text: { content: 'yes', repliesTo: { userId: 'bea' }, embeds: [] },
    facts: { author: 'person', roleIds: ['r'] },
    proxyName: 'Luna',
  });
  expect(channel.messages.at(-1)?.people.has('hook')).toBe(false);
});

test('what its author’s rules keep back is not read as the webhook’s, whatever was said of it', async () => {
  const channel = new Channel({ unread: /secret/ });
  const line = await channel.write('A: my secret');
  const post = await channel.post('my secret');
  expect(channel.outcome(post)).toBe('skip-mark');
  await channel.delete(line);
  expect(channel.read).toEqual([]);
  expect(channel.authorOf(post)).toBe('ann');
});

test('tags that look like something that is not read keep nothing back', async () => {
  const channel = new Channel({ unread: /^l!/ });
  const line = await channel.write('l!hello there');
  const post = await channel.post('hello there');
  expect([channel.read, channel.outcome(post)]).toEqual([[], 'skip-mark']);
  await channel.delete(line);
  expect(channel.read).toEqual(['ann as Luna: hello there']);
});
