import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import { queuedMs, watchRunTime } from '#ops/run-time.ts';
import type { Child, ChildEvents } from '#ops/supervisor.ts';

import { flawText } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import type { ReaderAnswer, ReaderTask } from './reader-orders.ts';
import type { ReaderBounds } from './readers.ts';
import { watchResidentMemory } from './resident-memory.ts';

export interface GivenFile {
  readonly task: ReaderTask;
  readonly file: Uint8Array;
}

/** A reader may take this much beyond its idle memory, whatever the bound says: else a large idle one could read nothing. */
const minRoomBytes = 40 * 1024 * 1024;
/** A reader that keeps more than this over what a fresh one takes is replaced between two clips. */
const maxKeptBytes = 20 * 1024 * 1024;
/** The first start after an installation compiles everything and stays larger for it; the next one is lean. */
const leanBytes = 85 * 1024 * 1024;
/** On a busy machine a file gets more time than its bound, but nobody is kept waiting longer than this many times. */
const maxStretch = 4;

/** Starts readers, each in the place of the last, that end when a file takes too long or too much memory. */
export function boundedReaders(
  bounds: ReaderBounds,
): (events: ChildEvents<ReaderAnswer>) => Child<GivenFile> {
  let startCount = 0;
  return (events) => {
    startCount += 1;
    const isFirst = startCount === 1;
    let freshBytes: number | undefined;
    let isWorn = false;
    let hasRead = false;
    let stops: readonly (() => void)[] = [];
    const unwatch = (): void => {
      for (const stop of stops) stop();
    };
    let death = (reason: string): Error => new Error(reason);
    const reader = bounds.startReader({
      message(message) {
        if (message.kind === 'answer') {
          unwatch();
          events.answer(message.answer);
          return;
        }
        const { rssBytes } = message;
        isWorn =
          freshBytes === undefined
            ? isFirst && rssBytes > leanBytes
            : rssBytes > freshBytes + maxKeptBytes;
        freshBytes ??= rssBytes;
        events.ready();
      },
      death: (reason) => events.ended(death(reason)),
    });
    return {
      begin({ task, file }) {
        const { pid } = reader;
        const refuse = (flaw: Flaw): void => events.ended(unusable(task, flaw));
        // A file is not blamed for what others left behind before it.
        const tooLarge = hasRead ? () => events.ended() : () => refuse({ kind: 'too-much-memory' });
        hasRead = true;
        death = () => unusable(task, { kind: 'unreadable' });
        const maxBytes = Math.max(bounds.maxRssBytes, (freshBytes ?? 0) + minRoomBytes);
        if (pid !== undefined) {
          const time = { usedMs: () => runMsOf(pid), maxMs: bounds.timeoutMs, maxStretch };
          stops = [
            watchRunTime(time, () => refuse({ kind: 'too-slow' })),
            watchResidentMemory(pid, maxBytes, tooLarge),
          ];
        }
        return reader.send({ task, sizeBytes: file.length }, file);
      },
      isWorn: () => isWorn,
      kill() {
        unwatch();
        reader.kill();
      },
      hold: (held) => reader.hold(held),
    };
  };
}

/** The time that passed but for that in which other processes had the processor though this one wanted it. */
async function runMsOf(pid: number): Promise<number> {
  const waitedMs = await queuedMs(pid);
  return performance.now() - waitedMs;
}

/** The file of each task for the person who gave it. */
const files = {
  check: 'clip',
  prepare: 'clip',
  sound: 'sound',
  'packed-sound': 'sound',
  table: 'table',
  phrases: 'phrases',
} as const;

/** Tells the person who gave a file what is wrong with it, and what they can do. */
export function unusable({ kind }: ReaderTask, flaw: Flaw): UserError {
  const file = files[kind];
  return new UserError(text(($) => $.clips.unusable[file], { why: flawText(flaw) }));
}
