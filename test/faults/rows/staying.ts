import { setTimeout as delay } from 'node:timers/promises';

import type { Bench, Room } from '../bench.ts';
import type { Fault, Observed, Unprovoked } from '../fault.ts';
import { unspoken } from '../fault.ts';

const kicked = /I was disconnected from the voice channel/u;
const deleted = /voice channel was deleted/u;
const mutedWords = /I am muted in this server/u;
const stageWords = /audience of this Stage/u;

/** Does it in the middle of the sentence, and waits until that was heard whole. */
async function amid(
  bench: Bench,
  name: string,
  act: (room: Room) => void | Promise<void>,
): Promise<Observed> {
  const { room, said } = await bench.speaking(name);
  const faultAtMs = performance.now();
  await act(room);
  const sentence = await room.heard(bench.long, said.sentAtMs);
  return { room, sentence, faultAtMs };
}

/** Does it in the middle of the sentence, which is lost; waits until a person read why. */
async function amidTold(
  bench: Bench,
  name: string,
  tells: RegExp,
  act: (room: Room) => void | Promise<void>,
): Promise<Observed> {
  const { room, said } = await bench.speaking(name);
  const faultAtMs = performance.now();
  await act(room);
  await bench.until(() => room.read(tells, said) !== undefined);
  const sentence = await room.heard(bench.long, said.sentAtMs, { timeoutMs: 0 });
  return { room, sentence, faultAtMs, told: room.read(tells, said) };
}

