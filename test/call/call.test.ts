import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import { standardLimits } from '#call/call-limits.ts';
import { calls } from '#call/live-calls.ts';
import type { VoiceWorkerEvents } from '#call/worker-process.ts';

import { Stage, frame, server, target } from './fake-stage.ts';
import { voiceStateIn } from './packets.ts';

test('without a call there is nothing to speak in, to skip, to show or to leave', async () => {
  await using stage = new Stage();
  expect(() => stage.speak('one')).toThrow('I am in no voice channel here');
  expect(stage.live.channelOf('guild')).toBeUndefined();
  expect(stage.live.queue('guild')).toEqual([]);
  expect(stage.live.skip('guild')).toBe(false);
  expect(stage.live.leave('guild')).toBe(false);
});

test('while the bot stops nobody can call it', async () => {
  const stage = new Stage();
  await stage.live.close(0);
  await expect(stage.joined()).rejects.toThrow('I am being restarted');
});

test('a join that nobody wants any more is not begun', async () => {
  await using stage = new Stage();
  const given = AbortSignal.abort(new Error('gone home'));
  await expect(stage.live.join(target, given)).rejects.toThrow('gone home');
  expect(stage.requests).toEqual([]);
});

test('whoever joins a call that is there already has it at once', async () => {
  await using stage = new Stage();
  await stage.joined();
  await stage.live.join(target, new AbortController().signal);
  expect(stage.requests).toEqual(['A']);
});

test('what an older connection or an older speech still says is not taken for the present one', async () => {
  await using stage = new Stage();
  await stage.joined();
  const ticket = stage.speak('one');
  await delay(1);
  const { connection, speech } = stage;
  const loss = { kind: 'fault', fault: 'deaf' } as const;
  stage.says({ type: 'lost', guildId: 'guild', connection: connection - 1, loss });
  stage.says({ type: 'step', guildId: 'guild', connection: connection - 1, step: 'grouping' });
  stage.says({ type: 'started', guildId: 'guild', speech: speech + 1 });
  stage.says({ type: 'ended', guildId: 'guild', speech: speech + 1 });
  stage.listeners.length = 0;
  expect(stage.live.metrics().calls).toEqual({ speaking: 1 });
  stage.says({ type: 'started', guildId: 'guild', speech });
  stage.says({ type: 'ended', guildId: 'guild', speech });
  expect(await ticket.started).toBe(true);
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
});

test('what an older line to the gateway still says is not heard', async () => {
  await using stage = new Stage();
  await stage.joined();
  const [older] = stage.listeners;
  const { connection } = stage;
  const loss = { kind: 'closed', code: 4006 } as const;
  stage.says({ type: 'lost', guildId: 'guild', connection, loss });
  expect(stage.log).toContain('voice server closed with 4006');
  expect(stage.listeners).toHaveLength(2);
  older?.onVoiceStateUpdate(voiceStateIn(null));
  older?.onVoiceServerUpdate(server);
  older?.destroy();
  await delay(5);
  expect(stage.live.metrics()).toMatchObject({
    calls: { rejoining: 1 },
    rejoins: { 'closed-4006': 1 },
  });
  stage.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn(null));
  stage.arrive();
  expect(stage.news).toEqual([{ kind: 'rejoined' }]);
});

test('a fault that the worker found is logged and counted by its name', async () => {
  await using stage = new Stage();
  await stage.joined();
  const loss = { kind: 'fault', fault: 'deaf' } as const;
  stage.says({ type: 'lost', guildId: 'guild', connection: stage.connection, loss });
  stage.says({ type: 'log', guildId: 'guild', message: 'a word of the worker' });
  expect(stage.log).toEqual(['fault: deaf', 'a word of the worker']);
  expect(stage.live.metrics().rejoins).toEqual({ deaf: 1 });
});

