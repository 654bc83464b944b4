import { setTimeout as delay } from 'node:timers/promises';

import type { Fault } from '../fault.ts';

/** With a bot that stays alone for a second and a half. */
export const emptyCallFaults: readonly Fault[] = [
  {
    id: 'VC33',
    how: 'everybody leaves the call and one comes back in time; then everybody leaves for good (the bot waits 1.5 s)',
    tells: /nobody was there any more/u,
    gapAtMostMs: 'nobody is in the call, so nothing is spoken',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const room = await bench.joined('empty');
      const botIsIn = (): boolean => discord.voiceState(room.server, discord.bot) !== undefined;
      await discord.leave(room.server, room.ann);
      await delay(700);
      room.listeners.splice(0, 1, await discord.listen(room.call, room.ann));
      await delay(2_000);
      const problems = botIsIn() ? [] : ['it left though somebody had come back'];
      await discord.leave(room.server, room.ann);
      await bench.until(() => !botIsIn(), 5_000);
      if (botIsIn()) problems.push('it stayed alone');
      const words = /nobody was there any more/u;
      await bench.until(() => room.read(words) !== undefined, 3_000);
      room.listeners.splice(0, 1, await discord.listen(room.call, room.ann));
      return { room, faultAtMs: performance.now(), told: room.read(words), problems };
    },
  },
];

/** With a voice server whose heartbeats come each second, so that what takes intervals doesn't take minutes. */
export const stayingSlowly: readonly Fault[] = [
  {
    id: 'VC26',
    how: 'the voice websocket is half-open: nothing is read or written any more, and nothing closed (heartbeats each second)',
    slow: true,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.joined('half-open');
      const joins = bench.discord.joinsAsked;
      room.voice.freezeSockets();
      const noticed = await bench.until(() => bench.discord.joinsAsked > joins, 15_000);
      await delay(1_000);
      room.voice.thawSockets();
      const { sentAtMs } = room.say(bench.long.text);
      const sentence = await room.heard(bench.long, sentAtMs);
      const problems = noticed ? [] : ['the half-open websocket was not noticed'];
      return { room, sentence, faultAtMs: sentAtMs, problems };
    },
  },
  {
    id: 'VC27',
    how: 'datagrams vanish while nobody speaks, and arrive again on another path: the sentence after it',
    slow: true,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const room = await bench.joined('dead UDP');
      // The path is seen to answer once; then it is a new one that is wanted.
      await delay(1_500);
      const joins = bench.discord.joinsAsked;
      room.voice.faults.udpBlackhole = true;
      const noticed = await bench.until(() => bench.discord.joinsAsked > joins, 15_000);
      room.voice.faults.udpBlackhole = false;
      await delay(3_000);
      const said = room.say(bench.long.text);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      return {
        room,
        sentence,
        faultAtMs: said.sentAtMs,
        problems: noticed ? [] : ['the dead path was not noticed before the next sentence'],
      };
    },
  },
];
