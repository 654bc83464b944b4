import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, Status } from 'discord.js';
import { expect, onTestFinished, test, vi } from 'vitest';

import { Track } from '#audio/track.ts';
import type { GatewayListener, VoiceStatePacket } from '#call/gateway.ts';
import type { FromWorker, ToWorker } from '#call/voice-port.ts';
import { standardLimits } from '#call/workers.ts';
import { Announcements } from '#discord/announcements.ts';
import { callMemory } from '#features/calls/coming-back.ts';
import { toldCalls } from '#features/calls/told-calls.ts';
import type { ToldCallsParts } from '#features/calls/told-calls.ts';
import { keptLine } from '#features/taking-up.ts';
import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';

import { voiceServerAt, voiceStateIn } from '../../call/packets.ts';
import { translations } from '../../fakes/asker.ts';
import { FakeLog } from '../../fakes/log.ts';
import { ownTexts } from '../../i18n/own-texts.ts';

// Calls as the bot has them, between a gateway and a worker that say what the test has them say.

const guildId = '1';
const channelId = '2';

/** The bot in a call, with one person. */
async function inCall({
  leaveAfterMs = 0,
  announcements,
  startChanger,
}: Partial<ToldCallsParts> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'crier-told-'));
  const memory = callMemory(folder, keptLine, new FakeLog());
  const there = new Set(['ann']);
  const client = new Client({ intents: [] });
  const gateway: { listener?: GatewayListener } = {};
  const guild = {
    available: true,
    shardId: 0,
    shard: { status: Status.Ready, send: () => undefined },
    members: { me: null },
    voiceAdapterCreator(listener: GatewayListener) {
      gateway.listener = listener;
      return { destroy: () => undefined };
    },
  };
  client.guilds.cache.set(guildId, guild as never);
  const worker: { sent: ToWorker[]; says?: (message: FromWorker) => void } = { sent: [] };
  const told: unknown[] = [];
  const log = new FakeLog();
  const live = toldCalls({
    client,
    whereabouts: { people: () => there.size, speakers: () => there.size },
    announcements: announcements ?? {
      tell: async (guild, news, place) => void told.push([guild, translations()(news), place]),
    },
    memory,
    environment: {},
    workerLimits: standardLimits,
    startWorker(events) {
      worker.says = (message) => events.message(message);
      return {
        id: 1,
        send(message) {
          worker.sent.push(message);
          if (message.type === 'close') events.died('exited with 0');
        },
        kill: () => undefined,
      };
    },
    leaveAfterMs,
    ...(startChanger && { startChanger }),
    serverSettings: { get: async () => serverSettings.parse({ calls: { lowers: true } }) },
    people: { get: async () => personSettings.parse({}) },
    members: { get: async () => memberSettings.parse({}) },
    log,
  });
  onTestFinished(async () => {
    await live.close(0);
    await memory.settled();
    await rm(folder, { recursive: true });
  });
  const state = (changes?: Partial<VoiceStatePacket>): void =>
    gateway.listener?.onVoiceStateUpdate(voiceStateIn(channelId, changes));
  const joined = live.join({ guildId, channelId }, new AbortController().signal);
  state();
  gateway.listener?.onVoiceServerUpdate(voiceServerAt('host'));
  const { connection } = worker.sent.findLast(({ type }) => type === 'connect') as {
    readonly connection: number;
  };
  worker.says?.({ type: 'step', guildId, connection, step: 'ready' });
  await joined;
  /** The calls that the next start would go back into. */
  const kept = async () => {
    await memory.settled();
    return memory.places.all();
  };
  /** Discord tells of somebody who went. */
  const gone = (userId: string): void => {
    there.delete(userId);
    client.emit('voiceStateUpdate', { guild: { id: guildId } } as never, {} as never);
  };
  const says = (message: FromWorker): void => worker.says?.(message);
  return { live, kept, told, state, gone, log, says };
}

test('the next start knows of a call, and not of one that it was asked to leave', async () => {
  const { live, kept } = await inCall();
  expect(await kept()).toEqual([{ guildId, channelId }]);
  live.leave(guildId);
  expect(await kept()).toEqual([]);
});

test('a call that the bot leaves because it stops is one to go back into', async () => {
  const { live, kept } = await inCall();
  await live.close(0);
  expect(await kept()).toEqual([{ guildId, channelId }]);
});

test('that nobody hears it, and when they do again, is told with the call, whose chat may serve', async () => {
  const { told, state } = await inCall();
  state({ mute: true });
  await vi.waitFor(() => expect(told).toHaveLength(1));
  state();
  expect(told).toEqual([
    [guildId, expect.stringContaining('I am muted in this server'), channelId],
    [guildId, 'I can speak again.', channelId],
  ]);
});

test.each([
  ['de', 'Ich kann wieder sprechen.'],
  ['en-US', 'I can speak again.'],
])('news of a call in a server whose language is %s are in that', async (locale, news) => {
  const translations = ownTexts({ de: { calls: { resumed: 'Ich kann wieder sprechen.' } } });
  const posted: unknown[] = [];
  const channel = { permissionsFor: () => ({ has: () => true }), isThread: () => false };
  const guild = {
    members: { me: {} },
    channels: { cache: new Map([[channelId, channel]]) },
  };
  const client = {
    guilds: { cache: new Map([[guildId, guild]]) },
    rest: { post: async (_: string, { body }: { body: object }) => void posted.push(body) },
  };
  const languages = { translations, inLanguageOf: async () => translations(locale) };
  const announcements = new Announcements(client as unknown as Client, languages, new FakeLog());
  const { state } = await inCall({ announcements });
  state({ mute: true });
  await vi.waitFor(() => expect(posted).toHaveLength(1));
  state();
  // News that follow soon are gathered into one message, a second later.
  await vi.waitFor(() => expect(posted[1]).toMatchObject({ content: news }), 5_000);
});

test('a call in which nobody is any more is left after the time that is set, told and forgotten', async () => {
  const { live, kept, told, gone } = await inCall({ leaveAfterMs: 20 });
  gone('ann');
  await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 10_000 });
  expect(told).toEqual([
    [guildId, `I left <#${channelId}>, since nobody was there any more.`, channelId],
  ]);
  expect(live.channelOf(guildId)).toBeUndefined();
  expect(await kept()).toEqual([]);
});

test('a call that somebody asked it to leave is left without a word', async () => {
  const { live, told } = await inCall();
  live.leave(guildId);
  expect(told).toEqual([]);
});

test('what happens to the call is logged with its server', async () => {
  const { log, says } = await inCall();
  says({ type: 'log', guildId, message: 'what the library says' });
  expect(log.lines).toEqual([
    { level: 'info', facts: { guildId }, message: 'what the library says' },
  ]);
});

test('with the calls ends the process that changes their sound, and the look for reasons to leave', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const changer = { started: 0, killed: 0 };
  const { live } = await inCall({
    leaveAfterMs: 60_000,
    startChanger() {
      changer.started += 1;
      return { send: () => undefined, hold: () => undefined, kill: () => (changer.killed += 1) };
    },
  });
  live.speak(guildId, { id: 'a', authorId: 'ann', render: () => new Track() });
  await vi.waitFor(() => expect(changer.started).toBe(1));
  expect(vi.getTimerCount()).toBeGreaterThan(0);
  await live.close(0);
  expect(changer).toEqual({ started: 1, killed: 1 });
  expect(vi.getTimerCount()).toBe(0);
});
