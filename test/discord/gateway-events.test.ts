import { setImmediate as turn } from 'node:timers/promises';

import { Client, Events } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';

import { listenToGateway } from '#discord/gateway-events.ts';

import { FakeLog } from '../fakes/log.ts';

// The lines that the operator reads of the bot's connections to Discord, and the events that end it.

function listening() {
  const client = new Client({ intents: [] });
  const log = new FakeLog();
  const closing = new AbortController();
  const codes: number[] = [];
  const stop = async (exitCode: number): Promise<void> => void codes.push(exitCode);
  listenToGateway(client, log, { closing: closing.signal, stop });
  onTestFinished(() => closing.abort());
  const said = () => log.lines.map(({ level, message }) => `${level}: ${message}`);
  const disconnect = async (code: number): Promise<void> => {
    client.emit(Events.ShardDisconnect, { code, reason: '', wasClean: true }, 0);
    await turn();
  };
  return { client, closing, codes, said, disconnect };
}

test('a connection that is closed for good is told of, and ends the bot', async () => {
  const { codes, said, disconnect } = listening();
  await disconnect(4014);
  expect(codes).toEqual([78]);
  expect(said()).toEqual([expect.stringMatching(/^error: .*Privileged Gateway Intents/)]);
});

test('one that closes since the bot stops was to be closed', async () => {
  const { codes, closing, said, disconnect } = listening();
  closing.abort();
  await disconnect(1000);
  expect([codes, said()]).toEqual([[], []]);
});

test.each([[Events.ShardReady], [Events.ShardResume]] as const)(
  'that it is made again is logged once until %s, however often it is tried',
  (back) => {
    const { client, said } = listening();
    const again = 'info: a gateway connection is made again';
    for (let tries = 0; tries < 3; tries += 1) client.emit(Events.ShardReconnecting, 0);
    expect(said()).toEqual([again]);
    // Another shard is another connection.
    client.emit(Events.ShardReconnecting, 1);
    expect(said()).toEqual([again, again]);
    client.emit(back as Events.ShardReady, 0, new Set());
    client.emit(Events.ShardReconnecting, 0);
    client.emit(Events.ShardReconnecting, 1);
    expect(said()).toEqual([again, again, again]);
  },
);

test('failures of the client and of a connection are logged, and go no further', () => {
  const { client, said } = listening();
  client.emit(Events.Error, new Error('broken'));
  client.emit(Events.ShardError, new Error('cut'), 0);
  expect(said()).toEqual(['error: Discord’s client failed', 'warn: a gateway connection failed']);
});
