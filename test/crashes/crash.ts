import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { startDeapi } from '@crier/rehearsal/deapi/deapi.ts';
import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import { seededRandom } from '@crier/rehearsal/random.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';

import { bySocket, byWebhook } from '../job-ways.ts';
import { startBot } from '../scene.ts';
import { trapVariables } from './borders.ts';
import type { Border } from './borders.ts';
import { gather, spoilSome } from './load.ts';
import type { Crowd } from './load.ts';
import { layTrail } from './trail.ts';
import { isAcknowledged, isOpen, verdictOf } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const trap = fileURLToPath(new URL('trap.ts', import.meta.url));
/** A machine that is busy with much else takes its time to start a bot. */
const startMs = 120_000;
/** Nothing that the script has takes longer than this to come to a border, also where much is taken up on a busy machine. */
const borderMs = 30_000;
const endMs = 60_000;
const notReached = ', not reached';

/** Where the bot is killed: at a border, the how manieth time it is reached, or so long after its start, or after it was back. */
export type Kill =
  | { readonly at: Border; readonly nth: number }
  | { readonly at: 'any'; readonly since: 'start' | 'back'; readonly afterMs: number };

/** Kills for a run: as many as wanted at each border, and the rest at any moment. */
export function planned(
  total: number,
  atEach: number,
  borders: readonly Border[],
  seed: number,
): Kill[] {
  const random = seededRandom(seed);
  const kills: Kill[] = borders.flatMap((at) =>
    Array.from({ length: atEach }, () => ({ at, nth: 1 + Math.floor(random() * 3) })),
  );
  while (kills.length < total)
    kills.push({
      at: 'any',
      since: random() < 0.25 ? 'start' : 'back',
      afterMs: 300 + random() * 4_000,
    });
  // In any order.
  for (let last = kills.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [kills[last], kills[other]] = [kills[other] as Kill, kills[last] as Kill];
  }
  return kills;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface CrashOptions {
  readonly seed: number;
  readonly say: (line: string) => void;
  /** Given all that the bot wrote in each of its lives. */
  readonly onLife?: (life: number, output: readonly string[]) => void;
}

/** Kills the bot in the middle of its work, again and again, and looks what people and the account have of it. */
export async function crash(
  kills: readonly Kill[],
  { seed, say, onLife }: CrashOptions,
): Promise<Verdict> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'crier-crashes-'));
  const webhook = await byWebhook();
  const [discord, deapi] = await Promise.all([
    startDiscord({}),
    startDeapi({ ...webhook.deapi, seed, balance: 100, latency: { minMs: 50, maxMs: 900 } }),
  ]);
  const ways = new Ways(webhook.environment);
  spoilSome(deapi);
  const crowds = [await gather(discord, 'One'), await gather(discord, 'Two')];
  const counts: Record<string, number> = {};
  const start = (kill?: Kill): BotProcess =>
    startBot({
      environment: {
        ...environmentOf(discord, deapi, ways.next(kill)),
        ...(kill &&
          kill.at !== 'any' && {
            [trapVariables.border]: kill.at,
            [trapVariables.nth]: String(kill.nth),
          }),
      },
      caPem: discord.caPem,
      dataFolder,
      nodeOptions: ['--import', trap],
    });
  try {
    const first = start();
    await discord.ready(startMs);
    for (const crowd of crowds) await crowd.open();
    await first.stop();
    layTrail(dataFolder);
    const left = [...kills];
    let lives = 0;
    for (let kill = left.shift(); kill; kill = left.shift()) {
      const bot = start(kill);
      const reached = await killed(bot, kill, discord, crowds);
      counts[reached] = (counts[reached] ?? 0) + 1;
      lives += 1;
      say(`${lives}, ${left.length} left: ${reached}`);
      onLife?.(lives, bot.output);
      // On a busy machine the script may not come so far in time: the first time that it is reached will do.
      if (reached.endsWith(notReached) && lives < 2 * kills.length)
        left.push({ ...kill, ...(kill.at !== 'any' && { nth: 1 }) });
    }
    const last = start();
    await discord.gateway.back(startMs, { ...discord.gateway.counts });
    const asked = crowds.flatMap((crowd) => crowd.asked).filter(isAcknowledged);
    const deadlineMs = performance.now() + endMs;
    while (asked.some(({ interaction }) => isOpen(interaction)) && performance.now() < deadlineMs)
      await delay(200);
    // Work taken up in the background is settled as well.
    await delay(2_000);
    const code = await last.stop();
    onLife?.(lives + 1, last.output);
    return await verdictOf({ code, asked, counts, deapi, discord, dataFolder });
  } finally {
    await deapi.close();
    await discord.close({ check: false });
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** How the results of a life come: in turn by each way that there is. */
class Ways {
  readonly #ofJobs: readonly Environment[];
  #lives = 0;

  constructor(byWebhook: Environment) {
    this.#ofJobs = [{}, bySocket.environment, byWebhook];
  }

  next(kill: Kill | undefined): Environment {
    this.#lives += 1;
    const byGateway = { DEAPI_DELIVERY: 'gateway' };
    // A request to the gateway has no id, and is nowhere to be asked for once it is made.
    const all =
      kill?.at === 'submitted' || kill?.at === 'done' ? this.#ofJobs : [...this.#ofJobs, byGateway];
    return all[this.#lives % all.length] ?? {};
  }
}

/** Works until it is killed; resolves with where that was. */
async function killed(
  bot: BotProcess,
  kill: Kill,
  discord: Discord,
  crowds: readonly Crowd[],
): Promise<string> {
  const since = { ...discord.gateway.counts };
  const life = { isOver: false };
  const dead = bot.exited.then(() => {
    life.isOver = true;
    return true;
  });
  const never = startMs + borderMs;
  const late = delay(
    kill.at === 'any' && kill.since === 'start' ? kill.afterMs : never,
    undefined,
    {
      ref: false,
    },
  );
  const isBack = await Promise.race([
    discord.gateway.back(startMs, since).then(
      () => true,
      () => false,
    ),
    dead.then(() => false),
    late.then(() => false),
  ]);
  for (const crowd of crowds) crowd.restarted();
  if (isBack) {
    const enough = delay(
      kill.at === 'any' && kill.since === 'back' ? kill.afterMs : borderMs,
      true,
      {
        ref: false,
      },
    );
    let turn = 0;
    while (!life.isOver) {
      crowds[(turn += 1) % crowds.length]?.next();
      const isEnough = await Promise.race([dead, enough, late.then(() => true), delay(350, false)]);
      if (isEnough) break;
    }
  }
  const name = life.isOver ? kill.at : kill.at === 'any' ? 'any' : `${kill.at}${notReached}`;
  bot.kill('SIGKILL');
  await bot.exited;
  return name;
}
