import { expect, test } from 'vitest';

import { decode, encode, heardByGateway, heardByNode } from '#nodes/messages.ts';
import type { FromNode, ToNode } from '#nodes/messages.ts';
import { nodeTls } from '#nodes/tls.ts';

import { voiceServerAt, voiceStateIn } from '../call/packets.ts';

const guildId = '1';
const packets = {
  voiceState: { ...voiceStateIn('2'), guild_id: guildId, user_id: '9' },
  voiceServer: { ...voiceServerAt('voice.example'), guild_id: guildId },
};
const frames = Buffer.of(1, 2);

const toNode: readonly ToNode[] = [
  { type: 'disconnect', guildId },
  { type: 'frames', guildId, speech: 1, frames, last: false },
  { type: 'frames', guildId, speech: 1, frames, last: true },
  { type: 'replace', guildId, speech: 1, from: 3, frames },
  { type: 'break-in', guildId, speech: 1, at: 3 },
  { type: 'where', guildId },
  { type: 'stop', guildId, speech: 1 },
  { type: 'pause', guildId, on: true },
  { type: 'pause', guildId, on: false },
  { type: 'adopt', guildId },
  { type: 'farewell' },
];

test.each(toNode.map((message) => [message.type, message] as const))(
  'a node hears %s as it was said',
  (_, message) => {
    const said = { is: 'message', number: 1, message } as const;
    expect(decode(heardByNode, encode(said))).toEqual(said);
  },
);

const offer = { guildId, connection: 3, ...packets, speech: 4 };
const fromNode: readonly FromNode[] = [
  { type: 'lost', guildId, connection: 3, loss: { kind: 'closed', code: 4_014 } },
  { type: 'started', guildId, speech: 1 },
  { type: 'ended', guildId, speech: 1 },
  { type: 'others', guildId, speaking: false, at: { speech: 1, next: 2 } },
  { type: 'here', guildId, at: undefined },
  { type: 'log', guildId, message: 'slow' },
  { type: 'died', guildId, reason: 'was killed' },
  { type: 'room', room: 'ending' },
];

test.each(fromNode.map((message) => [message.type, message] as const))(
  'a gateway hears %s as it was said',
  (_, message) => {
    const said = { is: 'message', number: 1, message } as const;
    expect(decode(heardByGateway, encode(said))).toEqual(said);
  },
);

test('a gateway is offered calls with what goes on in them, and of nobody more than that', () => {
  const member = { nick: 'Ann' };
  const voiceState = { ...packets.voiceState, member };
  const welcome = { is: 'welcome', isResumed: true, received: 0, weight: 2, room: 'open' } as const;
  const said = { ...welcome, offers: [{ ...offer, voiceState }] };
  const heard = decode(heardByGateway, encode(said));
  expect(JSON.stringify(heard)).not.toContain('Ann');
  expect(heard).toMatchObject({ offers: [{ guildId, connection: 3, speech: 4 }] });
});

test('a node has a key for gateways, and none for who calls themselves something else', () => {
  const { pskCallback } = nodeTls('s'.repeat(40));
  const keyOf = (identity: string) =>
    Reflect.apply(pskCallback ?? (() => null), undefined, [{}, identity]);
  expect(keyOf('crier')).toHaveLength(32);
  for (const identity of ['Crier', 'crier2', '']) expect(keyOf(identity)).toBeNull();
});
