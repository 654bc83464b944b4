import { z } from 'zod';

import { dayMs, dayOf } from '#ops/utc-day.ts';

import { windowMs } from './minute-window.ts';
import type { Shortage } from './said-shortage.ts';
import type { CallLimits } from './tier.ts';

/*
 * The calls that all processes together made to one endpoint. A call that is on its way counts until it is answered, and from then on
 * for a minute: the service counted it at some time before it answered. What a process that died had on its way counts as if it had
 * been answered when its request can't come any more.
 */

/** Longer than a request takes to reach the service: to connect, and to send the largest clip. */
export const arrivesWithinMs = 60_000;
/** One that was refused and doesn't ask again within this time is not waiting any more. */
export const patienceMs = 3_000;

/** No answer is waited for as long as this: whoever made the call died. */
const forgottenMs = 10 * 60_000;

const schema = z.object({
  /** Answered calls, by moments from which they count. */
  made: z.array(z.tuple([z.number(), z.number()])),
  /** Calls on their way, the oldest first, and whose they are. */
  begun: z.array(
    z.object({
      by: z.string(),
      atMs: z.number(),
      /** It counts among the answered ones already, and its answer may still come. */
      isMade: z.boolean().optional(),
    }),
  ),
  day: z.number(),
  used: z.number(),
  refused: z.object({ untilMs: z.number(), quota: z.enum(['minute', 'day']) }).optional(),
  /** Processes that wait for a call, the longest first. */
  waiting: z.array(
    z.object({ by: z.string(), untilMs: z.number(), ofMinute: z.number(), ofDay: z.number() }),
  ),
});
export type CallsOfAll = z.infer<typeof schema>;

/** One call that is about to be made. */
export interface Ask {
  readonly by: string;
  readonly limits: CallLimits;
  /** Calls that are left to others. */
  readonly leaves: { readonly ofMinute: number; readonly ofDay: number };
  /** It is made in spite of all that is known, to see whether that holds. */
  readonly isTrial?: boolean;
}

/** The calls that are left to all, where it may be made; else why not. */
export type Taken =
  | { readonly left: number; readonly used: number }
  | { readonly shortage: Shortage };

/** Reads what processes wrote down; nothing of what can't be read. */
export function readCalls(written: string | undefined, nowMs: number): CallsOfAll {
  const none: CallsOfAll = { made: [], begun: [], day: dayOf(nowMs), used: 0, waiting: [] };
  if (written === undefined) return none;
  try {
    return { ...none, ...schema.parse(JSON.parse(written)) };
  } catch {
    return none;
  }
}

/** Counts a call, where one is left for whoever asks. */
export function takeCall(
  before: CallsOfAll,
  ask: Ask,
  nowMs: number,
): { readonly calls: CallsOfAll; readonly taken: Taken } {
  const calls = asOf(before, nowMs);
  const shortage = ask.isTrial === true ? undefined : shortageOf(calls, ask, nowMs);
  const others = calls.waiting.filter(({ by }) => by !== ask.by);
  if (shortage) {
    const own = calls.waiting.find(({ by }) => by === ask.by);
    const waits = { by: ask.by, untilMs: nowMs + patienceMs, ...ask.leaves };
    const waiting = own
      ? calls.waiting.map((one) => (one === own ? waits : one))
      : [...others, waits];
    return { calls: { ...calls, waiting }, taken: { shortage } };
  }
  const after = {
    ...calls,
    begun: [...calls.begun, { by: ask.by, atMs: nowMs }],
    used: calls.used + 1,
    waiting: others,
  };
  const left = Math.max(0, ask.limits.perMinute - countOf(after));
  return { calls: after, taken: { left, used: after.used } };
}

/** A call of that process was answered, or never sent; the service counts none of a day that it refuses, or never got. */
export function endCall(
  before: CallsOfAll,
  { by, wasSent, wasCounted }: { by: string; wasSent: boolean; wasCounted: boolean },
  nowMs: number,
): CallsOfAll {
  const calls = asOf(before, nowMs);
  // Whichever of its calls it was: with the oldest gone, those that are left stand for any that are still on their way.
  const ended = calls.begun.find((call) => call.by === by);
  const used = wasCounted ? calls.used : Math.max(0, calls.used - 1);
  const begun = calls.begun.filter((call) => call !== ended);
  const counts = ended !== undefined && ended.isMade !== true && wasSent;
  return { ...calls, begun, used, made: counts ? withMade(calls.made, nowMs) : calls.made };
}

