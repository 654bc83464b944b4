import { setTimeout as delay } from 'node:timers/promises';

import { type Bench, patienceMs, type Room } from '../bench.ts';
import type { Fault, Observed } from '../fault.ts';
import { ends } from '../fault.ts';

/** The pause that the library leaves between two identifies, at most. */
const identifyPauseMs = 6_500;

/** Does it in the middle of a sentence, waits until the gateway is back, and hears the sentence to its end. */
async function amid(
  bench: Bench,
  name: string,
  act: (room: Room) => void | Promise<void>,
): Promise<Observed> {
  const { gateway } = bench.discord;
  const { room, said } = await bench.speaking(name);
  const since = { ...gateway.counts };
  const faultAtMs = performance.now();
  await act(room);
  await gateway.back(patienceMs, since);
  const sentence = await room.heard(bench.long, said.sentAtMs);
  return { room, sentence, faultAtMs };
}

/** Faults of the main gateway while the bot runs: for all servers at once, so one after the other. */
export const gatewayFaults: readonly Fault[] = [
  {
    id: 'GW1',
    how: 'heartbeats of the gateway are not acknowledged any more (a zombie), in the middle of a sentence; heartbeats each 2 s',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 200,
    provoke: async (bench) => {
      const { gateway } = bench.discord;
      const observed = await amid(bench, 'zombie', () => gateway.stopAcks());
      gateway.startAcks();
      return observed;
    },
  },
  {
    id: 'GW2',
    how: 'the gateway asks to reconnect (op 7), in the middle of a sentence',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 200,
    provoke: async (bench) => amid(bench, 'op 7', () => bench.discord.gateway.reconnect()),
  },
  {
    id: 'GW2',
    how: 'the gateway session is invalid and may be resumed (op 9 true), in the middle of a sentence',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 200,
    provoke: async (bench) =>
      amid(bench, 'op 9 true', () => bench.discord.gateway.invalidate(true)),
  },
  {
    id: 'GW2',
    how: 'the gateway session is lost for good (op 9 false), in the middle of a sentence',
    alone: true,
    gapAtMostMs: 2_500,
    speechAgainAtMostMs: 2_500,
    provoke: async (bench) =>
      amid(bench, 'op 9 false', () => bench.discord.gateway.invalidate(false)),
  },
  {
    id: 'VC35',
    how: 'the gateway session is lost for good while three servers are spoken to: each sentence is heard again, and joins are spread',
    alone: true,
    gapAtMostMs: 2_500,
    speechAgainAtMostMs: 2_500,
    provoke: async (bench) => {
      const { gateway } = bench.discord;
      const others = await Promise.all(['two', 'three'].map(async (name) => bench.speaking(name)));
      const observed = await amid(bench, 'one', () => gateway.invalidate(false));
      const heard = await Promise.all(
        others.map(async ({ room, said }) => room.heard(bench.long, said.sentAtMs)),
      );
      const whole = heard.every((sentence) => sentence.whole);
      return { ...observed, problems: whole ? [] : ['a sentence in another server was lost'] };
    },
  },
  ...(['with the session', 'after READY'] as const).map((order): Fault => ({
    id: 'VC36',
    how: `the gateway session is lost for good, and the voice socket closed as after a kick (4014), ${order === 'after READY' ? 'after READY of the next' : 'at once'}, in the middle of a sentence: nobody is told of a kick`,
    slow: true,
    alone: true,
    // Half a second of pause and the way back in; Discord wants identifies to be 5 s apart.
    gapAtMostMs: 2_000,
    speechAgainAtMostMs: 2_000,
    provoke: async (bench) => {
      const { gateway } = bench.discord;
      await delay(identifyPauseMs);
      gateway.faults.callsEnd = order;
      const observed = await amid(bench, 'lost session', () => gateway.invalidate(false));
      gateway.faults.callsEnd = 'with the session';
      const blamed = observed.room?.read(/I was disconnected/u);
      const problems = blamed === undefined ? [] : [`a kick was told of: ${blamed}`];
      return { ...observed, problems };
    },
  })),
  {
    id: 'VC13',
    how: 'the voice session is lost while the gateway is away for 3 s, in the middle of a sentence',
    slow: true,
    alone: true,
    gapAtMostMs: 9_000,
    speechAgainAtMostMs: 9_000,
    provoke: async (bench) => {
      const { gateway } = bench.discord;
      const { room, said } = await bench.speaking('no gateway');
      const faultAtMs = performance.now();
      const since = { ...gateway.counts };
      gateway.faults.refuseStatus = 503;
      gateway.cut();
      await delay(100);
      room.voice.faults.resumes = 'refused';
      room.voice.closeSockets(4006);
      await delay(3_000);
      gateway.faults.refuseStatus = undefined;
      await gateway.back(patienceMs, since);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      return { room, sentence, faultAtMs };
    },
  },
  {
    id: 'GW8',
    how: 'the gateway breaks and refuses every socket for 6 s, in the middle of a sentence: how often it was tried',
    slow: true,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 200,
    provoke: async (bench) => {
      const { gateway } = bench.discord;
      const tries = gateway.counts.refused;
      gateway.faults.refuseStatus = 503;
      let tried = 0;
      const observed = await amid(bench, 'storm', async () => {
        gateway.cut();
        await delay(6_000);
        tried = gateway.counts.refused - tries;
        gateway.faults.refuseStatus = undefined;
      });
      const problems = tried > 0 && tried <= 30 ? [] : [`${tried} sockets in 6 s`];
      return { ...observed, problems };
    },
  },
  {
    id: 'GW9',
    how: 'the server is unavailable for a second (an outage) in the middle of a sentence, and its call over; then it is there again, and the bot comes back by itself',
    gapAtMostMs: 2_000,
    speechAgainAtMostMs: 1_000,
    provoke: async (bench) => {
      const { room, said } = await bench.speaking('outage');
      bench.discord.removeGuild(room.server, { outage: true });
      await delay(1_000);
      const faultAtMs = performance.now();
      bench.discord.restoreGuild(room.server);
      const sentence = await room.heard(bench.long, said.sentAtMs);
      const blamed = room.read(/I was disconnected|I left|I lost/u, said);
      const problems = blamed === undefined ? [] : [`it was told as something else: ${blamed}`];
      return { room, sentence, faultAtMs, problems };
    },
  },
];

