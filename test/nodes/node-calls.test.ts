import { expect, test } from 'vitest';

import type { CallWorkers, WorkerListener } from '#call/call-workers.ts';
import type { FromNode } from '#nodes/messages.ts';
import { NodeCalls } from '#nodes/node-calls.ts';
import type { Holder } from '#nodes/node-calls.ts';

import { voiceServerAt, voiceStateIn } from '../call/packets.ts';

class FakeWorkers implements CallWorkers {
  readonly counters = { ticks: 0, framesSent: 0, stalls: 0, underruns: 0, deaths: 0, alive: 1 };
  readonly sent: string[] = [];
  readonly listeners = new Map<string, WorkerListener>();

  take(guildId: string, listener: WorkerListener): void {
    this.listeners.set(guildId, listener);
  }

  release(guildId: string): void {
    this.listeners.delete(guildId);
  }

  send({ type, guildId }: { readonly type: string; readonly guildId: string }): void {
    this.sent.push(`${type} ${guildId}`);
  }

  async close(): Promise<void> {}
}

class FakeHolder implements Holder {
  readonly told: string[] = [];
  isAway = false;

  leavesCalls(): boolean {
    return false;
  }

  tell(message: FromNode): void {
    this.told.push(message.type);
  }
}

function scene() {
  const workers = new FakeWorkers();
  const lease = { isHeld: true };
  const calls = new NodeCalls(workers, () => lease.isHeld);
  const begin = (holder: Holder, guildId: string): void => {
    const packets = {
      voiceState: { ...voiceStateIn('2'), guild_id: guildId },
      voiceServer: voiceServerAt('voice.example'),
    };
    calls.receive(holder, { type: 'connect', guildId, connection: 3, ...packets, listeners: 1 });
    workers.listeners
      .get(guildId)
      ?.message({ type: 'step', guildId, connection: 3, step: 'ready' });
  };
  const speak = (holder: Holder, guildId: string, speech: number): void =>
    calls.receive(holder, { type: 'frames', guildId, speech, frames: Buffer.alloc(3), last: true });
  return { workers, calls, lease, begin, speak };
}

test('calls of one who is away are offered with what the next one has to know, and are theirs once they are taken', () => {
  const { calls, begin, speak, workers } = scene();
  const [one, next] = [new FakeHolder(), new FakeHolder()];
  begin(one, '1');
  speak(one, '1', 7);
  expect(calls.offers()).toEqual([]);
  one.isAway = true;
  expect(calls.offers()).toMatchObject([{ guildId: '1', connection: 3, speech: 7 }]);
  calls.receive(next, { type: 'adopt', guildId: '1' });
  expect(calls.offers()).toEqual([]);
  workers.listeners.get('1')?.message({ type: 'ended', guildId: '1', speech: 7 });
  expect(next.told).toEqual(['ended']);
  speak(one, '1', 8);
  expect(workers.sent).toEqual(['connect 1', 'frames 1']);
  calls.receive(next, { type: 'adopt', guildId: '2' });
  expect(next.told).toEqual(['ended', 'died']);
});

test('one that isn’t connected, or whose connection is lost, is not offered', () => {
  const { calls, begin, workers } = scene();
  const holder = new FakeHolder();
  holder.isAway = true;
  begin(holder, '1');
  workers.listeners
    .get('1')
    ?.message({ type: 'step', guildId: '1', connection: 3, step: 'grouping' });
  expect(calls.offers()).toEqual([]);
  workers.listeners
    .get('1')
    ?.message({ type: 'lost', guildId: '1', connection: 3, loss: { kind: 'fault', fault: 'udp' } });
  expect(workers.listeners.size).toBe(0);
});

test('a node that drains lets what is spoken end first', async () => {
  const { calls, begin, speak, workers } = scene();
  const holder = new FakeHolder();
  begin(holder, '1');
  begin(holder, '2');
  speak(holder, '2', 1);
  workers.listeners.get('2')?.message({ type: 'started', guildId: '2', speech: 1 });
  const drained = calls.drain();
  expect(workers.sent.at(-1)).toBe('disconnect 1');
  workers.listeners.get('2')?.message({ type: 'ended', guildId: '2', speech: 1 });
  await drained;
  expect(workers.sent.at(-1)).toBe('disconnect 2');
  expect(holder.told.filter((type) => type === 'died')).toHaveLength(2);
});

test('a node has not drained before its last call has ended', async () => {
  const { calls, begin, speak, workers } = scene();
  const holder = new FakeHolder();
  for (const guildId of ['1', '2']) begin(holder, guildId);
  speak(holder, '2', 1);
  workers.listeners.get('2')?.message({ type: 'started', guildId: '2', speech: 1 });
  let isDrained = false;
  const drained = calls.drain().then(() => (isDrained = true));
  await new Promise(setImmediate);
  expect(isDrained).toBe(false);
  workers.listeners.get('2')?.message({ type: 'ended', guildId: '2', speech: 1 });
  expect(await drained).toBe(true);
});

test('a node without a lease ends what it holds, and takes nothing', () => {
  const { calls, begin, speak, workers, lease } = scene();
  const holder = new FakeHolder();
  begin(holder, '1');
  speak(holder, '1', 1);
  calls.giveUpUnheld();
  expect(calls.count).toBe(1);
  lease.isHeld = false;
  calls.giveUpUnheld();
  expect(workers.sent.at(-1)).toBe('disconnect 1');
  expect(holder.told.at(-1)).toBe('died');
  const told = holder.told.length;
  begin(holder, '2');
  expect(holder.told.slice(told)).toEqual(['died']);
  expect(calls.count).toBe(0);
});

test('a gateway that begins its calls elsewhere has them ended, and no other', () => {
  const { calls, begin, workers } = scene();
  const [one, other] = [new FakeHolder(), new FakeHolder()];
  begin(one, '1');
  begin(other, '2');
  calls.letGo(one);
  expect(workers.sent.at(-1)).toBe('disconnect 1');
  expect(calls.count).toBe(1);
});