/** The service refused a call, and said for how long: that goes for all. */
export function refuseCalls(
  before: CallsOfAll,
  { retryAfterMs, quota }: Shortage,
  nowMs: number,
): CallsOfAll {
  const untilMs = Math.max(nowMs + retryAfterMs, before.refused?.untilMs ?? 0);
  return { ...asOf(before, nowMs), refused: { untilMs, quota } };
}

/** Without what doesn't count any more. */
function asOf(calls: CallsOfAll, nowMs: number): CallsOfAll {
  const isLost = ({ atMs, isMade }: CallsOfAll['begun'][number]): boolean =>
    isMade !== true && atMs + arrivesWithinMs <= nowMs;
  const made = calls.begun
    .filter(isLost)
    .reduce((all, { atMs }) => withMade(all, atMs + arrivesWithinMs), calls.made)
    .filter(([atMs]) => atMs + windowMs > nowMs);
  const begun = calls.begun
    .filter(({ atMs }) => atMs + forgottenMs > nowMs)
    .map((call) => (isLost(call) ? { by: call.by, atMs: call.atMs, isMade: true } : call));
  const waiting = calls.waiting.filter(({ untilMs }) => untilMs > nowMs);
  const { refused, ...rest } = calls;
  const kept = { ...rest, begun, made, waiting };
  const today = dayOf(nowMs);
  return {
    ...kept,
    ...(refused && refused.untilMs > nowMs && { refused }),
    // A call on its way may be counted on either day.
    ...(today > calls.day && { day: today, used: onTheirWay(begun) }),
  };
}

function shortageOf(calls: CallsOfAll, ask: Ask, nowMs: number): Shortage | undefined {
  const { refused, used } = calls;
  if (refused) return { retryAfterMs: refused.untilMs - nowMs, quota: refused.quota };
  const { limits, leaves } = ask;
  const { perMinute, perDay = Infinity } = limits;
  const ofDay = perDay - used;
  if (ofDay <= 0) return { retryAfterMs: (calls.day + 1) * dayMs - nowMs, quota: 'day' };
  if (ofDay <= leaves.ofDay) return { retryAfterMs: patienceMs, quota: 'day', isKept: true };
  const free = perMinute - countOf(calls);
  const before = calls.waiting.findIndex(({ by }) => by === ask.by);
  const first = before < 0 ? calls.waiting : calls.waiting.slice(0, before);
  // Those that wait longer, and could have it, go first.
  const ahead = first.filter((one) => free > one.ofMinute && ofDay > one.ofDay).length;
  if (free > leaves.ofMinute + ahead) return undefined;
  const isKept = free > ahead && leaves.ofMinute > 0;
  return { retryAfterMs: nextFreeMs(calls, nowMs), quota: 'minute', ...(isKept && { isKept }) };
}

function nextFreeMs({ made }: CallsOfAll, nowMs: number): number {
  const [oldest] = made.toSorted(([one], [other]) => one - other);
  return Math.max(100, oldest ? oldest[0] + windowMs - nowMs : 1_000);
}

function countOf({ made, begun }: CallsOfAll): number {
  return made.reduce((sum, [, count]) => sum + count, onTheirWay(begun));
}

function onTheirWay(begun: CallsOfAll['begun']): number {
  return begun.filter(({ isMade }) => isMade !== true).length;
}

/** Calls of a second are one entry, which counts from its end. */
function withMade(made: CallsOfAll['made'], atMs: number): CallsOfAll['made'] {
  const second = Math.ceil(atMs / 1_000) * 1_000;
  const known = made.find(([at]) => at === second);
  if (!known) return [...made, [second, 1]];
  return made.map((one) => (one === known ? [second, one[1] + 1] : one));
}