/** Faults of a gateway with several shards. */
export const shardFaults: readonly Fault[] = [
  {
    id: 'GW6',
    how: 'Discord demands two shards (4011 for fewer): the bot starts as many, and speaks in servers of both',
    alone: true,
    gapAtMostMs: 'nobody is spoken to when it comes',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const problems =
        discord.gateway.liveSessions === 2 ? [] : [`${discord.gateway.liveSessions} shards`];
      for (const shard of [0, 1]) {
        const room = await bench.room('sharded', { shard });
        const { sentAtMs } = room.say(bench.short.text);
        const heard = await room.heard(bench.short, sentAtMs);
        if (!heard.whole) problems.push(`nothing was heard in a server of shard ${shard}`);
      }
      return { faultAtMs: performance.now(), problems };
    },
  },
  {
    id: 'GW10',
    how: 'a command in direct messages, which come on shard 0 alone, with two shards',
    alone: true,
    gapAtMostMs: 'what is asked for there is posted, not spoken',
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { discord } = bench;
      const room = await bench.room('sharded', { shard: 1 });
      const said = discord.command({
        name: 'say',
        options: { text: bench.short.text },
        channel: discord.directMessages(room.ann),
        by: room.ann,
      });
      const reply = await said.reply(({ text }) => text.includes('AI voice'), patienceMs);
      const files = [reply, ...said.followUps].flatMap(({ attachments }) => attachments);
      return {
        room,
        faultAtMs: said.sentAtMs,
        problems: files.length === 1 ? [] : [`${files.length} files were posted`],
      };
    },
  },
];

const operator = { code: 78 } as const;

/** Faults that end the bot; each has a scene of its own. */
export const fatalFaults: readonly Fault[] = [
  [4004, 'GW5', /does not know this DISCORD_TOKEN|Discord refuses this DISCORD_TOKEN/u],
  [4014, 'GW4', /intent/iu],
  [4011, 'GW6', /shard/iu],
].map(([code, id, says]): Fault => ({
  id: String(id),
  how: `Discord closes the gateway with ${String(code)}: only the operator can mend that`,
  stops: { ...operator, says: says as RegExp },
  alone: true,
  gapAtMostMs: ends,
  speechAgainAtMostMs: ends,
  provoke: async (bench) => {
    bench.discord.gateway.closeAll(Number(code));
    return { faultAtMs: performance.now() };
  },
}));

/** The bot is started when it may not identify any more today. */
export const startFaults: readonly Fault[] = [
  {
    id: 'GW3',
    how: 'no identify is left today when the bot starts: it says when there are again, and does not identify',
    stops: { code: 1, says: /may not connect again before [^"]+/u },
    alone: true,
    gapAtMostMs: ends,
    speechAgainAtMostMs: ends,
    provoke: async (bench) => ({
      faultAtMs: performance.now(),
      problems: bench.discord.violations,
    }),
  },
];
