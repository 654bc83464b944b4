import { setTimeout as sleep } from 'node:timers/promises';

import { fc } from '@fast-check/vitest';
import { DAVESession } from '@snazzah/davey';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { VoiceServer } from '#discord/voice-port.ts';

import { RawClient, identify, rtpPacket } from './raw-client.ts';
import type { Identity } from './raw-client.ts';
import { opusFrames, startTrustedServer, until } from './voice-client.ts';

const identity: Identity = {
  guildId: '540000000000000001',
  channelId: '600000000000000006',
  userId: '700000000000000006',
  sessionId: 'gateway-session',
};
const strangerId = '700000000000000007';
const heartbeatIntervalMs = 300;
const silence = Uint8Array.of(0xf8, 0xff, 0xfe);

let server: VoiceServer;
let clients: RawClient[] = [];

async function connect(): Promise<RawClient> {
  const client = await RawClient.connect(server.endpoint);
  clients.push(client);
  return client;
}

const rules = (): string[] => server.violations.map(({ rule }) => rule);

beforeAll(async () => {
  server = await startTrustedServer(heartbeatIntervalMs);
});

afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
  server.clearViolations();
});

afterAll(async () => server.close());

test.each([
  { what: 'a token that nobody was given', fields: { token: 'wrong' }, code: 4004 },
  { what: "another user's token", fields: { user_id: strangerId }, code: 4004 },
  { what: "another guild's token", fields: { server_id: '540000000000000002' }, code: 4004 },
  { what: 'another gateway session', fields: { session_id: 'old' }, code: 4006 },
  { what: 'no DAVE', fields: { max_dave_protocol_version: 0 }, code: 4017 },
  { what: 'no user at all', fields: { user_id: undefined }, code: 4002 },
])('Identify with $what is closed with $code', async ({ fields, code }) => {
  const client = await connect();
  const { token } = server.admit(identity);
  client.send(0, { ...identify(identity, token), ...fields });
  expect(await client.closed()).toBe(code);
});

test('a token is good until the next one is given', async () => {
  const client = await connect();
  const { token } = server.admit(identity);
  server.admit(identity);
  client.send(0, identify(identity, token));
  expect(await client.closed()).toBe(4006);
});

test('a second Identify of the same user takes the place of the first', async () => {
  const first = await connect();
  await first.join(server, identity);
  const second = await connect();
  await second.join(server, identity);
  expect(await first.closed()).toBe(4006);
  expect(server.guild(identity.guildId).connected).toEqual([identity.userId]);
});

test.each([
  { what: 'speaking before Identify', say: (client: RawClient) => client.send(5, {}), code: 4003 },
  { what: 'what is no JSON', say: (client: RawClient) => client.socket.send('{'), code: 4002 },
  { what: 'JSON without an op', say: (client: RawClient) => client.socket.send('[]'), code: 4002 },
  {
    what: 'MLS before Identify',
    say: (client: RawClient) => client.sendBinary(26, silence),
    code: 4003,
  },
])('$what is closed with $code', async ({ say, code }) => {
  const client = await connect();
  say(client);
  expect(await client.closed()).toBe(code);
});

test.each([
  { what: 'an unknown op', op: 99, d: {}, code: 4001 },
  { what: 'Identify once more', op: 0, d: identify(identity, ''), code: 4005 },
  {
    what: 'Resume in a session',
    op: 7,
    d: { server_id: '1', session_id: '', token: '', seq_ack: 0 },
    code: 4005,
  },
  {
    what: 'a second protocol',
    op: 1,
    d: { protocol: 'udp', data: { address: '', port: 1, mode: '' } },
    code: 4005,
  },
  { what: 'speaking without SSRC', op: 5, d: { speaking: 1, delay: 0 }, code: 4002 },
])('$what in a session is closed with $code', async ({ op, d, code }) => {
  const client = await connect();
  await client.join(server, identity);
  client.send(op, d);
  expect(await client.closed()).toBe(code);
});

test.each([
  { protocol: 'webrtc', mode: 'aead_aes256_gcm_rtpsize', code: 4012 },
  { protocol: 'udp', mode: 'xsalsa20_poly1305', code: 4016 },
])('op 1 with $protocol and $mode is closed with $code', async ({ protocol, mode, code }) => {
  const client = await connect();
  const { token } = server.admit(identity);
  client.send(0, identify(identity, token));
  await client.message(2);
  client.send(1, { protocol, data: { address: '127.0.0.1', port: 1, mode } });
  expect(await client.closed()).toBe(code);
});

test('a resume of nothing is closed with 4006', async () => {
  const client = await connect();
  client.send(7, { server_id: identity.guildId, session_id: 's', token: 't', seq_ack: -1 });
  expect(await client.closed()).toBe(4006);
});

test('a websocket of another gateway version is not taken', async () => {
  await expect(RawClient.connect(server.endpoint, 4)).rejects.toThrow('401');
});

test('a client without heartbeat is closed with 4009', async () => {
  const client = await connect();
  expect(await client.closed()).toBe(4009);
  expect(rules()).toEqual(['heartbeat']);
});

test('acknowledging what was never sent is a violation', async () => {
  const client = await connect();
  await client.join(server, identity);
  client.send(3, { t: 1, seq_ack: 40_000 });
  const { d } = await client.message(6);
  expect(d).toEqual({ t: 1 });
  expect(rules()).toEqual(['heartbeat']);
});

