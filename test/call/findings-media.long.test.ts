import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import type { UtteranceEnd } from '#call/calls.ts';

import { expectWhole, findings, join, numbers, speak, spoken } from './findings.ts';
import { framesNumbered, numberOf, quiet } from './loopback.ts';

// The findings from the fifth on: datagrams, the group that encrypts, and the pace of frames.

const here = findings();
const { open, scene, bystander } = here;

test.concurrent('5: a UDP path that died in silence is noticed, and the sentence is spoken again', async () => {
  await using bench = open();
  const other = await bystander(bench, 700);
  const victim = await scene();
  await join(bench, victim);
  await delay(1500);
  const { faults } = here.loopback.voice.guild(victim.guildId);
  faults.udpBlackhole = true;
  const ticket = speak(bench, victim, 550);
  for (let turn = 0; turn < 100 && bench.live.metrics().rejoins['udp'] === undefined; turn += 1)
    await delay(100);
  faults.udpBlackhole = false;
  expect(bench.live.metrics().rejoins).toEqual({ udp: 1 });
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(victim.listener);
  expectWhole(victim.listener, 550);
  await other();
}, 40_000);

test.concurrent('6: garbled MLS proposals cost that call a rejoin', async () => {
  await using bench = open();
  const other = await bystander(bench, 200);
  const victim = await scene();
  await join(bench, victim);
  const ticket = speak(bench, victim, 100);
  await ticket.started;
  here.loopback.voice.guild(victim.guildId).faults.garbledProposals = 1;
  const late = await here.loopback.voice.listen(
    victim.guildId,
    victim.channelId,
    `${victim.guildId}3`,
  );
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(victim.listener);
  expectWhole(victim.listener, 100);
  expectWhole(late, 100);
  expect(bench.live.metrics().rejoins).toEqual({ garbled: 1 });
  await other();
});

test.concurrent('6: a socket that went deaf is given up and joined again', async () => {
  await using bench = open();
  const victim = await scene();
  await join(bench, victim);
  here.loopback.voice.guild(victim.guildId).freezeSockets();
  for (let turn = 0; turn < 100 && bench.live.metrics().calls.ready !== 1; turn += 1)
    await delay(50);
  for (let turn = 0; turn < 100 && bench.live.metrics().rejoins['deaf'] === undefined; turn += 1)
    await delay(100);
  expect(bench.live.metrics().rejoins).toEqual({ deaf: 1 });
  expect(await speak(bench, victim, 10).ended).toEqual({ outcome: 'heard' });
  await quiet(victim.listener);
  expectWhole(victim.listener, 10);
}, 30_000);

test.concurrent('8: no frame goes out before the group is ready', async () => {
  await using bench = open();
  const other = await bystander(bench, 100);
  const slow = await scene();
  here.loopback.voice.guild(slow.guildId).faults.mlsDelayMs = 700;
  const joined = join(bench, slow);
  const ticket = speak(bench, slow, 20);
  await joined;
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(slow.listener);
  expect(numbers(spoken(slow.listener))).toEqual(framesNumbered(20).map(numberOf));
  expect(slow.listener.refused).toEqual([]);
  expect(spoken(slow.listener).every((packet) => packet.e2ee)).toBe(true);
  await other();
});

test.concurrent('8: a group that never comes about is told instead of speaking in vain', async () => {
  await using bench = open();
  const hopeless = await scene();
  here.loopback.voice.guild(hopeless.guildId).faults.groupNeverCompletes = true;
  await expect(join(bench, hopeless)).rejects.toThrow(/end-to-end encryption/);
  expect(hopeless.listener.heard).toEqual([]);
}, 15_000);

test.concurrent('8: alone, and on a Stage without end-to-end encryption, nobody is waited for', async () => {
  await using bench = open();
  // Nobody listens there.
  const [guildId, stageId] = ['998', '999'] as const;
  // The worker's start is not what this is about.
  await join(bench, await scene());
  here.loopback.gateway.people.set(guildId, 0);
  const beganMs = performance.now();
  await bench.live.join({ guildId, channelId: `${guildId}1` }, AbortSignal.timeout(5000));
  here.loopback.voice.guild(stageId).faults.daveVersion = 0;
  await bench.live.join({ guildId: stageId, channelId: `${stageId}1` }, AbortSignal.timeout(5000));
  expect(performance.now() - beganMs).toBeLessThan(1900);
});

test.concurrent('9: a stall of the synthesis pauses the sentence and cuts nothing off', async () => {
  await using bench = open();
  const other = await bystander(bench, 100);
  const victim = await scene();
  await join(bench, victim);
  const track = new Track();
  const ticket = bench.live.speak(victim.guildId, {
    id: 'streamed',
    authorId: 'author',
    render: () => track,
  });
  for (const frame of framesNumbered(25)) track.append(frame);
  await delay(1200);
  for (const frame of framesNumbered(25, 25)) track.append(frame);
  track.end();
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(victim.listener);
  expectWhole(victim.listener, 50);
  expect(bench.live.metrics().frames.underruns).toBeLessThanOrEqual(1);
  await other();
});

test('10: a stall of the main thread is not heard, nor is there a burst after it', async () => {
  await using bench = open();
  const heard = await scene();
  await join(bench, heard);
  const ticket = speak(bench, heard, 120);
  await ticket.started;
  await delay(100);
  // The stand-in lives in this process as well, so its clock stands still too: what counts is when the end was sent.
  const beganMs = performance.now();
  while (performance.now() < beganMs + 1000);
  const ended: UtteranceEnd = await ticket.ended;
  expect(ended).toEqual({ outcome: 'heard' });
  await quiet(heard.listener);
  expectWhole(heard.listener, 120);
  // A sentence that had stood still as well would have taken the second longer.
  expect(performance.now() - beganMs).toBeLessThan(120 * 20 + 900);
});
