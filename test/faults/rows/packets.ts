import type { Fault } from '../fault.ts';
import { unspoken } from '../fault.ts';
import { joining, joiningTold } from './join.ts';

const noAnswer = /Discord did not answer when I asked to join/u;

/** Faults of the packets with which Discord answers a join: for all servers at once, so one after the other. */
export const packetFaults: readonly Fault[] = [
  {
    id: 'VC1',
    how: 'neither packet of a join arrives, as for a bot without the intent GuildVoiceStates; then they do',
    slow: true,
    tells: noAnswer,
    losesSentence: true,
    gapAtMostMs: unspoken,
    speechAgainAtMostMs: 300,
    provoke: async (bench) => {
      const { joinPackets } = bench.discord;
      return joiningTold(bench, 'no packets', noAnswer, {
        arrange: () => Object.assign(joinPackets, { sendState: false, sendServer: false }),
        mend: () => bench.discord.resetJoinPackets(),
      });
    },
  },
  ...[0, 40, 400].map((gapMs): Fault => ({
    id: 'VC2',
    how: `the server packet comes ${gapMs} ms before the state packet`,
    gapAtMostMs: 60,
    speechAgainAtMostMs: 500 + gapMs,
    provoke: async (bench) => {
      const { discord } = bench;
      Object.assign(discord.joinPackets, { order: 'server first', gapMs });
      const observed = await joining(bench, 'server first', () => undefined);
      discord.resetJoinPackets();
      return observed;
    },
  })),
  {
    id: 'VC5',
    how: 'Discord believes that the bot is in the channel already and sends the state packet alone, until it has left',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 3_000,
    provoke: async (bench) => {
      const { discord } = bench;
      const room = await bench.room('state alone');
      discord.joinPackets.sendServer = false;
      const { sentAtMs } = room.say(bench.long.text);
      const isIn = (): boolean => discord.voiceState(room.server, discord.bot) !== undefined;
      await discord.until('the bot to join', () => isIn() || undefined);
      // Looked at with every change: it joins again in the same moment.
      const left = await discord.until('the bot to leave', () => {
        if (isIn()) return undefined;
        discord.resetJoinPackets();
        return true;
      });
      const sentence = await room.heard(bench.long, sentAtMs);
      const problems = left ? [] : ['it did not leave before it joined again'];
      return { room, sentence, faultAtMs: sentAtMs, problems };
    },
  },
  {
    id: 'VC6',
    how: 'the null-channel state of an older leave comes between a join and its packets',
    gapAtMostMs: 60,
    speechAgainAtMostMs: 600,
    provoke: async (bench) => {
      const { discord } = bench;
      discord.joinPackets.delayMs = 200;
      const observed = await joining(
        bench,
        'old leave',
        () => undefined,
        async (room) => {
          const joins = discord.joinsAsked;
          await bench.until(() => discord.joinsAsked > joins, 2_000);
          discord.gateway.dispatch(
            'VOICE_STATE_UPDATE',
            {
              guild_id: room.server.id,
              channel_id: null,
              user_id: discord.bot.id,
              session_id: 'older',
              mute: false,
              deaf: false,
              self_mute: false,
              self_deaf: true,
              self_video: false,
              suppress: false,
              request_to_speak_timestamp: null,
            },
            room.server.id,
          );
        },
      );
      discord.resetJoinPackets();
      return observed;
    },
  },
];