test('an address that discovery did not tell is a violation', async () => {
  const client = await connect();
  const { token } = server.admit(identity);
  client.send(0, identify(identity, token));
  await client.message(2);
  const data = { address: '10.0.0.1', port: 1, mode: 'aead_aes256_gcm_rtpsize' };
  client.send(1, { protocol: 'udp', data });
  await client.message(4);
  expect(rules()).toEqual(['discovery']);
});

test('speech is taken that is as it should be', async () => {
  const anna = await server.listen(identity.guildId, identity.channelId, strangerId);
  const client = await connect();
  await client.join(server, identity);
  client.beat(100);
  client.send(5, { speaking: 1, delay: 0, ssrc: client.ssrc });
  client.rtp({ sequence: 65_535, timestamp: 2 ** 32 - 960, nonce: 1, payload: silence });
  client.rtp({ sequence: 0, timestamp: 0, nonce: 2, payload: silence });
  await anna.next(({ sequence }) => sequence === 0, { sinceMs: 0 });
  await sleep(1100);
  expect(server.violations).toEqual([]);
  await anna.leave();
});

test('speech without op 5 is a violation after a second', async () => {
  const client = await connect();
  await client.join(server, identity);
  client.beat(100);
  client.rtp({ sequence: 1, timestamp: 960, nonce: 1, payload: silence });
  await until(() => server.violations.length > 0);
  expect(rules()).toEqual(['speaking']);
});

test('a client that has not learned yet of its end may go on speaking', async () => {
  const anna = await server.listen(identity.guildId, identity.channelId, strangerId);
  const client = await connect();
  await client.join(server, identity);
  server.dismiss(identity.guildId, identity.userId, 4014);
  client.rtp({ sequence: 1, timestamp: 960, nonce: 1, payload: silence });
  expect(await client.closed()).toBe(4014);
  await sleep(50);
  expect(anna.heard).toEqual([]);
  expect(server.violations).toEqual([]);
  await anna.leave();
});

test('RTP of an SSRC that nobody has is a violation', async () => {
  const client = await connect();
  await client.join(server, identity);
  const key = Buffer.alloc(32);
  client.datagram(
    rtpPacket({ sequence: 1, timestamp: 1, nonce: 1, ssrc: 7, payload: silence, key }),
  );
  await until(() => server.violations.length > 0);
  expect(rules()).toEqual(['rtp-ssrc']);
});

test('a packet that does not last 20 ms is a violation', async () => {
  const guildId = '540000000000000003';
  server.guild(guildId).faults.daveVersion = 0;
  const anna = await server.listen(guildId, identity.channelId, strangerId);
  const client = await connect();
  await client.join(server, { ...identity, guildId });
  client.send(5, { speaking: 1, delay: 0, ssrc: client.ssrc });
  const sixtyMs = Uint8Array.of(0x18, 1, 2, 3);
  client.rtp({ sequence: 1, timestamp: 960, nonce: 1, payload: sixtyMs });
  await anna.next(() => true, { sinceMs: 0 });
  expect(server.violations).toMatchObject([{ rule: 'frame-duration', detail: '60 ms' }]);
  await anna.leave();
});

test('unencrypted speech is refused by a listener whose group is ready', async () => {
  const anna = await server.listen(identity.guildId, identity.channelId, strangerId);
  const client = await connect();
  await client.join(server, identity);
  client.send(5, { speaking: 1, delay: 0, ssrc: client.ssrc });
  const [frame = silence] = opusFrames(1);
  client.rtp({ sequence: 1, timestamp: 960, nonce: 1, payload: frame });
  await until(() => anna.refused.length > 0);
  expect(anna.refused).toMatchObject([{ reason: 'not end-to-end encrypted', sequence: 1 }]);
  expect(anna.heard).toEqual([]);
  await anna.leave();
});

test("another user's key package is a violation, and the own one is taken", async () => {
  const client = await connect();
  await client.join(server, identity);
  const session = (userId: string): DAVESession => new DAVESession(1, userId, identity.channelId);
  client.sendBinary(26, session(strangerId).getSerializedKeyPackage());
  await until(() => server.violations.length > 0);
  expect(server.violations).toMatchObject([
    { rule: 'mls-key-package', detail: `the identity is not ${identity.userId}` },
  ]);
  client.sendBinary(26, session(identity.userId).getSerializedKeyPackage());
  client.send(3, { t: 1, seq_ack: -1 });
  await client.message(6);
  expect(server.violations).toHaveLength(1);
});

test('a transition that was never announced is a violation', async () => {
  const client = await connect();
  await client.join(server, identity);
  client.send(23, { transition_id: 77 });
  await until(() => server.violations.length > 0);
  expect(rules()).toEqual(['mls-transition']);
});

test('no bytes on any way bring the server down', async () => {
  const client = await connect();
  await client.join(server, identity);
  const header = Buffer.alloc(12);
  header.writeUInt32BE(client.ssrc, 8);
  const binary = fc.tuple(fc.constantFrom(26, 28), fc.uint8Array({ maxLength: 400 }));
  await fc.assert(
    fc.asyncProperty(binary, fc.uint8Array({ maxLength: 1600 }), async ([op, body], datagram) => {
      client.sendBinary(op, body);
      client.datagram(datagram);
      client.datagram(Buffer.concat([header, datagram]));
    }),
    { numRuns: 200 },
  );
  client.messages.length = 0;
  client.send(3, { t: 2, seq_ack: -1 });
  expect((await client.message(6)).d).toEqual({ t: 2 });
});
