import { beforeEach, expect, test } from 'vitest';

import { ReadingStatus } from '#features/attendance/reading-status.ts';
import { serverSettings } from '#store/server-settings.ts';

import { translations } from '../../fakes/asker.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';

const guildId = '1';
const voiceId = '2';
const reading = 'Reading #text';
let whereabouts: FakeWhereabouts;
let there: Map<string, string>;
let set: string[];
let may: { inside: boolean; elsewhere: boolean };
let refusal: Error | undefined;
/** Whether Discord says what stands there. */
let isTold: boolean;
/** Whether everybody may know of a text channel. */
let mayBeNamed: (textId: string) => Promise<boolean>;
let channelIds: string[];
let tell: (guildId: string, channelId: string, status: string) => void;
let log: FakeLog;

beforeEach(() => {
  whereabouts = new FakeWhereabouts().put('bot', voiceId).put('ann', voiceId);
  there = new Map();
  set = [];
  may = { inside: true, elsewhere: false };
  refusal = undefined;
  isTold = true;
  mayBeNamed = async () => true;
  channelIds = ['3'];
  log = new FakeLog();
});

function open(): ReadingStatus {
  return new ReadingStatus({
    statuses: {
      of: async (_, channelId) => (isTold ? (there.get(channelId) ?? '') : undefined),
      maySet: (_, __, from) => (from === 'from elsewhere' ? may.elsewhere : may.inside),
      async set(channelId, status) {
        set.push(`${channelId} ${status}`);
        if (refusal) throw refusal;
        there.set(channelId, status);
        tell(guildId, channelId, status);
      },
      mayBeNamed: async (_, textId) => mayBeNamed(textId),
      watch: (changed) => void (tell = changed),
    },
    whereabouts,
    view: {
      botId: 'bot',
      channelName: () => 'text',
      parentOf: () => undefined,
      categoryOf: () => undefined,
    },
    serverSettings: {
      get: async () =>
        serverSettings.parse({
          calls: { showsStatus: true },
          reading: { on: true, channelIds },
        }),
    },
    inLanguageOf: async () => translations(),
    log,
  });
}

test('it is set once, however often somebody comes or goes, and taken away before the bot leaves', async () => {
  const status = open();
  for (let time = 0; time < 3; time += 1) await status.look(guildId);
  expect(set).toEqual([`2 ${reading}`]);
  expect(status.before(guildId, voiceId)).toBeUndefined();
  await status.before(guildId, null);
  expect(set).toEqual([`2 ${reading}`, '2 ']);
  expect(status.before(guildId, null)).toBeUndefined();
});

test('its own words are known again after a restart, and taken away when the bot stops', async () => {
  there.set(voiceId, reading);
  const status = open();
  await status.look(guildId);
  expect(set).toEqual([]);
  await status.close();
  expect(set).toEqual(['2 ']);
});

test('what Discord refuses is logged, and not asked for again until the bot has left', async () => {
  refusal = new Error('Missing Permissions');
  const status = open();
  await status.look(guildId);
  await status.look(guildId);
  expect(set).toEqual([`2 ${reading}`]);
  expect(log.lines).toEqual([
    expect.objectContaining({ message: 'the status of a voice channel could not be set' }),
  ]);
  refusal = undefined;
  whereabouts.channels.delete('bot');
  await status.look(guildId);
  whereabouts.put('bot', voiceId);
  await status.look(guildId);
  expect(set).toHaveLength(2);
});

test.each([
  ['the right for other channels', true, ['2 ']],
  ['no such right', false, []],
])('thrown out with %s it takes away what is still its own', async (_, elsewhere, expected) => {
  may.elsewhere = elsewhere;
  const status = open();
  await status.look(guildId);
  set = [];
  whereabouts.channels.delete('bot');
  await status.look(guildId);
  await status.look(guildId);
  expect(set).toEqual(expected);
});

test('thrown out it leaves what somebody has set meanwhile', async () => {
  may.elsewhere = true;
  const status = open();
  await status.look(guildId);
  there.set(voiceId, 'Film night');
  whereabouts.channels.delete('bot');
  await status.look(guildId);
  expect(there.get(voiceId)).toBe('Film night');
});

test('where Discord doesn’t say what stands there, nothing is put over it', async () => {
  isTold = false;
  await open().look(guildId);
  expect(set).toEqual([]);
});

test('a server that reads 500 channels keeps no other waiting, however much is changed there at once', async () => {
  channelIds = Array.from({ length: 500 }, (_, at) => `${at + 10}`);
  let atOnce = 0;
  let most = 0;
  let looks = 0;
  mayBeNamed = async () => {
    looks += 1;
    atOnce += 1;
    most = Math.max(most, atOnce);
    setImmediate(() => (atOnce = 0));
    return false;
  };
  const status = open();
  // One who moves a role to the top changes all the others of a server, each with an event of its own.
  await Promise.all(Array.from({ length: 250 }, async () => status.look(guildId)));
  await status.before(guildId, null);
  expect({ most, looks }).toEqual({ most: 1, looks: 40 });
});
