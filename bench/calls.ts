import { setTimeout as delay } from 'node:timers/promises';

import type { VoiceServer } from '@crier/rehearsal/discord/voice-port.ts';

import { ManyCalls } from './many-calls.ts';
import { type PlainCalls, startPlainCalls } from './plain-calls.ts';
import { cpuMs, residentMb } from './process-figures.ts';
import type { Figure, Scenario } from './row.ts';

const windows = 3;
const windowMs = 5000;
/** After everybody has begun: commands are answered, and what was new is compiled. */
const settleMs = 1000;

/** About nine seconds of speech. */
const line =
  'This line is long enough for two hundred people to be greeted one after the other, and for everybody to listen to it for a good while before it comes to its end, which is now.';

interface Window {
  /** The share of one core. */
  readonly cpuPercent: number;
  readonly gapP99Ms: number;
  readonly residentMb: number;
}

/** CPU, gaps and memory of the bot, all its processes together, while it speaks in many calls; and of the plain library. */
export const manyCalls: Scenario = {
  names: [50, 100, 200].flatMap((count) => names(count)).concat('calls/200-vs-library'),
  async measure() {
    const calls = await ManyCalls.open(200, line, { light: true });
    let plain: PlainCalls | undefined;
    try {
      const ofBot: Figure[] = [];
      for (const count of [50, 100]) {
        await calls.fill(count);
        ofBot.push(...figures(count, await botWindows(calls)));
      }
      await calls.fill(200);
      const { discord } = calls.scene;
      plain = await startPlainCalls(discord, 200, calls.frames);
      const all = [];
      const ratios = [];
      for (let run = 0; run < windows; run += 1) {
        const bot = await botWindow(calls);
        const library = await plainWindow(plain, calls);
        all.push(bot);
        ratios.push(bot.cpuPercent / library.cpuPercent);
        process.stderr.write(
          `  200 calls: ${bot.cpuPercent.toFixed(1)} % of a core, the library ${library.cpuPercent.toFixed(1)} %\n`,
        );
      }
      return [
        ...ofBot,
        ...figures(200, all),
        { name: 'calls/200-vs-library', unit: 'ratio', samples: ratios },
      ];
    } finally {
      plain?.close();
      await calls.close();
    }
  },
};

function names(count: number): string[] {
  return ['', '-gap-p99', '-rss', '-lost'].map((figure) => `calls/${count}${figure}`);
}

function figures(count: number, measured: readonly (Window & { lost: number })[]): Figure[] {
  const [cpu = '', gap = '', rss = '', lost = ''] = names(count);
  return [
    { name: cpu, unit: '%', samples: measured.map(({ cpuPercent }) => cpuPercent) },
    { name: gap, unit: 'ms', samples: measured.map(({ gapP99Ms }) => gapP99Ms) },
    { name: rss, unit: 'MB', samples: measured.map(({ residentMb }) => residentMb) },
    { name: lost, unit: 'frames', samples: measured.map((each) => each.lost) },
  ];
}

async function botWindows(calls: ManyCalls): Promise<(Window & { readonly lost: number })[]> {
  const measured = [];
  for (let run = 0; run < windows; run += 1) measured.push(await botWindow(calls));
  return measured;
}

/** The bot says the line everywhere, and is watched while it does. */
async function botWindow(calls: ManyCalls): Promise<Window & { readonly lost: number }> {
  const { discord, bot } = calls.scene;
  const before = calls.full.map((hall) => calls.speechPackets(hall));
  await calls.say();
  const guildIds = calls.full.map(({ server }) => server.id);
  const watched = await watch(bot.pid, discord.voiceServer, guildIds, discord.bot.id);
  await calls.silence();
  // A frame too many in one call makes up for none that is missing in another.
  const lost = calls.full.reduce((sum, hall, index) => {
    const heard = calls.speechPackets(hall) - (before[index] ?? 0);
    return sum + Math.abs(calls.frames.length - heard);
  }, 0);
  return { ...watched, lost };
}

async function plainWindow(plain: PlainCalls, calls: ManyCalls): Promise<Window> {
  const { voiceServer } = calls.scene.discord;
  plain.play();
  const watched = await watch(plain.pid, voiceServer, plain.guildIds, plain.userId);
  await delay(calls.lineMs - windowMs);
  return watched;
}

async function watch(
  pid: number,
  voiceServer: VoiceServer,
  guildIds: readonly string[],
  userId: string,
): Promise<Window> {
  await delay(settleMs);
  const heard = () =>
    guildIds.flatMap((guildId) => voiceServer.guild(guildId).figures(userId) ?? []);
  for (const figures of heard()) figures.forget();
  const beforeMs = cpuMs(pid);
  const startedAtMs = performance.now();
  await delay(windowMs);
  const spentMs = cpuMs(pid) - beforeMs;
  const lastedMs = performance.now() - startedAtMs;
  const gaps = heard().flatMap(({ arrivalsMs }) =>
    arrivalsMs.slice(1).map((atMs, index) => atMs - (arrivalsMs[index] ?? atMs)),
  );
  return {
    cpuPercent: (spentMs / lastedMs) * 100,
    gapP99Ms:
      gaps.sort((left, right) => left - right)[Math.floor(gaps.length * 0.99)] ?? Number.NaN,
    residentMb: residentMb(pid),
  };
}
