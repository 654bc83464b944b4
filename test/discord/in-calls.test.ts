import type {
  GatewayGuildCreateDispatchData,
  GatewayVoiceStateUpdateDispatchData,
} from 'discord-api-types/v10';
import { Client } from 'discord.js';
import { beforeEach, expect, test } from 'vitest';

import { InCalls } from '#discord/in-calls.ts';

let inCalls: InCalls;

const memberOf = (id: string, bot = false) => ({ user: { id, bot } });
const packet = (userId: string, channelId: string | null, fields: object = {}) =>
  ({
    guild_id: 'g',
    user_id: userId,
    channel_id: channelId,
    ...fields,
  }) as GatewayVoiceStateUpdateDispatchData;

/** As GUILD_CREATE comes: voice states say nothing of who is a bot. */
function server(people: number, channelId: string): GatewayGuildCreateDispatchData {
  const ids = ['music', ...Array.from({ length: people }, (_, at) => `person ${at}`)];
  return {
    id: 'g',
    members: ids.map((id) => memberOf(id, id === 'music')),
    voice_states: ids.map((id) => ({ user_id: id, channel_id: channelId })),
  } as unknown as GatewayGuildCreateDispatchData;
}

beforeEach(() => {
  inCalls = new InCalls();
  inCalls.begin(server(200, 'a'));
});

test('however many are there when the bot connects, bots take places and are no people', () => {
  expect(inCalls.count('g', 'a')).toMatchObject({ people: 200, all: 201 });
  expect(inCalls.count('g', 'b')).toMatchObject({ people: 0, all: 0 });
  expect(inCalls.count('other', 'a')).toMatchObject({ people: 0, all: 0 });
});

test('whoever comes, moves and goes is counted where they are, a bot as one whether Discord repeats it or not', () => {
  inCalls.change(packet('new bot', 'b', { member: memberOf('new bot', true) }));
  inCalls.change(packet('music', 'b'));
  inCalls.change(packet('person 0', 'b'));
  inCalls.change(packet('person 1', null));
  inCalls.change(packet('unknown', 'b'));
  expect(inCalls.count('g', 'a')).toMatchObject({ people: 198, all: 198 });
  expect(inCalls.count('g', 'b')).toMatchObject({ people: 2, all: 4 });
  expect(inCalls.channelOf('g', 'person 0')).toBe('b');
  expect(inCalls.channelOf('g', 'person 1')).toBeUndefined();
});

test('whoever is muted, by themselves or by somebody, or in the audience is no speaker', () => {
  inCalls.begin(server(4, 'a'));
  expect(inCalls.count('g', 'a').speakers).toBe(4);
  inCalls.change(packet('person 0', 'a', { self_mute: true }));
  inCalls.change(packet('person 1', 'a', { mute: true }));
  inCalls.change(packet('person 2', 'a', { suppress: true }));
  expect(inCalls.count('g', 'a')).toEqual({ people: 4, speakers: 1, all: 5 });
});

test('what a server is said to be like replaces what was known of it', () => {
  inCalls.begin(server(1, 'b'));
  expect(inCalls.count('g', 'a').all).toBe(0);
  expect(inCalls.count('g', 'b')).toMatchObject({ people: 1, all: 2 });
});

test('it is told by the gateway who is where, until the bot is taken out of the server', () => {
  const client = new Client({ intents: [] });
  const listening = new InCalls();
  listening.listen(client);
  client.ws.emit('GUILD_CREATE', server(1, 'a'), 0);
  expect(listening.count('g', 'a').people).toBe(1);
  client.ws.emit('VOICE_STATE_UPDATE', packet('person 0', 'b'), 0);
  expect(listening.channelOf('g', 'person 0')).toBe('b');
  client.ws.emit('GUILD_DELETE', { id: 'g' }, 0);
  expect(listening.count('g', 'a').all).toBe(0);
  expect(listening.channelOf('g', 'person 0')).toBeUndefined();
});
