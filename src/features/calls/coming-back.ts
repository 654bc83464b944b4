import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { z } from 'zod';

import type { Calls } from '#call/calls.ts';
import { keptCalls } from '#call/kept-calls.ts';
import type { KeptCalls } from '#call/kept-calls.ts';
import { KeptSessions } from '#discord/kept-sessions.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { BriefFiles } from '#ops/brief-files.ts';
import { keptSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import { sealWith } from '#ops/seal.ts';

import { answerKeptMs, KeptAnswers } from './kept-answers.ts';
import { keptForMs, KeptLines } from './kept-lines.ts';
import type { WaitingLine } from './kept-lines.ts';
import { Returning } from './returning.ts';

const toldEveryMs = 60_000;

/** The calls, waiting lines and answers that the bot has to know of when it is started anew. */
export interface CallMemory<Line extends WaitingLine> {
  readonly places: KeptCalls;
  readonly lines: KeptLines<Line>;
  readonly answers: KeptAnswers;
  /** The connections to Discord, which the next process goes on with. */
  readonly sessions: KeptSessions;
  /** Holds messages until the bot is back in its calls. */
  readonly returning: Returning;
  /** Resolves when everything is written. */
  settled(): Promise<void>;
}

/** `shape`: of the lines, as they are read. */
export function callMemory<Line extends WaitingLine>(
  dataFolder: string,
  shape: z.ZodType<Line>,
  log: Log,
): CallMemory<Line> {
  let toldAtMs = -Infinity;
  // On a full disk every line fails.
  const onError = (error: unknown): void => {
    if (performance.now() - toldAtMs < toldEveryMs) return;
    toldAtMs = performance.now();
    log.warn({ error }, 'what the next start has to know of calls could not be kept');
  };
  const seal = sealWith(keptSecret(join(dataFolder, 'frames.key')));
  const brief = (folder: string, maxAgeMs: number): BriefFiles =>
    new BriefFiles({ folder: join(dataFolder, folder), seal, maxAgeMs, onError });
  const waiting = brief('waiting', keptForMs);
  const answers = brief('answers', answerKeptMs);
  const foreign = (what: string) => (count: number) =>
    log.info({ count, what }, 'another version kept them in a shape of its own: removed');
  const places = keptCalls(join(dataFolder, 'calls'), onError);
  return {
    places,
    lines: new KeptLines({ files: waiting, shape, onForeign: foreign('lines') }),
    answers: new KeptAnswers(answers, foreign('answers')),
    sessions: new KeptSessions({ folder: join(dataFolder, 'sessions'), seal, onError }),
    returning: new Returning(),
    settled: () => places.settled(),
  };
}

export interface ComingBack<Line extends WaitingLine> extends Pick<
  CallMemory<Line>,
  'places' | 'lines' | 'returning'
> {
  readonly calls: Pick<Calls, 'join' | 'channelOf' | 'goesOn'>;
  readonly whereabouts: Pick<Whereabouts, 'people' | 'obstacle' | 'channelOf'>;
  readonly botId: string;
  /** Whether the bot is to be in a server's call also while nobody is there. */
  readonly staysAlone: (guildId: string) => Promise<boolean>;
  /** Says or reads it again; resolves when it waits in the call, or won't be spoken. */
  readonly takeUp: (line: Line) => Promise<void>;
  /** Lines left out here are not spoken any more. */
  readonly begin: (lines: readonly Line[]) => void;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** A shard may ask for few joins a minute, and people's own go on. */
const joinsPerMinute = 60;
const betweenJoinsMs = 25;

/**
 * Goes back into the calls that the last process was in, in which people still are or it stays alone, and speaks what waited there.
 * `begin` is given the lines that will be taken up, before the first is.
 */
export async function comeBack<Line extends WaitingLine>(parts: ComingBack<Line>): Promise<void> {
  const { places, lines, returning, calls, signal, log } = parts;
  const [kept, waiting] = await Promise.all([places.all(), lines.take()]);
  const looked = await Promise.all(
    kept.map(async ({ guildId, channelId }) => ({
      guildId,
      channelId: whereTo(guildId, channelId, await parts.staysAlone(guildId), parts),
    })),
  );
  const returns = looked.flatMap(({ guildId, channelId }) => {
    if (channelId === undefined) places.release(guildId);
    return channelId === undefined ? [] : [{ guildId, channelId }];
  });
  returning.begin(returns.map(({ guildId }) => guildId));
  const linesOf = (guildId: string): readonly Line[] =>
    waiting.filter((line) => line.guildId === guildId);
  parts.begin(returns.flatMap(({ guildId }) => linesOf(guildId)));
  let joins = 0;
  await Promise.all(
    returns.map(async ({ guildId, channelId }) => {
      // A call that went on without the bot is asked of nobody, and nobody else goes on with it.
      const waits = calls.goesOn?.({ guildId, channelId }) !== true;
      if (waits) await delay(pauseMs((joins += 1)), undefined, { signal });
      // Somebody may have asked for it meanwhile, in whatever channel.
      if (calls.channelOf(guildId) === undefined)
        calls.join({ guildId, channelId }, signal).catch((error: unknown) => {
          const facts = error instanceof UserError ? { why: error.message } : { error };
          log.warn({ guildId, ...facts }, 'a call could not be gone back into after the restart');
        });
      for (const line of linesOf(guildId)) await parts.takeUp(line);
      returning.done(guildId);
    }),
  );
}

/** The channel with people in it, if it doesn't stay alone, too: the one where Discord shows the bot, as somebody may have moved it; else the kept one. */
function whereTo(
  guildId: string,
  keptId: string,
  staysAlone: boolean,
  { whereabouts, botId }: Pick<ComingBack<WaitingLine>, 'whereabouts' | 'botId'>,
): string | undefined {
  return [whereabouts.channelOf(guildId, botId), keptId].find(
    (channelId) =>
      channelId !== undefined &&
      (staysAlone || whereabouts.people(guildId, channelId) > 0) &&
      whereabouts.obstacle(guildId, channelId) === undefined,
  );
}

function pauseMs(place: number): number {
  return Math.floor(place / joinsPerMinute) * 60_000 + (place % joinsPerMinute) * betweenJoinsMs;
}
