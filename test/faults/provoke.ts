import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { openScene } from '../scene.ts';
import { Bench, type Room } from './bench.ts';
import type { Fault, Group, Observed } from './fault.ts';
import { type ClipHeard, speechAgainMs } from './heard.ts';
import type { Outcome, Row } from './row.ts';
import { Stalls } from './stalls.ts';

const aliveMs = 5_000;
const endsMs = 20_000;
/** Up to here nobody hears a pause. */
const unheardMs = 60;
const maxTries = 3;
/** A sentence, and not a word put where one was asked for. */
const saysWhy = /\S+ \S+ \S+/u;

/** Opens the group's scene, provokes what is wanted of it, and gives a row for each fault. */
export async function runGroup(group: Group, faults: readonly Fault[]): Promise<Row[]> {
  const stalls = new Stalls();
  try {
    return await runIn(await openScene(group.scene), group, faults, stalls);
  } finally {
    // Also when the scene did not open: what it left behind would keep the run from ending.
    group.close?.();
    stalls.close();
  }
}

async function runIn(
  scene: Scene,
  group: Group,
  faults: readonly Fault[],
  stalls: Stalls,
): Promise<Row[]> {
  const bench = new Bench(scene, stalls);
  const rows: Row[] = [];
  try {
    if (group.calm) await bench.calm({ bystander: faults.some(({ alone }) => !alone) });
    const waiting = [...faults];
    const work = async (): Promise<void> => {
      for (let fault = waiting.shift(); fault; fault = waiting.shift())
        rows.push(await runPatiently(fault, bench));
    };
    await Promise.all(Array.from({ length: group.parallel }, work));
  } finally {
    bench.close();
    await scene.close({ check: false });
  }
  return rows;
}

/** A busy machine can spoil figures, and nothing else: then it is provoked again, and the row says how often. */
async function runPatiently(fault: Fault, bench: Bench): Promise<Row> {
  for (let tries = 1; ; tries += 1) {
    const { figures, ...row } = await runFault(fault, bench);
    const again = row.problems.length === 0 && figures.length > 0 && tries < maxTries;
    if (!again) return { ...row, tries, problems: [...row.problems, ...figures] };
  }
}

async function runFault(fault: Fault, bench: Bench): Promise<Row & { figures: string[] }> {
  const startedAtMs = performance.now();
  const observed = await observe(fault, bench);
  const after = await lookAfter(fault, observed, bench);
  const othersGapMs = fault.alone ? null : bench.bystander?.gapMs(startedAtMs, performance.now());
  const { sentence, told, problems = [] } = observed;
  const row = {
    id: fault.id,
    provoked: true,
    tries: 1,
    how: fault.how,
    outcome: judge(fault, observed, after),
    gapMs: rounded(sentence?.gapMs),
    gapAtMostMs: fault.gapAtMostMs,
    wordsLost: sentence?.wordsLost ?? null,
    told: after.stopped ?? told ?? null,
    speechAgainMs: rounded(againMs(observed, after, bench)),
    speechAgainAtMostMs: fault.speechAgainAtMostMs,
    othersGapMs: rounded(othersGapMs),
  };
  return {
    ...row,
    problems: [...problems, ...withoutLimits(fault), ...problemsOf(row, fault)],
    figures: figuresBeyond(row),
  };
}

async function observe(fault: Fault, bench: Bench): Promise<Observed> {
  try {
    return await fault.provoke(bench);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { faultAtMs: performance.now(), problems: [`could not be provoked: ${why}`] };
  }
}

/** The state of the bot once the fault is over. */
interface Aftermath {
  readonly ended: boolean;
  readonly answers: boolean;
  /** The line that the operator read when it ended as it must. */
  readonly stopped: string | undefined;
  readonly askedAtMs: number;
  /** The next sentence. */
  readonly again: ClipHeard | undefined;
}

async function lookAfter(fault: Fault, { room }: Observed, bench: Bench): Promise<Aftermath> {
  const stopped = fault.stops && (await stoppedRightly(fault.stops, bench));
  const ended = await hasEnded(bench);
  const answers = !ended && (await isAnswering(bench));
  const askedAtMs = performance.now();
  const again = answers ? await speakAgain(bench, room) : undefined;
  return { ended, answers, stopped, askedAtMs, again };
}