/** Faults of a call that stands, each in a server of its own. */
export const staying: readonly Fault[] = [
  {
    id: 'VC20',
    how: 'a moderator disconnects the bot in the middle of a sentence: 4014 and a voice state without a channel',
    tells: kicked,
    losesSentence: true,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const observed = await amidTold(bench, 'kicked', kicked, async (room) => {
        await bench.discord.kick(room.server, bench.discord.bot);
      });
      const { room } = observed;
      const before = bench.discord.joinsAsked;
      await delay(1_000);
      const stays = room && bench.discord.voiceState(room.server, bench.discord.bot) === undefined;
      const problems = stays
        ? []
        : [`it came back by itself: ${bench.discord.joinsAsked - before} joins`];
      const lines = room ? bench.discord.messagesIn(room.text).map(({ text }) => text) : [];
      const times = lines.filter((line) => kicked.test(line)).length;
      if (times !== 1) problems.push(`it was told ${times} times`);
      return { ...observed, problems };
    },
  },
  {
    id: 'VC20',
    how: 'the voice channel is deleted in the middle of a sentence',
    tells: deleted,
    losesSentence: true,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const observed = await amidTold(bench, 'deleted', deleted, (room) =>
        bench.discord.deleteChannel(room.call),
      );
      // Where the call was is nothing more: the next sentence is asked for elsewhere.
      const { room: _, ...elsewhere } = observed;
      return elsewhere;
    },
  },
  {
    id: 'VC20',
    how: 'the voice server says that the call is over (4022), and the gateway says nothing',
    tells: kicked,
    losesSentence: true,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 3_000,
    provoke: async (bench) =>
      amidTold(bench, '4022', kicked, (room) => room.voice.closeSockets(4022)),
  },
  {
    id: 'VC21',
    how: 'a moderator drags the bot into another channel in the middle of a sentence',
    gapAtMostMs: 300,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { room, said } = await bench.speaking('moved');
      const other = room.server.addVoice({ name: 'other' });
      const bob = bench.discord.addPerson(room.server, { name: 'Bob' });
      room.listeners.push(await bench.discord.listen(other, bob));
      const faultAtMs = performance.now();
      await bench.discord.move(bench.discord.bot, other);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      const ann = await bench.discord.move(room.ann, other);
      if (ann) room.listeners.splice(0, 1, ann);
      room.listeners.splice(1, 1);
      return { room, sentence, faultAtMs };
    },
  },
  {
    id: 'VC22',
    how: 'a moderator mutes the bot in the middle of a sentence, and unmutes it 1.5 s later',
    tells: mutedWords,
    gapAtMostMs: 1_800,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { room, said } = await bench.speaking('muted');
      bench.discord.setVoiceState(room.server, bench.discord.bot, { mute: true });
      await bench.until(() => room.read(mutedWords, said) !== undefined, 5_000);
      await delay(1_500);
      const faultAtMs = performance.now();
      bench.discord.setVoiceState(room.server, bench.discord.bot, { mute: false });
      const sentence = await room.heard(bench.long, said.sentAtMs);
      return { room, sentence, faultAtMs, told: room.read(mutedWords, said) };
    },
  },
  {
    id: 'VC25',
    how: 'Discord names another voice server in the middle of a sentence (a region change)',
    gapAtMostMs: 300,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      amid(bench, 'region', (room) => {
        room.voice.faults.endpoint = 'second';
        bench.discord.changeVoiceServer(room.server);
      }),
  },
  {
    id: 'VC28',
    how: 'the voice server crashes (4015) in the middle of a sentence, and takes sessions up again',
    gapAtMostMs: 300,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => amid(bench, '4015', (room) => room.voice.closeSockets(4015)),
  },
  {
    id: 'VC28',
    how: 'the voice websocket is cut without a close frame (1006) in the middle of a sentence',
    gapAtMostMs: 300,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => amid(bench, '1006', (room) => room.voice.cutSockets()),
  },
  {
    id: 'VC28',
    how: 'the voice server crashes (4015) and refuses to take the session up (4006)',
    gapAtMostMs: 500,
    speechAgainAtMostMs: 500,
    provoke: async (bench) =>
      amid(bench, '4015 without resume', (room) => {
        room.voice.faults.resumes = 'refused';
        room.voice.closeSockets(4015);
      }),
  },
  {
    id: 'VC29',
    how: 'the MLS proposals for a newcomer are rubbish, in the middle of a sentence',
    gapAtMostMs: 500,
    speechAgainAtMostMs: 500,
    provoke: async (bench) =>
      amid(bench, 'rubbish proposals', async (room) => {
        room.voice.faults.garbledProposals = 1;
        const bob = bench.discord.addPerson(room.server, { name: 'Bob' });
        await bench.discord.listen(room.call, bob);
      }),
  },
  {
    id: 'VC29',
    how: 'the MLS external sender comes a second time (davey: AlreadyInGroup), in the middle of a sentence',
    gapAtMostMs: 300,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      amid(bench, 'external sender', (room) => room.voice.repeatExternalSender(room.call.id)),
  },
  {
    id: 'VC30',
    how: 'the MLS commits for a newcomer are rubbish, twice, in the middle of a sentence',
    gapAtMostMs: 300,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      amid(bench, 'rubbish commits', async (room) => {
        room.voice.faults.garbledCommits = 2;
        const bob = bench.discord.addPerson(room.server, { name: 'Bob' });
        await bench.discord.listen(room.call, bob);
      }),
  },
  {
    id: 'VC31',
    how: 'the end-to-end group never comes about though somebody listens; then it does',
    slow: true,
    tells: /end-to-end encryption of the call could not be set up/u,
    losesSentence: true,
    gapAtMostMs: unspoken,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.room('no group');
      room.voice.faults.groupNeverCompletes = true;
      const said = room.say(bench.long.text);
      const words = /end-to-end encryption of the call could not be set up/u;
      await bench.until(() => room.read(words, said) !== undefined);
      const sentence = await room.heard(bench.long, said.sentAtMs, { timeoutMs: 0 });
      const plain = room.listener.refused.length;
      room.voice.faults.groupNeverCompletes = false;
      return {
        room,
        sentence,
        faultAtMs: performance.now(),
        told: room.read(words, said),
        problems: plain === 0 ? [] : [`${plain} frames went out unencrypted`],
      };
    },
  },
  {
    id: 'VC34',
    how: '/leave, a kick and a closed voice websocket in the same moment',
    losesSentence: true,
    tells: /I left/u,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { room, said } = await bench.speaking('ended twice');
      const faultAtMs = performance.now();
      const leave = room.use('leave');
      room.voice.closeSockets(4014);
      await bench.discord.kick(room.server, bench.discord.bot);
      const told = (): string | undefined => room.read(/I left|I’m in no call/u, leave, said);
      await bench.until(() => told() !== undefined);
      const sentence = await room.heard(bench.long, said.sentAtMs, { timeoutMs: 0 });
      return { room, sentence, faultAtMs, told: told() };
    },
  },
  {
    id: 'VC23',
    how: 'the channel is a Stage and nobody invites the bot; then a moderator does',
    tells: stageWords,
    alone: true,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const room = await bench.room('stage');
      const stage = room.server.addStage({ name: 'stage' });
      const ann = await discord.move(room.ann, stage);
      if (ann) room.listeners.splice(0, 1, ann);
      const said = room.say(bench.long.text);
      await bench.until(() => room.read(stageWords, said) !== undefined);
      const faultAtMs = performance.now();
      discord.setVoiceState(room.server, discord.bot, { suppress: false });
      const again = room.say(bench.long.text);
      const sentence = await room.heard(bench.long, again.sentAtMs);
      return { room, sentence, faultAtMs, told: room.read(stageWords, said) };
    },
  },
];

export const stayingUnprovoked: readonly Unprovoked[] = [
  {
    id: 'VC24',
    why: 'Discord deletes the instance of a Stage, which the bot neither reads nor relies on: the loopback Discord has Stages, and no instances of them',
  },
  {
    id: 'VC32',
    why: 'concerns hearing others: the bot joins deafened and only sends, and listeners on loopback do not speak',
  },
];
