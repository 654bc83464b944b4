import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { incomingOf } from '#features/autoread/incoming.ts';
import type { Incoming } from '#features/autoread/incoming.ts';
import type { Written } from '#features/autoread/judge.ts';
import { Lanes } from '#features/autoread/lanes.ts';
import { Outcomes } from '#features/autoread/outcomes.ts';
import { Proxying } from '#features/autoread/proxying.ts';

import { FakeLog } from '../../fakes/log.ts';
import { packet, user } from './packets.ts';

// The messages that people write, the posts that webhooks make of them, and what is then read, by the clock.

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

interface Hook {
  readonly name?: string;
  /** Undefined: a person made the webhook. */
  readonly application?: string | undefined;
  readonly channel?: string;
  readonly changes?: Readonly<Record<string, unknown>>;
}

/** Work that waits in lanes begins in turns of the event loop of its own. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
}

/** A channel in which everything is read that nothing stands in the way of. */
class Channel {
  /** Everything that was read, with its author, in order. */
  readonly read: string[] = [];
  readonly messages: Incoming[] = [];
  readonly #outcomes = new Outcomes({ tell: async () => undefined, log: new FakeLog() });
  readonly #waiting = new Map<string, Incoming>();
  readonly #deleted = new Set<string>();
  /** Words that aren't read, whoever says them. */
  readonly #unread: RegExp;
  readonly #lanes = new Lanes();
  readonly #proxying: Proxying;
  #ids = 1_175_699_012_345_678_901n;

  constructor({
    unread = /(?!)/,
    queued = 'made',
  }: { unread?: RegExp; queued?: 'made' | 'waits' } = {}) {
    this.#unread = unread;
    this.#proxying = new Proxying({
      outcomes: this.#outcomes,
      lanes: this.#lanes,
      now: Date.now,
      spoken: {
        isDeleted: (id) => this.#deleted.has(id),
        takeOver: (id, incoming) => {
          const known = this.#waiting.has(id);
          this.#waiting.delete(id);
          if (known) this.#waiting.set(incoming.id, incoming);
          return known ? queued : 'gone';
        },
      },
      read: async (written) => this.#read(written),
      reread: async (incoming) => void this.read.push(`instead: ${incoming.facts.content}`),
    });
  }

  async write(content: string, authorId = 'ann', changes: Hook['changes'] = {}): Promise<string> {
    return this.#arrive({ content, author: user(authorId, authorId), ...changes });
  }

  async post(content: string, hook: Hook = {}): Promise<string> {
    const { name = 'Luna', application, channel, changes } = { application: 'pk', ...hook };
    return this.#arrive({
      content,
      author: { ...user('hook', name), bot: true, username: name },
      member: undefined,
      webhook_id: 'hook',
      ...(application !== undefined && { application_id: application }),
      ...(channel !== undefined && { channel_id: channel }),
      ...changes,
    });
  }

  async delete(id: string): Promise<void> {
    const rest = this.#proxying.deleted('g', id);
    if (rest) void rest();
    else {
      this.#deleted.add(id);
      this.#note(id, 'deleted');
    }
    await settled();
  }

  edit(id: string, content: string, hook: Readonly<Record<string, unknown>> = {}): boolean {
    return this.#proxying.edited(this.#incoming({ id, content, ...hook }));
  }

  forget(personId: string): void {
    this.#proxying.forget(personId);
  }

  /** A whole exchange of a proxy that the channel has not seen before; nothing of it is of interest. */
  async learn(authorId = 'ann', hook: Hook = {}): Promise<void> {
    const id = await this.write(`tag: ${authorId} is learnt`, authorId);
    await this.post(`${authorId} is learnt`, hook);
    await this.delete(id);
    this.read.length = 0;
  }

  outcome(id: string, guildId = 'g'): string | undefined {
    const outcome = this.#outcomes.of(guildId, id)?.outcome;
    return outcome?.kind === 'not-read' ? outcome.why : outcome?.kind;
  }

  /** The author of what was read as somebody's. */
  authorOf(id: string): string | undefined {
    return this.#outcomes.of('g', id)?.authorId;
  }

  /** It was heard to its end. */
  heard(id: string): void {
    this.#note(id, 'heard');
  }

  async #arrive(changes: Readonly<Record<string, unknown>>): Promise<string> {
    const id = String((this.#ids += 1n));
    const written = { incoming: this.#incoming({ id, ...changes }), voice: undefined, ageMs: 0 };
    const rest = await this.#lanes.run('g', async () => {
      const later = this.#proxying.arrived(written, Date.now());
      if (!later) this.#read(written);
      return later;
    });
    void rest?.();
    await settled();
    return id;
  }

  #incoming(changes: Readonly<Record<string, unknown>>): Incoming {
    const incoming = incomingOf(packet(changes), { botId: 'bot', parentOf: () => undefined });
    if (!incoming) throw new Error('that is no message to read');
    return incoming;
  }

  #read({ incoming }: Written): void {
    const { authorId, facts, proxyName, id } = incoming;
    const isUnread = this.#unread.test(facts.content) || facts.author !== 'person';
    const why = facts.author === 'webhook' ? 'webhook' : 'skip-mark';
    if (isUnread) return this.#outcomes.note(incoming, { kind: 'not-read', why });
    if (this.#deleted.has(id)) return this.#outcomes.note(incoming, { kind: 'deleted' });
    this.#waiting.set(id, incoming);
    this.messages.push(incoming);
    this.#outcomes.note(incoming, { kind: 'waiting' });
    const as = proxyName === undefined ? '' : ` as ${proxyName}`;
    this.read.push(`${authorId}${as}: ${facts.content}`);
  }

  #note(id: string, kind: 'heard' | 'deleted'): void {
    const incoming = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (incoming) this.#outcomes.note(incoming, { kind });
  }
}

async function after(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settled();
}

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