function judge(
  fault: Fault,
  observed: Observed,
  { ended, answers, stopped, again }: Aftermath,
): Outcome {
  if (ended) return stopped === undefined ? 'crashed' : 'stopped';
  if (fault.stops || !answers) return 'hung';
  return again?.whole ? heardAs(observed) : 'mute';
}

function heardAs({ sentence, told }: Observed): Outcome {
  if (sentence?.whole) return sentence.gapMs > unheardMs ? 'recovered' : 'unharmed';
  if (told !== undefined) return 'told';
  return sentence ? 'mute' : 'unharmed';
}

type Figures = Omit<Row, 'problems'>;

function problemsOf({ outcome, told, wordsLost }: Figures, fault: Fault): string[] {
  const problems: string[] = [];
  if (['mute', 'hung', 'crashed'].includes(outcome)) problems.push(`the bot is ${outcome}`);
  if (fault.tells && told === null) problems.push(`nobody read ${fault.tells.source}`);
  if (!fault.losesSentence && wordsLost) problems.push(`${wordsLost} words were lost`);
  return problems;
}

/** A figure that nothing holds would only be looked at: each has a limit, or it is said why it can't have one. */
export function withoutLimits({ gapAtMostMs, speechAgainAtMostMs }: Fault): string[] {
  const limits = { 'the gap': gapAtMostMs, 'speech again': speechAgainAtMostMs };
  return Object.entries(limits)
    .filter(([, limit]) => !(typeof limit === 'number' ? limit > 0 : saysWhy.test(limit)))
    .map(([what]) => `${what} has no limit`);
}

/** Figures that are worse than they may be. */
function figuresBeyond(row: Figures): string[] {
  const limits = [
    ['speech again', row.speechAgainMs, row.speechAgainAtMostMs],
    ['the gap', row.gapMs, row.gapAtMostMs],
    ['the gap in another server', row.othersGapMs, row.othersGapMs === null ? null : unheardMs],
  ] as const;
  return limits
    .filter(([, is, limit]) => typeof limit === 'number' && (is === null || is > limit))
    .map(([what, is, limit]) => `${what} was ${is ?? 'nothing'} ms, and may be ${limit}`);
}

function againMs(
  { sentence, faultAtMs }: Observed,
  { again, askedAtMs }: Aftermath,
  { stalls }: Bench,
): number | null {
  if (sentence?.whole) return speechAgainMs(sentence, faultAtMs, stalls);
  if (!again?.whole || again.firstAtMs === undefined) return null;
  return again.firstAtMs - askedAtMs - stalls.within(askedAtMs, again.firstAtMs);
}

const rounded = (ms: number | null | undefined): number | null =>
  ms === null || ms === undefined ? null : Math.round(ms);
/** The line that the operator read, when the bot ended as it must. */
async function stoppedRightly(
  { code, says }: NonNullable<Fault['stops']>,
  bench: Bench,
): Promise<string | undefined> {
  const { scene } = bench;
  let exit: number | null | undefined;
  void scene.bot.exited.then((ended) => (exit = ended.code));
  await bench.until(() => exit !== undefined, endsMs);
  const line = scene.bot.output.find((text) => says.test(text));
  return exit === code && line !== undefined ? says.exec(line)?.[0] : undefined;
}

async function hasEnded({ scene }: Bench): Promise<boolean> {
  const living = new Promise<false>((resolve) => {
    setImmediate(() => resolve(false));
  });
  return Promise.race([scene.bot.exited.then(() => true), living]);
}

/** Whether a command is answered: in the time that Discord gives, with some more for a bot that is just back. */
async function isAnswering(bench: Bench): Promise<boolean> {
  const endMs = performance.now() + aliveMs;
  while (performance.now() < endMs) {
    try {
      const room = await bench.room('alive');
      await room.use('help').acknowledged;
      return true;
    } catch {
      // Not yet.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return false;
}

/** The next sentence, where the fault was or in a server of its own. */
async function speakAgain(bench: Bench, where?: Room): Promise<ClipHeard> {
  const room = where ?? (await bench.room('after'));
  const { sentAtMs } = room.say(bench.short.text);
  return room.heard(bench.short, sentAtMs);
}
