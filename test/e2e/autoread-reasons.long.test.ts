import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Obstacle } from '#features/autoread/decision.ts';
import { allObstacles } from '#features/autoread/decision.ts';

import { openScene } from '../scene.ts';
import { openReadingRoom, tell } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, told } from './room.ts';

// Every reason not to read a message, with the real bot: it says so, and the speech service is never asked.

let scene: Scene;
/** Runs the bot. */
let olga: Person;

beforeAll(async () => {
  const environment: Record<string, string> = {};
  scene = await openScene({
    environment,
    arrange(discord) {
      olga = discord.addPerson(discord.addGuild({ name: 'Desk' }), { name: 'Olga' });
      environment['OWNER_IDS'] = olga.id;
    },
  });
});

afterAll(async () => {
  await closeClean(scene);
});

interface Case {
  readonly why: Obstacle;
  readonly says: RegExp;
  /** Beside what is set up in every room: a channel that is read, and Ann in the call. */
  readonly given?: (room: ReadingRoom) => Promise<unknown>;
  readonly written: (room: ReadingRoom) => unknown;
  /** The bot is in the call; only those reasons need it that come after having none. */
  readonly joined?: true;
  readonly off?: true;
}

const ann = (room: ReadingRoom, message: Readonly<Record<string, unknown>>): unknown =>
  tell(scene, room, room.ann, message);
const hello = (room: ReadingRoom): unknown => room.write('Hello.');

const cases: readonly Case[] = [
  { why: 'off', off: true, says: /Auto-read is off/, written: hello },
  {
    why: 'system',
    says: /a notice of Discord/,
    written: (room) => ann(room, { type: 7, content: '' }),
  },
  {
    why: 'bot',
    says: /A bot wrote it/,
    written: (room) =>
      ann(room, { content: 'Beep.', author: { id: '7', username: 'Beeper', bot: true } }),
  },
  {
    why: 'webhook',
    says: /A webhook wrote it/,
    written: (room) => ann(room, { content: 'Hook.', webhook_id: '7' }),
  },
  {
    why: 'excluded-channel',
    says: /in this channel is ever read aloud/,
    given: (room) => room.set('channel exclude', { channel: room.text }),
    written: (room) => room.write(`${scene.discord.bot.mention} Hello.`),
  },
  {
    why: 'other-channel',
    says: /not one that is read/,
    given: (room) => room.set('channel remove', { channel: room.text }),
    written: hello,
  },
  {
    why: 'thread',
    says: /threads are not read/,
    given: async (room) => {
      const panel = await room.set('show');
      const others = ['callChat', 'authorInCall'];
      await told(
        scene.discord.forge(panel, 'autoread:switches:', room.admin, others),
        /Auto-read is on/,
      );
    },
    written: (room) => {
      const thread = room.server.addThread(room.text);
      return room.write('Hello.', room.ann, thread);
    },
  },
  {
    why: 'opted-out',
    says: /asked not to be read/,
    given: (room) => told(room.use('privacy opt-out'), /./),
    written: hello,
  },
  {
    why: 'not-opted-in',
    says: /only people who agreed/,
    given: async (room) => {
      const panel = await room.set('show');
      await told(
        scene.discord.forge(panel, 'autoread:switches:', room.admin, ['optIn']),
        /Auto-read is on/,
      );
    },
    written: hello,
  },
  {
    why: 'muted',
    says: /list of people who are not read/,
    given: (room) => room.set('person mute', { person: room.ann, minutes: 5 }),
    written: hello,
  },
  {
    why: 'ignored-role',
    says: /a role that is not read/,
    given: (room) =>
      room.set('role ignore', { role: scene.discord.addRole(room.server, 'Loud', [room.ann]) }),
    written: hello,
  },
  {
    why: 'no-role',
    says: /Only people with the role/,
    given: (room) =>
      room.set('options', {
        'required-role': scene.discord.addRole(room.server, 'Quiet', [room.admin]),
      }),
    written: hello,
  },
  {
    why: 'silent',
    says: /@silent/,
    written: (room) => ann(room, { content: 'Psst.', flags: 4_096 }),
  },
  { why: 'empty', says: /nothing in it to read/, written: (room) => ann(room, { content: '' }) },
  { why: 'skip-mark', says: /begins with a mark/, written: (room) => room.write('; not this') },
  {
    why: 'no-prefix',
    says: /Only messages that begin with “!”/,
    given: (room) => room.set('options', { prefix: '!' }),
    written: hello,
  },
  { why: 'bot-command', says: /a command for another bot/, written: (room) => room.write('!play') },
  { why: 'no-call', says: /I was in no voice channel/, written: hello },
  {
    why: 'not-in-call',
    joined: true,
    says: /not in my voice channel/,
    written: (room) => room.write('Hello.', room.admin),
  },
  {
    why: 'not-muted',
    joined: true,
    says: /Only people who are muted/,
    given: async (room) => {
      const panel = await room.set('show');
      const on = ['onlyMuted', 'authorInCall'];
      await told(
        scene.discord.forge(panel, 'autoread:switches:', room.admin, on),
        /Auto-read is on/,
      );
    },
    written: hello,
  },
  {
    why: 'late',
    joined: true,
    says: /minutes after it was written/,
    given: async (room) => {
      // The youngest of the last messages shows what time it is.
      ann(room, { type: 7 });
    },
    written: (room) => {
      const id = String((BigInt(Date.now() - 180_000) - 1_420_070_400_000n) << 22n);
      return ann(room, { id, content: 'Late.' });
    },
  },
  {
    why: 'cooldown',
    joined: true,
    says: /sooner than 60 s/,
    given: (room) => room.set('options', { cooldown: 60 }),
    written: (room) => {
      room.write('First.');
      return room.write('Second.');
    },
  },
  {
    why: 'repeated',
    joined: true,
    says: /third time in a row/,
    written: (room) => {
      for (let times = 0; times < 3; times += 1) room.write('Spam.');
    },
  },
];