test.each([
  ['kicked', true],
  ['channel-deleted', false],
] as const)('without a channel the call is over: %s', async (ending, exists) => {
  await using stage = new Stage({ channelExists: () => exists });
  await stage.joined();
  stage.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn(null));
  await delay(60);
  expect(stage.news).toEqual([{ kind: 'gone', ending }]);
  expect(stage.live.channelOf('guild')).toBeUndefined();
});

test.each([
  [true, []],
  [false, [{ kind: 'gone', ending: 'kicked' }]],
])('who reads the end in the answer is not told it again: %s', async (endIsShown, news) => {
  await using stage = new Stage();
  await stage.joined();
  const speech = Track.of([frame]);
  const ticket = stage.live.speak('guild', {
    id: 'one',
    authorId: 'author',
    endIsShown,
    render: () => speech,
  });
  stage.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn(null));
  expect(await ticket.ended).toMatchObject({ outcome: 'failed' });
  expect(stage.news).toEqual(news);
});

test.each(['before', 'after'] as const)(
  'an outage of the server, told %s the call is over, is no kick: what waits is spoken when it is back',
  async (when) => {
    await using stage = new Stage();
    await stage.joined();
    const ticket = stage.live.speak('guild', {
      id: 'one',
      authorId: 'author',
      render: () => Track.of([frame]),
    });
    const letGo = () => stage.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn(null));
    if (when === 'after') letGo();
    stage.server = 'away';
    stage.listeners.at(-1)?.onOutage(false);
    if (when === 'before') letGo();
    await delay(60);
    expect(stage.live.metrics().calls).toEqual({ rejoining: 1 });
    stage.server = 'here';
    stage.listeners.at(-1)?.onOutage(true);
    await delay(20);
    expect(stage.requests.at(-1)).toBe('A');
    stage.arrive();
    await delay(20);
    const { speech } = stage;
    stage.says({ type: 'started', guildId: 'guild', speech });
    stage.says({ type: 'ended', guildId: 'guild', speech });
    expect(await ticket.ended).toEqual({ outcome: 'heard' });
    expect(stage.news).toEqual([{ kind: 'rejoined' }]);
  },
);

test('taken out of the server it goes at once, instead of asking for its channel for minutes', async () => {
  await using stage = new Stage();
  await stage.joined();
  stage.server = 'gone';
  stage.listeners.at(-1)?.destroy();
  await delay(20);
  expect(stage.news).toEqual([{ kind: 'gone', ending: 'removed' }]);
});

test('a step that takes too long is logged by what it waited for', async () => {
  const connectionMs = { ...standardLimits.connectionMs, selecting: 10 };
  await using stage = new Stage({}, { limits: { connectionMs, jitterMs: 0 } });
  const joined = stage.live.join(target, new AbortController().signal);
  joined.catch(() => undefined);
  stage.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn('A'));
  stage.listeners.at(-1)?.onVoiceServerUpdate(server);
  const { connection } = stage;
  stage.says({ type: 'step', guildId: 'guild', connection, step: 'selecting' });
  await delay(40);
  expect(stage.log).toEqual([
    'the voice server did not name the key after the encryption was chosen',
  ]);
});

test('closing a call that says nothing waits for nothing', async () => {
  await using stage = new Stage();
  await stage.joined();
  const startedAtMs = performance.now();
  await stage.live.close(5000);
  expect(performance.now() - startedAtMs).toBeLessThan(1000);
  expect(stage.news).toEqual([{ kind: 'gone', ending: 'closed' }]);
});

test('what nobody listens to is told to nobody', async () => {
  const worker: { events?: VoiceWorkerEvents } = {};
  await using stage = new Stage();
  const live = calls({
    gateway: stage,
    startWorker: (events) => {
      worker.events = events;
      return { id: 2, send: () => undefined, kill: () => events.died('killed') };
    },
    workerLimits: { closeMs: 10 },
  });
  const joined = live.join(target, new AbortController().signal);
  worker.events?.message({ type: 'log', guildId: 'guild', message: 'a word' });
  live.leave('guild');
  await expect(joined).rejects.toThrow('I have left');
  await live.close(0);
});
