import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import { UserError } from '#errors.ts';
import { ownWords } from '#i18n/text.ts';

import { all, heardBy, loopbackCalls, patience, speak, speechAgainMs } from './loopback-calls.ts';
import { botId, framesNumbered, quiet } from './loopback.ts';

const here = loopbackCalls();
const { open, scene } = here;

test('between queued utterances there is a breath and no dead time', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const count = 8;
  const tickets = Array.from({ length: count }, (_, index) =>
    speak(bench, guildId, 3, `speech ${index}`, index * 100),
  );
  await Promise.all(tickets.map(({ ended }) => ended));
  await quiet(listener);
  const speech = listener.heard.filter(({ silence }) => !silence);
  expect(speech).toHaveLength(3 * count);
  // The RTP timestamps lay out the sound for the listener: 48 a millisecond, 20 ms of them speech.
  const gapsMs = speech
    .slice(1)
    .map(({ timestamp }, index) => (timestamp - speech[index]!.timestamp) / 48 - 20)
    .filter((gapMs) => gapMs > 0);
  expect(gapsMs).toHaveLength(count - 1);
  // A busy machine may cost one of them a tick.
  expect(gapsMs.toSorted((left, right) => left - right)[count - 3]).toBe(40);
});

test('joins, speaks in order, skips and leaves', async () => {
  await using bench = open();
  const { live, news } = bench;
  const { guildId, channelId, listener } = await scene();
  const joined = live.join({ guildId, channelId }, patience());
  expect(live.channelOf(guildId)).toBe(channelId);
  const first = speak(bench, guildId, 5, 'first');
  const second = speak(bench, guildId, 500, 'second', 100);
  const third = speak(bench, guildId, 5, 'third', 1000);
  expect([first.position, second.position, third.position]).toEqual([0, 1, 2]);
  await joined;
  expect(await first.ended).toEqual({ outcome: 'heard' });
  expect(await second.started).toBe(true);
  expect(live.queue(guildId).map(({ id }) => id)).toEqual(['second', 'third']);
  expect(live.skip(guildId)).toBe(true);
  expect(await second.ended).toEqual({ outcome: 'skipped' });
  expect(await third.ended).toEqual({ outcome: 'heard' });
  await quiet(listener);
  const heard = heardBy(listener);
  expect(heard.slice(0, 5)).toEqual(all(5));
  expect(heard.slice(-5)).toEqual(all(5, 1000));
  expect(heard.length).toBeLessThan(60);
  expect(live.leave(guildId)).toBe(true);
  expect(live.leave(guildId)).toBe(false);
  expect(live.channelOf(guildId)).toBeUndefined();
  expect(() => speak(bench, guildId, 1)).toThrow(UserError);
  expect(news).toEqual([{ kind: 'gone', ending: 'left' }]);
  expect(here.loopback.voice.violations).toEqual([]);
});

test('what a track grows by is heard as it comes', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const track = new Track();
  const ticket = bench.live.speak(guildId, {
    id: 'grows',
    authorId: 'author',
    render: () => track,
  });
  for (const [index, frame] of framesNumbered(40).entries()) {
    track.append(frame);
    if (index % 10 === 9) await delay(150);
  }
  track.end();
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(listener);
  expect(heardBy(listener)).toEqual(all(40));
});

test('a full queue says so', async () => {
  await using bench = open({ queueLimits: { maxWaiting: 1 } });
  const { guildId, channelId } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  speak(bench, guildId, 50);
  expect(() => speak(bench, guildId, 1)).toThrow(UserError);
});

test('leaving while joining rejects the join and ends what waits', async () => {
  await using bench = open();
  const { guildId, channelId } = await scene();
  const joined = bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 5);
  bench.live.leave(guildId);
  await expect(joined).rejects.toThrow(UserError);
  expect(await ticket.ended).toEqual({ outcome: 'left' });
  expect(await ticket.started).toBe(false);
});

test('a join that is given up by its asker is not waited for', async () => {
  await using bench = open();
  const { guildId, channelId } = await scene();
  here.loopback.gateway.answers.set(guildId, ['nothing']);
  const reason = new Error('never mind');
  const controller = new AbortController();
  const joined = bench.live.join({ guildId, channelId }, controller.signal);
  controller.abort(reason);
  await expect(joined).rejects.toBe(reason);
});

test('joining another channel of the guild goes there and keeps the queue', async () => {
  await using bench = open();
  const { guildId, channelId, otherId, other } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 30);
  await ticket.started;
  await bench.live.join({ guildId, channelId: otherId }, patience());
  expect(bench.live.channelOf(guildId)).toBe(otherId);
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(other);
  expect(heardBy(other)).toEqual(all(30));
});

test('moved by a moderator it follows, and speaks the sentence there from its start', async () => {
  await using bench = open();
  const { guildId, channelId, otherId, other } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 60);
  await ticket.started;
  const sinceMs = performance.now();
  here.loopback.gateway.move(guildId, otherId);
  const againMs = await speechAgainMs(other, sinceMs);
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(other);
  expect(heardBy(other)).toEqual(all(60));
  expect(bench.live.channelOf(guildId)).toBe(otherId);
  expect(bench.news).toContainEqual({ kind: 'moved', channelId: otherId });
  expect(againMs).toBeLessThan(1000);
});

test('a call that is paused stays so where it is moved, and closing doesn’t wait for it', async () => {
  await using bench = open();
  const { live } = bench;
  const { guildId, channelId, otherId, listener, other } = await scene();
  await live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 60);
  await ticket.started;
  expect(live.pause(guildId, ownWords('paused'))).toBe(true);
  await quiet(listener);
  const heard = heardBy(listener).length;
  expect(heard).toBeLessThan(60);
  here.loopback.gateway.move(guildId, otherId);
  await expect.poll(() => live.metrics().calls.ready).toBe(1);
  await delay(300);
  expect([heardBy(listener).length, heardBy(other)]).toEqual([heard, []]);
  expect(live.resume(guildId)).toBe(true);
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(other);
  // A line cut by the move is heard from its start.
  expect(heardBy(other)).toEqual(all(60));
  const last = speak(bench, guildId, 40, 'last', 100);
  await last.started;
  live.pause(guildId, ownWords('paused'));
  await live.close(5_000);
  expect(await last.ended).toEqual({ outcome: 'left' });
});

test('closing lets the sentence in the air finish, and drops the rest', async () => {
  await using bench = open();
  const { guildId, channelId, listener } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const air = speak(bench, guildId, 40, 'air');
  const rest = speak(bench, guildId, 40, 'rest', 100);
  await air.started;
  await bench.live.close(5000);
  expect(await air.ended).toEqual({ outcome: 'heard' });
  expect(await rest.ended).toEqual({ outcome: 'left' });
  expect(heardBy(listener)).toEqual(all(40));
  expect(here.loopback.voice.guild(guildId).connected).not.toContain(botId);
  await expect(bench.live.join({ guildId, channelId }, patience())).rejects.toThrow(UserError);
});

test('closing does not wait longer than its grace', async () => {
  await using bench = open();
  const { guildId, channelId } = await scene();
  await bench.live.join({ guildId, channelId }, patience());
  const ticket = speak(bench, guildId, 1000);
  await ticket.started;
  const beganMs = performance.now();
  await bench.live.close(200);
  expect(performance.now() - beganMs).toBeLessThan(2000);
  expect(await ticket.ended).toEqual({ outcome: 'left' });
});