test.each(cases)('$why', async ({ says, given, written, joined = false, off = false }) => {
  const room = await openReadingRoom(scene, { joined, on: !off });
  await given?.(room);
  const message = written(room);
  const channel =
    typeof message === 'object' && message !== null && 'channelId' in message
      ? { id: String(message.channelId) }
      : room.text;
  let answer = '';
  await expect
    .poll(
      async () => {
        const asking = scene.discord.command({ name: 'autoread why', channel, by: room.ann });
        answer = (await told(asking, /./)).text;
        return answer;
      },
      { timeout: 10_000, interval: 100 },
    )
    .toMatch(says);
  const [latest = ''] = answer.split('\n');
  expect(latest).toMatch(says);
  const repeats = scene.deapi.jobs.filter(({ fields }) =>
    /Hello|Psst|Beep/.test(String(fields['text'])),
  );
  expect(repeats).toEqual([]);
});

test('of somebody whom those who run the bot have banned', async () => {
  const { discord } = scene;
  const room = await openReadingRoom(scene);
  const options = { person: room.ann, reason: 'Spam' };
  const channel = discord.directMessages(olga);
  await told(discord.command({ name: 'owner ban', options, channel, by: olga }), /is banned/);
  const message = room.write('Hello.');
  const words = /Whoever runs me has banned its author/;
  expect((await room.why(message, words, room.admin)).text).toMatch(words);
  expect(room.spoken()).toEqual([]);
});

test('in the audience of a Stage, until the audience is read', async () => {
  const { discord } = scene;
  const room = await openReadingRoom(scene, { joined: false });
  const stage = room.server.addStage({ name: 'stage' });
  const bea = discord.addPerson(room.server, { name: 'Bea', permissions: ['MuteMembers'] });
  await discord.listen(stage, bea);
  discord.setVoiceState(room.server, bea, { suppress: true });
  const joining = room.use('join', {}, bea);
  await discord.botIn(room.server, stage);
  const message = room.write('Hello.', bea);
  expect((await room.why(message, /audience/, bea)).text).toMatch(/audience of the Stage/);
  await told(joining, /./);
  const on = ['stageAudience', 'authorInCall'];
  await told(
    discord.forge(await room.set('show'), 'autoread:switches:', room.admin, on),
    /The audience of a Stage/,
  );
  discord.setVoiceState(room.server, discord.bot, { suppress: false });
  const read = room.write('Welcome to the audience.', bea);
  expect((await room.why(read, /It was read/, bea)).text).toBe('It was read.');
});

test('without the message content intent the bot starts, says so, and reads what mentions it', async () => {
  const without = await openScene({ discord: { privilegedIntents: 0 } });
  const room = await openReadingRoom(without);
  const warnings = without.bot.output.filter((line) => line.includes('"level":"warn"'));
  expect(warnings.filter((line) => line.includes('Message Content Intent'))).toHaveLength(1);
  expect((await room.set('show')).text).toMatch(/Message Content Intent/);
  const unseen = room.write('Nobody sees this.');
  expect((await room.why(unseen, /Message Content Intent/)).text).toMatch(/does not show me/);
  const mention = room.write(`${without.discord.bot.mention} Good morning.`);
  expect((await room.why(mention, /was read/)).text).toBe('It was read.');
  const promise = await room.set('on');
  expect(promise.text).toMatch(/only messages of everybody that mention me or reply to me/);
  expect(promise.text).toMatch(/Message Content Intent/);
  expect(promise.text).not.toMatch(/everybody writes/);
  const reply = without.discord.say({
    channel: room.text,
    by: room.ann,
    content: 'And good night.',
    replyTo: promise,
  });
  expect((await room.why(reply, /was read/)).text).toBe('It was read.');
  await told(room.use('say', { text: 'By a command.' }), /Spoken/);
  expect(room.spoken()).toEqual(['Ann said: Good morning.', 'And good night.', 'By a command.']);
  const reached = new Set<Obstacle>([
    ...cases.map(({ why }) => why),
    'banned',
    'stage-audience',
    'no-content',
  ]);
  expect(allObstacles.filter((why) => !reached.has(why))).toEqual([]);
  await closeClean(without);
});
