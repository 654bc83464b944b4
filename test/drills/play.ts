import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

import type { Charge } from '@crier/rehearsal/deapi/ledger.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { bySocket, byWebhook } from '../job-ways.ts';
import { openScene } from '../scene.ts';
import type { Drill } from './drills.ts';
import { usualMs } from './drills.ts';
import { loadOf } from './load.ts';
import type { Line, Load, Phase } from './load.ts';
import { outcomeOf } from './told.ts';
import type { Outcome } from './told.ts';
import { whoSpoke } from './whose.ts';
import type { Heard, Speaker } from './whose.ts';

/** The outcome of a drill. */
export interface Row {
  readonly drill: string;
  /** Lines while it failed. */
  readonly lines: number;
  readonly spokenBy: Readonly<Record<Speaker, number>>;
  /** How often people were told what, while it failed. */
  readonly told: Readonly<Partial<Record<Outcome, number>>>;
  /** The bot's unasked words in the channel. */
  readonly notices: readonly string[];
  /** From the asking to the first sound, of the lines while it failed. */
  readonly lateMs: { readonly median: number; readonly max: number } | undefined;
  /** From the service's recovery to the asking of the first line that it spoke again. */
  readonly backMs: number | undefined;
  readonly billed: { readonly jobs: number; readonly usd: number };
  readonly ledger: Ledger;
  /** Where its time went, by the name of each step. */
  readonly tookMs: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

interface Ledger {
  readonly jobs: number;
  readonly usd: number;
  readonly doubtfulUsd: number;
  readonly open: number;
}

/** The longest that the built-in engine speaks in the service's stead after that is well again, and some more. */
const backAtMostMs = 60_000;
/** The longest that any line may take. */
const overMs = 240_000;

/** Notes how long each step takes, from when it is made. */
class Watch {
  readonly tookMs: Record<string, number> = {};
  #sinceMs = performance.now();

