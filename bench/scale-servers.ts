import { setTimeout as delay } from 'node:timers/promises';

import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';

import { openScene } from '../test/scene.ts';
import { cpuMs, memoryAloneMb } from './process-figures.ts';
import type { Scenario } from './row.ts';

const servers = 1_000;
/** As in servers that people made for themselves and their friends. */
const textChannels = 8;
const calls = 4;
const roles = 8;
const shards = 4;
/** Meanwhile the bot gives back what only its start needed. */
const settleMs = 20_000;
const looks = 3;
const betweenLooksMs = 1_000;
const windows = 3;
const messages = 2_000;
/** Messages come one after the other, and not in heaps. */
const messagesAtOnce = 10;
const pauseMs = 20;

/** The memory for each server in which nobody uses the bot, and the time on a core for each message that isn't read. */
export const scaleServers: Scenario = {
  names: ['scale/server-memory', 'scale/message-cpu'],
  async measure() {
    const [withoutMb] = await looked(0, async () => []);
    const [withMb, spentUs] = await looked(servers, spentOnMessages);
    const [base] = withoutMb.toSorted((left, right) => left - right);
    return [
      {
        name: 'scale/server-memory',
        unit: 'kB',
        samples: withMb.map((mb) => ((mb - (base ?? Number.NaN)) * 1024) / servers),
      },
      { name: 'scale/message-cpu', unit: 'us', samples: spentUs },
    ];
  },
};

interface Chat {
  readonly channel: Place;
  readonly by: Person;
}

type Scene = Awaited<ReturnType<typeof openScene>>;

/** The memory of a bot in so many servers, and what else is measured there. */
async function looked(
  count: number,
  also: (scene: Scene, chats: readonly Chat[]) => Promise<readonly number[]>,
): Promise<readonly [readonly number[], readonly number[]]> {
  const chats: Chat[] = [];
  const scene = await openScene({
    discord: { shards },
    arrange(discord) {
      for (let index = 0; index < count; index += 1) {
        const server = discord.addGuild({ name: `server ${index}`, shard: index % shards });
        const [channel] = Array.from({ length: textChannels }, () => server.addText());
        for (let call = 0; call < calls; call += 1) server.addVoice();
        const by = discord.addPerson(server);
        for (let role = 0; role < roles; role += 1) discord.addRole(server, `role ${role}`, [by]);
        if (channel) chats.push({ channel, by });
      }
    },
  });
  try {
    await delay(settleMs);
    const heldMb: number[] = [];
    for (let look = 0; look < looks; look += 1) {
      heldMb.push(memoryAloneMb(scene.bot.pid));
      await delay(betweenLooksMs);
    }
    return [heldMb, await also(scene, chats)];
  } finally {
    await scene.close({ check: false });
  }
}

/** Microseconds of all processes for each message. */
async function spentOnMessages(
  { discord, bot }: Scene,
  chats: readonly Chat[],
): Promise<readonly number[]> {
  const write = async (): Promise<void> => {
    for (let sent = 0; sent < messages; sent += 1) {
      const chat = chats[sent % chats.length];
      if (chat) discord.say({ ...chat, content: `They write message number ${sent} to others.` });
      if (sent % messagesAtOnce === 0) await delay(pauseMs);
    }
    await delay(pauseMs);
  };
  await write();
  const samples: number[] = [];
  for (let window = 0; window < windows; window += 1) {
    const beforeMs = cpuMs(bot.pid);
    await write();
    samples.push(((cpuMs(bot.pid) - beforeMs) * 1_000) / messages);
  }
  return samples;
}
