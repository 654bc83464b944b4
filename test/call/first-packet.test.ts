import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import type { Source } from '#audio/track.ts';
import { tellingFirstPackets } from '#call/first-packet.ts';
import type { FirstPacket, WaitedFor } from '#call/first-packet.ts';

import { FakeMouth, frame, queueOf, utterance } from './fake-mouth.ts';

const source: Source = { engine: 'deapi', cache: 'disk' };

function scene(waitingFor: () => WaitedFor = () => 'nothing') {
  const told: FirstPacket[] = [];
  const inner = new FakeMouth();
  const mouth = tellingFirstPackets(inner, {
    onFirstPacket: (packet) => told.push(packet),
    waitingFor,
  });
  const queue = queueOf(mouth);
  queue.open();
  return { queue, told };
}

const asked = (id: string, track = Track.of([frame], source)) => ({
  ...utterance(id, () => track),
  askedAtMs: performance.now() - 1_000,
});

test('the first packet of a line is told with how long it took, what it waited for, and where its sound came from', async () => {
  const { queue, told } = scene();
  await queue.push(asked('one')).ended;
  expect(told).toMatchObject([{ waitedFor: 'nothing', source }]);
  expect(told[0]?.tookMs).toBeGreaterThanOrEqual(1_000);
  expect(told[0]?.tookMs).toBeLessThan(11_000);
});

test('what it waits for is what stood in its way when it was given', async () => {
  const ways: WaitedFor[] = ['call', 'lines'];
  const { queue, told } = scene(() => ways.shift() ?? 'nothing');
  await queue.push(asked('one')).ended;
  await queue.push(asked('two')).ended;
  expect(told.map(({ waitedFor }) => waitedFor)).toEqual(['call', 'lines']);
});

test('of a line that nobody asked for, and of sound that no engine made, nothing is told', async () => {
  const { queue, told } = scene();
  await queue.push(utterance('one', () => Track.of([frame], source))).ended;
  await queue.push(asked('two', Track.of([frame]))).ended;
  expect(told).toEqual([]);
});

test('a line that is begun again after a break is told of once', async () => {
  const { queue, told } = scene();
  const track = new Track();
  track.comesFrom(source);
  track.append(frame);
  const { started, ended } = queue.push(asked('one', track));
  await started;
  queue.hold();
  queue.open();
  track.end();
  await ended;
  expect(told).toHaveLength(1);
});