  over(step: string): void {
    const nowMs = performance.now();
    this.tookMs[step] = nowMs - this.#sinceMs;
    this.#sinceMs = nowMs;
  }
}

/** Plays one drill with a bot of its own. */
export async function play(drill: Drill): Promise<Row> {
  const watch = new Watch();
  const dataFolder = await mkdtemp(join(tmpdir(), 'crier-drill-'));
  const told = drill.toldBy === 'webhook' ? await byWebhook() : bySocket;
  const { environment = {}, deapi } = drill.toldBy === undefined ? {} : told;
  const scene = await openScene({
    dataFolder,
    environment: {
      ...environment,
      SPEECH_FALLBACK: drill.isAlone === true ? 'none' : 'embedded',
    },
    deapi: { ...deapi, latency: usualMs },
  });
  try {
    watch.over('start');
    return await played(drill, scene, dataFolder, watch);
  } finally {
    await scene.close({ check: false });
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function played(drill: Drill, scene: Scene, dataFolder: string, watch: Watch): Promise<Row> {
  const load = await loadOf(scene);
  await load.several('before', 3);
  await load.over(overMs);
  watch.over('before');
  const mend = await drill.fail(scene.deapi);
  await load.several('during', drill.lines ?? 9);
  // Hanging lines are looked at while they hang.
  if (drill.isAlone !== true) await load.over(overMs);
  watch.over('during');
  await mend();
  const backMs = await until(load, scene);
  watch.over('back');
  await load.several('after', 3);
  await load.over(overMs);
  // The last packets may still be under way.
  await delay(200);
  const told = new Map<Line, string | undefined>();
  for (const line of load.lines) told.set(line, await load.toldOf(line));
  watch.over('after');
  // It is gone before this process is busy with what was heard: it would miss the stand-ins.
  const code = await scene.bot.stop();
  const words = load.lines.map((line) => line.words);
  const { lines: heard, strangeAtMs } = await whoSpoke(load.heard, words, scene.deapi);
  watch.over('listening back');
  const problems = [
    ...scene.discord.violations,
    ...scene.deapi.violations,
    ...strangeAtMs.map((atMs) => `something else was heard at ${Math.round(atMs)}`),
    ...load.lines.flatMap((line) => wrongWith(line, told.get(line), heard, drill)),
    ...(backMs === undefined ? ['the service did not speak again'] : []),
    ...(code === 0 ? [] : [`the bot ended with ${String(code)}`]),
  ];
  const ledger = ledgerOf(dataFolder);
  const kept = scene.deapi.charged.filter(({ refunded }) => !refunded);
  return {
    ...figuresOf(drill, load, told, heard),
    notices: load.notices,
    backMs,
    billed: { jobs: kept.length, usd: sumOf(kept) },
    ledger,
    tookMs: watch.tookMs,
    problems: [...problems, ...wrongWithMoney(scene, kept, ledger)],
  };
}

/** Lines are asked for until the service itself speaks one; how long that took. */
async function until(load: Load, { deapi }: Scene): Promise<number | undefined> {
  const sinceMs = performance.now();
  while (performance.now() - sinceMs < backAtMostMs) {
    const line = load.next('after');
    await load.over(overMs);
    const job = deapi.jobs.find(({ fields }) => fields['text'] === line.words);
    if (job?.state === 'done') return line.askedAtMs - sinceMs;
    await delay(1_000);
  }
  return undefined;
}

/** People were told one thing of each line, and it is what they heard. */
function wrongWith(
  line: Line,
  told: string | undefined,
  heard: readonly Heard[],
  drill: Drill,
): string[] {
  const own = heard.filter(({ words }) => words === line.words);
  const [first] = own;
  if (told === undefined) return [`“${line.words}” (${line.phase}) never ended`];
  const outcome = outcomeOf(told);
  if (outcome === undefined) return [`of “${line.words}” (${line.phase}) was told: ${told}`];
  const problems = wrongInSound(outcome, own, line.askedAtMs).map(
    (what) => `“${line.words}” (${line.phase}, told “${outcome}”) ${what}`,
  );
  problems.push(...wrongInPhase(line, outcome, first, drill));
  return problems;
}

/** People heard what they were told, in that voice, once, and after it was asked for. */
function wrongInSound(outcome: Outcome, heard: readonly Heard[], askedAtMs: number): string[] {
  const problems: string[] = [];
  const [first] = heard;
  const isToBeHeard = outcome === 'spoken' || outcome === 'another voice' || outcome === 'read';
  if (heard.length > 1) problems.push(`was heard ${heard.length} times`);
  if (isToBeHeard !== heard.length > 0) problems.push(first ? 'was heard' : 'was not heard');
  if (!first) return problems;
  if (outcome === 'spoken' && first.speaker === 'fallback') problems.push('was in another voice');
  if (outcome === 'another voice' && first.speaker === 'deAPI') problems.push('was by deAPI');
  if (first.firstAtMs < askedAtMs) problems.push('was heard before it was asked for');
  return problems;
}

function wrongInPhase(
  { words, phase, askedAtMs }: Line,
  outcome: Outcome,
  heard: Heard | undefined,
  { told, speakers, lateAtMostMs }: Drill,
): string[] {
  if (phase === 'before' && heard?.speaker !== 'deAPI')
    return [`“${words}” was not spoken by deAPI, which was well`];
  if (phase !== 'during') return [];
  const problems: string[] = [];
  if (!told.includes(outcome)) problems.push(`of “${words}” was told “${outcome}”`);
  if (!heard) return problems;
  if (!speakers.includes(heard.speaker)) problems.push(`“${words}” was spoken by ${heard.speaker}`);
  const lateMs = heard.firstAtMs - askedAtMs;
  if (lateMs > lateAtMostMs) problems.push(`“${words}” was heard ${Math.round(lateMs)} ms late`);
  return problems;
}

function figuresOf(
  drill: Drill,
  load: Load,
  told: ReadonlyMap<Line, string | undefined>,
  heard: readonly Heard[],
): Pick<Row, 'drill' | 'lines' | 'spokenBy' | 'told' | 'lateMs'> {
  const during = load.lines.filter(({ phase }) => phase === ('during' satisfies Phase));
  const spoken = during.flatMap((line) => {
    const first = heard.find(({ words }) => words === line.words);
    return first ? [{ speaker: first.speaker, lateMs: first.firstAtMs - line.askedAtMs }] : [];
  });
  const counts: Partial<Record<Outcome, number>> = {};
  for (const line of during) {
    const outcome = outcomeOf(told.get(line) ?? '');
    if (outcome) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  const late = spoken.map(({ lateMs }) => lateMs).toSorted((one, other) => one - other);
  return {
    drill: drill.name,
    lines: during.length,
    spokenBy: {
      deAPI: spoken.filter(({ speaker }) => speaker === 'deAPI').length,
      fallback: spoken.filter(({ speaker }) => speaker === 'fallback').length,
    },
    told: counts,
    lateMs:
      late.length === 0
        ? undefined
        : { median: late[Math.floor(late.length / 2)] ?? 0, max: late.at(-1) ?? 0 },
  };
}

const sumOf = (charges: readonly Charge[]): number =>
  charges.reduce((sum, { usd }) => sum + usd, 0);
/** Sums of fractions of cents. */
const nothingUsd = 1e-9;

/** Nothing was paid twice, nothing is open, and the bill is what the ledger has, but for what it says to be in doubt. */
function wrongWithMoney({ deapi }: Scene, kept: readonly Charge[], ledger: Ledger): string[] {
  const problems = deapi.chargedTwice.map(({ fields }) => `paid twice: ${fields['text'] ?? ''}`);
  const usd = sumOf(kept);
  if (ledger.open > 0) problems.push(`${ledger.open} jobs are open`);
  if (ledger.usd > usd + nothingUsd) problems.push('the ledger has more than the bill');
  if (ledger.usd + ledger.doubtfulUsd < usd - nothingUsd)
    problems.push('the bill has more than the ledger');
  if (ledger.doubtfulUsd === 0 && ledger.jobs !== kept.length)
    problems.push(`the bill has ${kept.length} jobs, and the ledger ${ledger.jobs}`);
  return problems;
}

function ledgerOf(dataFolder: string): Ledger {
  using file = new DatabaseSync(join(dataFolder, 'crier.sqlite'), { readOnly: true });
  const row = file
    .prepare('SELECT sum(jobs) AS jobs, sum(usd) AS usd, sum(doubtful_usd) AS doubtful FROM spent')
    .get();
  const open = file.prepare('SELECT count(*) AS open FROM jobs').get();
  return {
    jobs: Number(row?.['jobs'] ?? 0),
    usd: Number(row?.['usd'] ?? 0),
    doubtfulUsd: Number(row?.['doubtful'] ?? 0),
    open: Number(open?.['open'] ?? 0),
  };
}
