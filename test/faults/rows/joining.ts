import { setTimeout as delay } from 'node:timers/promises';

import type { Fault, Unprovoked } from '../fault.ts';
import { unspoken } from '../fault.ts';
import { joining, joiningTold } from './join.ts';

const blocked = /outbound UDP is blocked/u;
const silentServer = /voice server does not answer/u;
const lost = /I lost the connection to the voice channel/u;
const refused = /Discord refused my end-to-end encryption/u;

/** Faults of a join, each in a server of its own. */
export const joiningFaults: readonly Fault[] = [
  {
    id: 'VC3',
    how: 'the channel is full, and then no longer',
    tells: /is full \(at most 1\)/u,
    losesSentence: true,
    gapAtMostMs: unspoken,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      joiningTold(bench, 'full', /is full \(at most 1\)/u, {
        arrange: (room) => bench.discord.setUserLimit(room.call, 1),
        mend: (room) => bench.discord.setUserLimit(room.call, 0),
      }),
  },
  {
    id: 'VC4',
    how: 'the bot lacks the right Connect, and is then given it',
    tells: /I need the right \*\*Connect\*\*/u,
    losesSentence: true,
    gapAtMostMs: unspoken,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      joiningTold(bench, 'no right', /I need the right \*\*Connect\*\*/u, {
        arrange: (room) =>
          bench.discord.setPermissions(room.call, bench.discord.bot, { deny: ['Connect'] }),
        mend: (room) =>
          bench.discord.setPermissions(room.call, bench.discord.bot, { allow: ['Connect'] }),
      }),
  },
  {
    id: 'VC7',
    how: 'the answer to the UDP address discovery is lost once',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 1_000,
    provoke: async (bench) =>
      joining(bench, 'discovery', (room) => {
        room.voice.faults.droppedDiscoveries = 1;
      }),
  },
  {
    id: 'VC7',
    how: 'no datagram gets through while the bot joins, and then they do',
    slow: true,
    tells: blocked,
    losesSentence: true,
    gapAtMostMs: unspoken,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      joiningTold(bench, 'UDP blocked', blocked, {
        arrange: (room) => {
          room.voice.faults.udpBlackhole = true;
        },
        mend: (room) => {
          room.voice.faults.udpBlackhole = false;
        },
      }),
  },
  {
    id: 'VC8',
    how: 'the voice websocket is cut during the address discovery',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 500,
    provoke: async (bench) =>
      joining(
        bench,
        'cut in discovery',
        (room) => {
          room.voice.faults.droppedDiscoveries = 1;
        },
        async (room) => {
          await bench.until(() => room.voice.connected.length > 0);
          room.voice.cutSockets();
        },
      ),
  },
  {
    id: 'VC8',
    how: '/join in two channels in the same moment: the first join is replaced while it connects',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 500,
    provoke: async (bench) => {
      const room = await bench.room('two joins');
      const other = room.server.addVoice({ name: 'other' });
      const bob = bench.discord.addPerson(room.server, { name: 'Bob' });
      bench.discord.join(other, bob);
      bench.discord.command({ name: 'join', channel: room.text, by: bob });
      const { sentAtMs } = room.say(bench.long.text);
      room.use('join');
      await bench.discord.leave(room.server, bob);
      // Where it is does not matter here; it has to be somewhere whole, and come when it is asked to.
      await delay(500);
      const again = room.say(bench.long.text);
      const sentence = await room.heard(bench.long, sentAtMs);
      return { room, sentence, faultAtMs: again.sentAtMs };
    },
  },
  {
    id: 'VC9',
    how: 'the voice server takes the websocket and says nothing; the next one that Discord names works',
    slow: true,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 4_000,
    provoke: async (bench) =>
      joining(
        bench,
        'silent once',
        (room) => {
          room.voice.faults.endpoint = 'silent';
        },
        async (room) => {
          await delay(2_000);
          room.voice.faults.endpoint = 'first';
        },
      ),
  },
  {
    id: 'VC9',
    how: 'every voice server that Discord names is silent, and then one works',
    slow: true,
    tells: silentServer,
    losesSentence: true,
    gapAtMostMs: unspoken,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      joiningTold(bench, 'silent', silentServer, {
        arrange: (room) => {
          room.voice.faults.endpoint = 'silent';
        },
        mend: (room) => {
          room.voice.faults.endpoint = 'first';
        },
      }),
  },
  ...[4004, 4006, 4016, 4021].map((code): Fault => ({
    id: 'VC10',
    how: `the voice server answers the first Identify with ${code}`,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 500,
    provoke: async (bench) =>
      joining(bench, `closed with ${code}`, (room) => {
        room.voice.faults.closeOnIdentify = { code, times: 1 };
      }),
  })),
  {
    id: 'VC10',
    how: 'the voice server answers every Identify with 4006, and then no longer',
    slow: true,
    tells: lost,
    losesSentence: true,
    gapAtMostMs: unspoken,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const before = bench.discord.joinsAsked;
      const observed = await joiningTold(bench, 'refused', lost, {
        arrange: (room) => {
          room.voice.faults.closeOnIdentify = { code: 4006, times: Infinity };
        },
        mend: (room) => {
          room.voice.faults.closeOnIdentify = undefined;
        },
      });
      // Other servers join meanwhile, but not a hundred times a second.
      const joins = bench.discord.joinsAsked - before;
      return { ...observed, problems: joins < 40 ? [] : [`it asked to join ${joins} times`] };
    },
  },
  {
    id: 'VC11',
    how: 'the voice server refuses the encryption (4017), and then no longer',
    tells: refused,
    losesSentence: true,
    gapAtMostMs: unspoken,
    speechAgainAtMostMs: 300,
    provoke: async (bench) =>
      joiningTold(bench, '4017', refused, {
        arrange: (room) => {
          room.voice.faults.closeOnIdentify = { code: 4017, times: 1 };
        },
        mend: () => undefined,
      }),
  },
  {
    id: 'VC12',
    how: 'the first token that Discord hands out is void (4006), the next is good',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 500,
    provoke: async (bench) =>
      joining(bench, 'void', (room) => {
        room.voice.faults.refusedAdmissions = 1;
      }),
  },
  {
    id: 'VC14',
    how: 'two people in two channels of one server ask at the same time',
    tells: /I’m speaking to people in/u,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.room('two channels');
      const other = room.server.addVoice({ name: 'other' });
      const bob = bench.discord.addPerson(room.server, { name: 'Bob' });
      bench.discord.join(other, bob);
      const { sentAtMs } = room.say(bench.long.text);
      const options = { text: bench.short.text };
      const his = bench.discord.command({ name: 'say', options, channel: room.text, by: bob });
      const words = /I’m speaking to people in/u;
      await bench.until(() => room.read(words, his) !== undefined);
      const sentence = await room.heard(bench.long, sentAtMs);
      return { room, sentence, faultAtMs: sentAtMs, told: room.read(words, his) };
    },
  },
];

export const joiningUnprovoked: readonly Unprovoked[] = [
  {
    id: 'VC15',
    why: 'people on loopback have no age, and a Stage that refuses is VC4 and VC23',
  },
];
