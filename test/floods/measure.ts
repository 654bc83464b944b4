import { setTimeout as delay } from 'node:timers/promises';

import { seededRandom } from '@crier/rehearsal/random.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { Stalls } from '../faults/stalls.ts';
import { openScene } from '../scene.ts';
import { Elsewhere } from './elsewhere.ts';
import { excesses, type Flood, type Row } from './flood.ts';
import { Stage } from './stage.ts';
import { Turns } from './turns.ts';
import { Watch } from './watch.ts';

export interface Conditions {
  readonly seed: number;
  /** The heap of the bot's main process, in MB; Node's own choice when left out. */
  readonly heapMb?: number | undefined;
  /** For the bot to come to rest before. */
  readonly settleMs?: number;
  /** For it to give memory back after. */
  readonly restMs?: number;
}

const usualSettleMs = 12_000;
const idleMs = 4_000;
const minuteMs = 60_000;
/** From here on it matters what else the machine does. */
const busyCores = 0.3;
const maxTries = 3;

/** Pours a flood over a bot of its own; again where another process on this machine may be what spoiled its figures. */
export async function measure(flood: Flood, conditions: Conditions): Promise<Row> {
  for (let tries = 1; ; tries += 1) {
    const row = await measuredOnce(flood, conditions).catch((error: unknown) => {
      // On a machine that does much else a bot may not be ready in its minute.
      if (tries === maxTries) throw error;
      process.stderr.write(`${String(error)}\n`);
    });
    if (!row) continue;
    const isSpoiled = row.problems.length > 0 && row.otherCores > busyCores;
    if (!isSpoiled || tries === maxTries) return { ...row, tries };
  }
}

/** As `measure`, whatever else the machine does. */
export async function measuredOnce(
  flood: Flood,
  { seed, heapMb, settleMs = usualSettleMs, restMs = minuteMs }: Conditions,
): Promise<Row> {
  const stalls = new Stalls();
  const turns = new Turns();
  const nodeOptions = [turns.nodeOption];
  if (heapMb !== undefined) nodeOptions.push(`--max-old-space-size=${heapMb}`);
  const scene = await openScene({
    environment: { ...turns.environment, NODE_OPTIONS: nodeOptions.join(' ') },
  });
  const watch = new Watch(scene.bot.pid);
  let elsewhere: Elsewhere | undefined;
  try {
    const stage = await Stage.open(scene, seededRandom(seed));
    await flood.prepare?.(stage);
    elsewhere = await Elsewhere.begin(scene, stalls);
    await delay(settleMs);
    await turns.longestMs(scene.bot);
    const startedAtMs = performance.now();
    const idle = watch.usualMb(startedAtMs - idleMs, startedAtMs);
    const failure = await poured(flood, stage);
    const overAtMs = performance.now();
    const turnMs = await turns.longestMs(scene.bot);
    await stage.cleared();
    await delay(restMs);
    const endMs = performance.now();
    const { otherCores } = watch;
    const machine = otherCores > busyCores;
    const figures = {
      gapMs: Math.round(elsewhere.longestGapMs(startedAtMs, endMs, machine)),
      helpMs: Math.round(await elsewhere.slowestHelpMs(startedAtMs, overAtMs, machine)),
      turnMs: Math.round(turnMs),
      idleMb: Math.round(idle),
      peakMb: Math.round(watch.mostMb(startedAtMs, endMs) - idle),
      // The sound for the listener elsewhere takes memory as well while a piece of it is made.
      afterMb: Math.round(watch.leastMb(endMs - restMs / 2, endMs, idleMs) - idle),
    };
    return {
      name: flood.name,
      how: flood.how,
      tries: 1,
      ...figures,
      otherCores: Math.round(otherCores * 10) / 10,
      problems: [...failure, ...(await broken(scene)), ...stage.problems, ...excesses(figures)],
    };
  } finally {
    elsewhere?.stop();
    watch.close();
    await scene.close({ check: false });
    turns.close();
    stalls.close();
  }
}

/** Pours the flood; resolves with the reasons why it could not be poured, or why the bot was not done with it. */
async function poured(flood: Flood, stage: Stage): Promise<readonly string[]> {
  try {
    await flood.pour(stage);
    await stage.answered();
    return [];
  } catch (error) {
    return [
      `it was not poured to its end: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}

/** The processes of the bot that ended, and the rules of Discord that it broke. */
async function broken({ bot, discord }: Scene): Promise<readonly string[]> {
  const living = new Promise<undefined>((resolve) => {
    setImmediate(() => resolve(undefined));
  });
  const end = await Promise.race([bot.exited, living]);
  const workers = bot.output.filter((line) => /voice worker \d+ (?:exited|fell)/u.test(line));
  const rules = new Set(discord.violations);
  return [
    ...(end ? [`the bot ended with ${end.signal ?? end.code}: ${bot.output.at(-1)}`] : []),
    ...(workers.length > 0 ? [`voice workers ended ${workers.length} times`] : []),
    ...(rules.size > 0 ? [`it broke Discord's rules: ${[...rules].slice(0, 3).join('; ')}`] : []),
  ];
}
