import { setTimeout as delay } from 'node:timers/promises';

import { expect, test, vi } from 'vitest';

import type { ConnectionStep, FromWorker, Loss } from '#call/voice-port.ts';
import { Connection } from '#call/worker/connection.ts';
import { VoiceHost } from '#call/worker/host.ts';

import { voiceServerAt, voiceStateIn } from './packets.ts';

const voiceState = voiceStateIn('A');
/** Where nobody answers. */
const voiceServer = voiceServerAt('127.0.0.1:9');

function scene(limits: { idleMs?: number } = {}) {
  const losses: Loss[] = [];
  const steps: ConnectionStep[] = [];
  const log: string[] = [];
  const connection = new Connection(
    1,
    {
      step: (step) => steps.push(step),
      lost: (loss) => losses.push(loss),
      others: () => undefined,
      log: (message) => log.push(message),
    },
    {
      groupMs: 50,
      resumeMs: 50,
      discoveryMs: 50,
      heartbeatGraceMs: 50,
      idleMs: limits.idleMs ?? 1000,
    },
  );
  return { connection, losses, steps, log };
}

test('a voice state without a channel is no way in', () => {
  const { connection, losses } = scene();
  connection.open({ ...voiceState, channel_id: null }, voiceServer);
  expect(losses).toEqual([{ kind: 'fault', fault: 'garbled' }]);
});

test('before it is open it takes no sound and is not audible', () => {
  const { connection } = scene();
  expect(connection.audible).toBe(false);
  expect(connection.dispatchAudio()).toBeUndefined();
  expect(connection.prepareAudioPacket(Buffer.alloc(1))).toBeUndefined();
  expect(connection.setSpeaking(false)).toBeUndefined();
});

test('a frame that could not be sent is the end of it, told once and with its reason', () => {
  const { connection, losses, log } = scene();
  connection.open(voiceState, voiceServer);
  connection.fail(new Error('no key'));
  connection.fail(new Error('no key'));
  connection.close();
  expect(losses).toEqual([{ kind: 'fault', fault: 'frame' }]);
  expect(log).toContain('frame: no key');
});

test('what is thrown need not be an error', () => {
  const { connection, losses, log } = scene();
  connection.fail('no key');
  expect(losses).toEqual([{ kind: 'fault', fault: 'frame' }]);
  expect(log).toEqual([]);
});

test('a path that never answered is not believed in after a long silence', async () => {
  const { connection, losses } = scene({ idleMs: 20 });
  connection.refresh();
  expect(losses).toEqual([]);
  await delay(30);
  connection.refresh();
  expect(losses).toEqual([{ kind: 'fault', fault: 'udp' }]);
});

test('once closed nothing more is told, whatever the network says', async () => {
  const { connection, losses, steps } = scene();
  connection.open(voiceState, voiceServer);
  connection.close();
  const before = steps.length;
  await delay(100);
  expect(losses).toEqual([]);
  expect(steps).toHaveLength(before);
});

test('an endpoint that is none is an end and no crash', async () => {
  const { connection, losses, log } = scene();
  connection.open(voiceState, { ...voiceServer, endpoint: 'not an endpoint' });
  await delay(50);
  expect(losses.length + log.length).toBeGreaterThan(0);
  connection.close();
});

test('a worker leaves alone what is said of guilds that it does not know', () => {
  const told: FromWorker[] = [];
  const host = new VoiceHost((message) => told.push(message));
  const frames = Uint8Array.of(1, 0, 1);
  host.receive({ type: 'disconnect', guildId: 'elsewhere' });
  host.receive({ type: 'frames', guildId: 'elsewhere', speech: 1, frames, last: true });
  host.receive({ type: 'stop', guildId: 'elsewhere', speech: 1 });
  host.receive({ type: 'close' });
  expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['heartbeat']));
});

test('a second connection of a guild replaces the first, which says nothing more', async () => {
  const told: FromWorker[] = [];
  const host = new VoiceHost((message) => told.push(message));
  for (const connection of [1, 2])
    host.receive({
      type: 'connect',
      guildId: 'guild',
      connection,
      voiceState,
      voiceServer,
      listeners: 0,
    });
  const lost = (): readonly number[] =>
    told.flatMap((message) => (message.type === 'lost' ? [message.connection] : []));
  // Nobody answers where they were sent, so that the one that counts is lost soon.
  await vi.waitFor(() => expect(lost()).toContain(2), { timeout: 10_000 });
  host.receive({ type: 'close' });
  expect(new Set(lost())).toEqual(new Set([2]));
});
