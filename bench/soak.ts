/**
 * Speaks thousands of utterances and joins and leaves a thousand times, with the real bot on several shards, and looks
 * whether anything piles up in any of its processes. Prints what it found as JSON; the exit code is 1 when something did.
 * `--utterances N` and `--joins N` make it shorter.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { wholeNumber } from './arguments.ts';
import { type FullHall, ManyCalls } from './many-calls.ts';
import { family } from './process-figures.ts';
import type { Holding } from './soak-probe.ts';

const { values } = parseArgs({
  options: {
    utterances: { type: 'string', default: '10000' },
    joins: { type: 'string', default: '1000' },
  },
});

const wanted = {
  utterances: wholeNumber('utterances', values.utterances),
  joins: wholeNumber('joins', values.joins),
};

const guilds = 40;
const shards = 8;
const line = 'Yes.';
/** Before the first look: caches fill, code is compiled. */
const warmUpRounds = 1;
const rounds = Math.max(4, Math.ceil(wanted.joins / guilds));
const perRound = Math.ceil(wanted.utterances / guilds / rounds);
const betweenCommandsMs = 12;
const roundMs = 120_000;
/** Longer than an unused connection to Discord's REST is kept. */
const restMs = 6000;
const lookEvery = Math.ceil(rounds / 8);

/** The difference that is allowed between the first look and the last. Sayings can be pressed again for 15 minutes, the last 2,000. */
const slack: Readonly<Record<keyof Holding, number>> = {
  heapMb: 12,
  externalMb: 8,
  residentMb: 60,
  timers: 6,
  sockets: 8,
  emitters: 120,
  abortSignals: 60,
  processListeners: 0,
  warnings: 0,
};

const folder = mkdtempSync(join(tmpdir(), 'crier-soak-'));
const probe = new URL(`soak-probe.ts?folder=${encodeURIComponent(folder)}`, import.meta.url).href;
const calls = await ManyCalls.open(guilds, line, {
  light: true,
  shards,
  environment: { LOG_LEVEL: 'debug', NODE_OPTIONS: `--import=${probe}` },
});
const startedAtMs = performance.now();
let utterances = 0;
let joins = 0;
let lost = 0;
const looks: ReadonlyMap<string, Holding>[] = [];
try {
  await calls.fill(guilds);
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const warm = round >= warmUpRounds;
    const missing = await speakEverywhere(perRound);
    await Promise.all(calls.full.map(async (hall) => calls.leave(hall)));
    await Promise.all(calls.full.map(async (hall) => calls.enter(hall)));
    await calls.silence();
    if (!warm) continue;
    lost += missing;
    utterances += guilds * perRound;
    joins += guilds;
    if ((round - warmUpRounds) % lookEvery === 0) {
      await delay(restMs);
      looks.push(await look());
    }
    const seconds = Math.round((performance.now() - startedAtMs) / 1000);
    process.stderr.write(`${utterances} utterances, ${joins} joins, ${seconds} s\n`);
  }
  const violations = calls.scene.discord.violations;
  const { output } = calls.scene.bot;
  // Each is told by every call that it held.
  const deaths = new Set(
    output.flatMap((text) => /voice worker \d+ (?:exited|fell)[^"]*/.exec(text) ?? []),
  );
  const processes = [...(looks[0]?.keys() ?? [])].map((name) => growthOf(name));
  const ok =
    lost === 0 &&
    deaths.size === 0 &&
    violations.length === 0 &&
    processes.every(({ grown }) => grown.length === 0);
  const minutes = Math.round((performance.now() - startedAtMs) / 6000) / 10;
  process.stdout.write(
    `${JSON.stringify({ ok, utterances, joins, framesLost: lost, deaths: [...deaths], violations, minutes, processes }, null, 2)}\n`,
  );
  process.exitCode = ok ? 0 : 1;
} finally {
  await calls.close();
  rmSync(folder, { recursive: true });
}
process.exit();

/** Every guild hears the line so often. Returns the frames of speech that did not come, or came too often. */
async function speakEverywhere(times: number): Promise<number> {
  const expected = times * calls.frames.length;
  const before = new Map(calls.full.map((hall) => [hall, calls.speechPackets(hall)]));
  const heard = (hall: FullHall): number => calls.speechPackets(hall) - (before.get(hall) ?? 0);
  for (let time = 0; time < times; time += 1) {
    for (const hall of calls.full) {
      calls.sayIn(hall);
      await delay(betweenCommandsMs);
    }
  }
  const untilMs = performance.now() + roundMs;
  while (performance.now() < untilMs && calls.full.some((hall) => heard(hall) < expected))
    await delay(50);
  await calls.silence();
  return calls.full.reduce((sum, hall) => sum + Math.abs(expected - heard(hall)), 0);
}

/** The memory that each process of the bot holds now. */
async function look(): Promise<ReadonlyMap<string, Holding>> {
  const { pid: main } = calls.scene.bot;
  const holdings = new Map<string, Holding>();
  for (const pid of family(main)) {
    const file = join(folder, `${pid}.json`);
    rmSync(file, { force: true });
    process.kill(pid, 'SIGUSR2');
    const name = pid === main ? 'bot' : `worker ${pid}`;
    const holding = await written(file, pid);
    if (holding) holdings.set(name, holding);
  }
  return holdings;
}

/** Undefined for a process that is gone. */
async function written(file: string, pid: number): Promise<Holding | undefined> {
  for (let tries = 0; tries < 400 && alive(pid); tries += 1) {
    await delay(50);
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Holding;
    } catch {
      // Not there yet.
    }
  }
  return undefined;
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** First and last look at a process, the growth in between by a straight line, and what grew more than it may. */
function growthOf(name: string) {
  const held = looks.flatMap((each) => each.get(name) ?? []);
  const settled = held.slice(Math.floor(held.length / 3));
  const keys = Object.keys(slack) as (keyof Holding)[];
  const growth = Object.fromEntries(
    keys.map((key) => [key, rounded(riseOf(settled.map((holding) => holding[key])))]),
  ) as Record<keyof Holding, number>;
  const grown = keys.filter((key) => held.length < looks.length || growth[key] > slack[key]);
  const shown = (holding: Holding | undefined) =>
    Object.fromEntries(keys.map((key) => [key, rounded(holding?.[key] ?? Number.NaN)]));
  return { name, grown, first: shown(held[0]), last: shown(held.at(-1)), growth };
}

/** By how much a straight line through the values rises from the first to the last. */
function riseOf(series: readonly number[]): number {
  const middle = (series.length - 1) / 2;
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  let above = 0;
  let below = 0;
  for (const [index, value] of series.entries()) {
    above += (index - middle) * (value - mean);
    below += (index - middle) ** 2;
  }
  return below === 0 ? 0 : (above / below) * (series.length - 1);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
