import { EventEmitter } from 'node:events';

import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { Client } from 'discord.js';
import { expect, test, vi } from 'vitest';

import { channelStatuses } from '#discord/channel-statuses.ts';

import { stopClocks } from '../virtual-time.ts';

/** A server with one member in the call and one role; `sees` names who sees which channel. */
function statusesWhere(sees: Readonly<Record<'text' | 'voice', readonly string[]>>) {
  const guild = {
    members: { cache: new Map([['ann', { id: 'ann' }]]) },
    roles: { cache: new Map([['crew', { id: 'crew' }]]) },
  };
  const channel = (id: 'text' | 'voice') => ({
    guild,
    permissionsFor: (who: { readonly id: string }) => ({ has: () => sees[id].includes(who.id) }),
  });
  const channels = new Map([
    ['text', channel('text')],
    ['voice', channel('voice')],
  ]);
  const client = {
    ws: { on: () => undefined },
    guilds: { cache: new Map([['club', { channels: { cache: channels } }]]) },
  };
  return channelStatuses(client as unknown as Client);
}

test.each([
  ['everybody sees both', { text: ['ann', 'crew'], voice: ['ann', 'crew'] }, true],
  ['a role sees neither', { text: ['ann'], voice: ['ann'] }, true],
  ['a role sees the text channel alone', { text: ['ann', 'crew'], voice: ['ann'] }, true],
  ['a role sees the call alone', { text: ['ann'], voice: ['ann', 'crew'] }, false],
  ['somebody in the call sees only that', { text: ['crew'], voice: ['ann', 'crew'] }, false],
])('a text channel may be named in the status of a call: %s', async (_, sees, may) => {
  expect(await statusesWhere(sees).mayBeNamed('club', 'text', 'voice', ['ann'])).toBe(may);
});

test('whoever is in the call and not known is taken for somebody who does not see it', async () => {
  const statuses = statusesWhere({ text: ['ann', 'crew'], voice: ['ann', 'crew'] });
  expect(await statuses.mayBeNamed('club', 'text', 'voice', ['ann', 'bea'])).toBe(false);
});

test('thousands of people in a call are looked at in several turns of the event loop', async () => {
  const everybody = Array.from({ length: 1_000 }, () => 'ann');
  const statuses = statusesWhere({ text: ['ann', 'crew'], voice: ['ann', 'crew'] });
  let turns = 0;
  const count = (): void => {
    turns += 1;
    timer = setImmediate(count);
  };
  let timer = setImmediate(count);
  expect(await statuses.mayBeNamed('club', 'text', 'voice', everybody)).toBe(true);
  clearImmediate(timer);
  expect(turns).toBeGreaterThanOrEqual(19);
});

test('nothing is remembered of channels that are gone', async () => {
  const hear = new Map<string, (packet: object) => void>();
  const sent: object[] = [];
  const guild = { shard: { send: (packet: object) => void sent.push(packet) } };
  const client = {
    ws: { on: (event: string, listener: (packet: object) => void) => hear.set(event, listener) },
    guilds: { cache: new Map([['club', guild]]) },
  };
  const statuses = channelStatuses(client as unknown as Client);
  const first = statuses.of('club', 'voice');
  hear.get('CHANNEL_INFO')?.({ guild_id: 'club', channels: [{ id: 'voice', status: 'Film' }] });
  expect(await first).toBe('Film');
  hear.get('CHANNEL_DELETE')?.({ guild_id: 'club', id: 'voice' });
  expect(await statuses.of('club', 'voice')).toBe('');
  expect(sent).toHaveLength(1);
});

test('what Discord has told of a server counts until a new session, in which it is asked for anew', async () => {
  let onDiscord = 'Film night';
  const ws = new EventEmitter();
  const answer = (): void =>
    void ws.emit(GatewayDispatchEvents.ChannelInfo, {
      guild_id: 'club',
      channels: [{ id: 'call', status: onDiscord }],
    });
  const guild = { shard: { send: () => setImmediate(answer) } };
  const client = { ws, guilds: { cache: new Map([['club', guild]]) } };
  const statuses = channelStatuses(client as unknown as Client);
  const shown = () => statuses.of('club', 'call');
  expect(await shown()).toBe('Film night');
  onDiscord = 'Chess';
  expect(await shown()).toBe('Film night');
  ws.emit(GatewayDispatchEvents.GuildCreate, { id: 'pub' });
  expect(await shown()).toBe('Film night');
  ws.emit(GatewayDispatchEvents.GuildCreate, { id: 'club' });
  expect(await shown()).toBe('Chess');
});

test('somebody to whom Discord says nothing of a status is kept waiting for 3 s, and asks anew', async () => {
  stopClocks();
  const sent: object[] = [];
  const guild = { shard: { send: (packet: object) => void sent.push(packet) } };
  const client = { ws: new EventEmitter(), guilds: { cache: new Map([['club', guild]]) } };
  const statuses = channelStatuses(client as unknown as Client);
  const asked = async () => {
    let answer: string | undefined = 'none yet';
    const asking = statuses.of('club', 'call').then((status) => (answer = status));
    await vi.advanceTimersByTimeAsync(2_999);
    expect(answer).toBe('none yet');
    await vi.advanceTimersByTimeAsync(1);
    return asking;
  };
  expect(await asked()).toBeUndefined();
  expect(await asked()).toBeUndefined();
  expect(sent).toHaveLength(2);
});
