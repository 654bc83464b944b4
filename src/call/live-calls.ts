import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import { type CallLimits, standardLimits as standardCallLimits } from './call-limits.ts';
import type { CallLines } from './call-lines.ts';
import { type CallState, canSpeak } from './call-state.ts';
import type { CallWorkers, LeftCall } from './call-workers.ts';
import { Call } from './call.ts';
import type { Calls } from './calls.ts';
import { type Sounding, soundingAs } from './changed-mouth.ts';
import { type FirstPacket, tellingFirstPackets, type WaitedFor } from './first-packet.ts';
import type { OwnVoiceState, VoiceGateway } from './gateway.ts';
import { localWorkers, type LocalWorkersOptions } from './local-workers.ts';
import { Lowering } from './lowering.ts';
import type { Mouth } from './mouth-port.ts';
import type { News } from './news.ts';
import { type QueueLimits, standardLimits as standardQueueLimits } from './queue-limits.ts';
import type { FrameCounters } from './voice-port.ts';
import { Watchers } from './watchers.ts';
import { withinGrace } from './within-grace.ts';
import { Joining, ofNobody } from './within.ts';

export interface CallsOptions extends LocalWorkersOptions {
  readonly gateway: VoiceGateway;
  /** Told what people in a guild should know; nobody waits for it as the answer to a command. */
  readonly onNews?: (guildId: string, news: News) => void;
  /** Told of the channel of a guild's call whenever it is another, and of none when it is over; not when the bot stops. */
  readonly onPlace?: (guildId: string, channelId: string | undefined) => void;
  readonly onLog?: (guildId: string, message: string) => void;
  /** Told of the first packet of each line that somebody asked for. */
  readonly onFirstPacket?: (packet: FirstPacket) => void;
  /** Others that hold the connections; processes of this machine when absent. */
  readonly workers?: CallWorkers;
  /** How each is to sound in a guild; as it was made when absent. */
  readonly sound?: Sounding;
  readonly limits?: Partial<CallLimits>;
  readonly queueLimits?: Partial<QueueLimits>;
}

/** The figures that there are to count and to look at. */
export interface CallMetrics {
  /** Totals of all workers since the start. */
  readonly frames: FrameCounters;
  readonly workersAlive: number;
  readonly workerDeaths: number;
  readonly calls: Readonly<Partial<Record<CallState['is'], number>>>;
  readonly lines: LineCounts;
  /** Rejoins by their reason. */
  readonly rejoins: Readonly<Record<string, number>>;
}

/** Lines in the queues of all calls together. */
interface LineCounts {
  readonly spoken: number;
  readonly waiting: number;
  /** Those that wait in the call in which most do. */
  readonly mostWaiting: number;
}

export interface LiveCalls extends Calls {
  metrics(): CallMetrics;
}

/** Calls whose voice connections are held by worker processes. Starts the first of them at once. */
export function calls(options: CallsOptions): LiveCalls {
  const { gateway, onNews, onLog } = options;
  const limits = { ...standardCallLimits, ...options.limits };
  const queueLimits = { ...standardQueueLimits, ...options.queueLimits };
  const workers = options.workers ?? localWorkers(options);
  const byGuild = new Map<string, Call>();
  const joining = new Joining();
  const watchers = new Watchers();
  const rejoins: Record<string, number> = {};
  let closing = false;

  const begin = (guildId: string, channelId: string) => {
    // Anything that befalls a call befalls the line that it speaks, or whoever waits to be joined.
    const within = () => byGuild.get(guildId)?.queue.first?.asGiven ?? joining.of(guildId);
    const log = (message: string) => (within() ?? ofNobody)(() => onLog?.(guildId, message));
    const call: Call = new Call(
      {
        guildId,
        gateway,
        workers,
        limits,
        queueLimits,
        soundingAs: (mouth) => mouthOf(mouth, options, { guildId, log, callOf: () => call }),
        lowering: options.sound && new Lowering(options.sound.changer),
        tell: (news) => onNews?.(guildId, news),
        log,
        rejoining: (why) => (rejoins[why] = (rejoins[why] ?? 0) + 1),
        placed: (channelId) => options.onPlace?.(guildId, channelId),
        listChanged: () => watchers.tell(guildId),
        over: () => byGuild.delete(guildId),
      },
      channelId,
      leftIn(channelId, workers, { guildId, gateway }),
    );
    byGuild.set(guildId, call);
    return call;
  };

  return {
    async join({ guildId, channelId }, signal) {
      if (closing) throw new UserError(text(($) => $.calls.restarting));
      signal.throwIfAborted();
      const call = byGuild.get(guildId) ?? begin(guildId, channelId);
      await joining.wait(guildId, () => call.join(channelId, signal));
    },
    channelOf: (guildId) => byGuild.get(guildId)?.channelId,
    goesOn: ({ guildId, channelId }) => isLeftIn(channelId, workers, { guildId, gateway }),
    speak(guildId, utterance) {
      const call = byGuild.get(guildId);
      if (!call) throw new UserError(text(($) => $.calls.inNoChannel));
      const ticket = call.queue.push(utterance);
      if (call.pause !== undefined) utterance.onHindered?.(call.pause);
      return ticket;
    },
    ...pausing((guildId) => byGuild.get(guildId)),
    ...queues((guildId) => byGuild.get(guildId)?.queue),
    watch: (guildId, listener) => watchers.watch(guildId, listener),
    ...hindrances((guildId) => byGuild.get(guildId)),
    skipAll: (isMeant) => skipAll(byGuild, isMeant),
    leave(guildId) {
      const call = byGuild.get(guildId);
      call?.end('left');
      return call !== undefined;
    },
    async close(graceMs) {
      closing = true;
      await closeAll(byGuild, graceMs, workers);
    },
    metrics: () => metricsOf(workers, byGuild, rejoins),
  };
}

/** Asks one guild's queue, and has the answers where there is none. */
function queues(
  queueOf: (guildId: string) => CallLines | undefined,
): Pick<
  Calls,
  'queue' | 'lines' | 'toFront' | 'clear' | 'before' | 'refusal' | 'replace' | 'skip'
> {
  return {
    queue: (guildId) => queueOf(guildId)?.utterances ?? [],
    lines: (guildId) => queueOf(guildId)?.lines ?? [],
    toFront: (guildId, utteranceId, of) => queueOf(guildId)?.toFront(utteranceId, of) ?? false,
    clear: (guildId, isMeant) =>
      queueOf(guildId)?.skipAll((utterance, isSpoken) => !isSpoken && isMeant(utterance)) ?? 0,
    before: (guildId, authorId) => queueOf(guildId)?.before(authorId),
    refusal: (guildId, authorId) => queueOf(guildId)?.refusal(authorId),
    replace: (guildId, utteranceId, by) => queueOf(guildId)?.replace(utteranceId, by) ?? false,
    skip: (guildId, utteranceId) => queueOf(guildId)?.skip(utteranceId) ?? false,
  };
}

function hindrances(
  callOf: (guildId: string) => Call | undefined,
): Pick<Calls, 'hindranceOf' | 'deafnessOf'> {
  return {
    hindranceOf: (guildId) => callOf(guildId)?.hindrance,
    deafnessOf: (guildId) => callOf(guildId)?.deafness,
  };
}

/** Calls held back, each with why, and let go on. */
function pausing(
  callOf: (guildId: string) => Call | undefined,
): Pick<Calls, 'pause' | 'resume' | 'pauseOf'> {
  const change = (call: Call | undefined, why: Text | undefined): boolean => {
    if (!call || (call.pause === undefined) === (why === undefined)) return false;
    call.pause = why;
    call.queue.pause(why !== undefined);
    for (const { onHindered } of call.queue.utterances) onHindered?.(why ?? call.hindrance);
    return true;
  };
  return {
    pause: (guildId, why) => change(callOf(guildId), why),
    resume: (guildId) => change(callOf(guildId), undefined),
    pauseOf: (guildId) => callOf(guildId)?.pause,
  };
}

function skipAll(
  byGuild: ReadonlyMap<string, Call>,
  isMeant: Parameters<Calls['skipAll']>[0],
): number {
  let count = 0;
  for (const [guildId, { queue }] of byGuild)
    count += queue.skipAll((utterance) => isMeant(utterance, guildId));
  return count;
}

type InGuild = Pick<CallsOptions, 'gateway'> & { readonly guildId: string };

/** The bot in this channel, as Discord has it now. */
function ownIn(channelId: string, { guildId, gateway }: InGuild): OwnVoiceState | undefined {
  const own = gateway.ownState?.(guildId);
  return own?.channel_id === channelId ? own : undefined;
}

/** The guild's call that the last process left in this channel. */
function leftIn(channelId: string, workers: CallWorkers, guild: InGuild): LeftCall | undefined {
  const own = ownIn(channelId, guild);
  const left = own && workers.takeUp?.(guild.guildId, own.session_id);
  return left && { ...left, voiceState: { ...left.voiceState, ...own } };
}

function isLeftIn(channelId: string, workers: CallWorkers, guild: InGuild): boolean {
  const own = ownIn(channelId, guild);
  return own !== undefined && workers.hasLeft?.(guild.guildId, own.session_id) === true;
}

async function closeAll(
  byGuild: ReadonlyMap<string, Call>,
  graceMs: number,
  workers: CallWorkers,
): Promise<void> {
  await withinGrace(Promise.all([...byGuild.values()].map((call) => call.finish())), graceMs);
  const leavesBehind = workers.leavesBehind?.() === true;
  for (const call of byGuild.values()) call.end(leavesBehind ? 'left-behind' : 'closed');
  await workers.close();
}

function metricsOf(
  { counters }: Pick<CallWorkers, 'counters'>,
  byGuild: ReadonlyMap<string, Call>,
  rejoins: CallMetrics['rejoins'],
): CallMetrics {
  const { alive: workersAlive, deaths: workerDeaths, ...frames } = counters;
  const calls = statesOf(byGuild.values());
  const lines = linesOf(byGuild.values());
  return { frames, workersAlive, workerDeaths, calls, lines, rejoins: { ...rejoins } };
}

function statesOf(calls: Iterable<Call>): CallMetrics['calls'] {
  const counts: Partial<Record<CallState['is'], number>> = {};
  for (const { state } of calls) counts[state.is] = (counts[state.is] ?? 0) + 1;
  return counts;
}

function linesOf(calls: Iterable<Call>): LineCounts {
  let spoken = 0;
  let waiting = 0;
  let mostWaiting = 0;
  for (const { queue } of calls) {
    const here = queue.utterances.length - (queue.speaking ? 1 : 0);
    if (queue.speaking) spoken += 1;
    waiting += here;
    mostWaiting = Math.max(mostWaiting, here);
  }
  return { spoken, waiting, mostWaiting };
}

/** A line that comes now waits for this. */
function waitedFor({ queue, state, pause }: Call): WaitedFor {
  if (queue.utterances.length > 0) return 'lines';
  return canSpeak(state) && pause === undefined ? 'nothing' : 'call';
}

interface OfCall {
  readonly guildId: string;
  readonly log: (message: string) => void;
  /** The call whose mouth it is; it is there before anything is spoken. */
  readonly callOf: () => Call;
}

/** The mouth of a call as it is to sound, with whoever hears of first packets told. */
function mouthOf(
  mouth: Mouth,
  { sound, onFirstPacket }: Pick<CallsOptions, 'sound' | 'onFirstPacket'>,
  { callOf, ...of }: OfCall,
): Mouth {
  const listens = (on: boolean): void => callOf().hearOthers(on);
  const sounding = soundingAs(sound, mouth, { ...of, listens });
  if (!onFirstPacket) return sounding;
  return tellingFirstPackets(sounding, { onFirstPacket, waitingFor: () => waitedFor(callOf()) });
}
