import { UserError } from '../../errors.ts';
import type { Clip } from '../../speech/speech.ts';
import type { ClipLimits, ClipReport, Cut } from './clip-report.ts';
import { startReaderProcess } from './reader-process.ts';
import type { StartReader } from './reader-process.ts';
import { ReaderQueue } from './reader-queue.ts';

/** Looks into clips of strangers, whatever their bytes may be. */
export interface ClipChecker {
  /**
   * What is in a clip, by its content. Flaws of a clip that can be decoded are in the report; rejects with a
   * `UserError` when it can't, or with the signal's reason.
   */
  check(clip: Uint8Array, limits: ClipLimits, signal: AbortSignal): Promise<ClipReport>;
  /** A stretch of a clip as what services take: a mono mp3. Rejects as `check` does. */
  prepare(clip: Uint8Array, cut: Cut, signal: AbortSignal): Promise<Clip>;
  /** Ends the process that decodes; what is still waiting rejects. */
  close(): void;
}

export interface ClipCheckerOptions {
  readonly maxBytes?: number;
  /** For one clip, once its turn has come; time in which a busy machine lets others run does not count. */
  readonly timeoutMs?: number;
  /**
   * Of the process that decodes, which is ended when it takes more; it can grow a little further before that is seen.
   * Never less than what it takes while idle and a clip's worth of room.
   */
  readonly maxRssBytes?: number;
  /** More clips than this at once are turned away. */
  readonly maxWaiting?: number;
  readonly startReader?: StartReader;
}

const defaults = {
  maxBytes: 10 * 1024 * 1024,
  timeoutMs: 2000,
  maxRssBytes: 108 * 1024 * 1024,
  maxWaiting: 16,
  startReader: startReaderProcess,
};

/** Starts the process that decodes clips, and keeps it warm. Does not keep this process alive. */
export function clipChecker(options: ClipCheckerOptions = {}): ClipChecker {
  const { maxBytes, ...bounds } = { ...defaults, ...options };
  const readers = new ReaderQueue(bounds);
  readers.warm();

  function mustBePlausible(clip: Uint8Array): void {
    if (clip.length === 0) throw new UserError('The clip is empty. Send another one.');
    if (clip.length <= maxBytes) return;
    const megabytes = Math.floor(maxBytes / 1024 / 1024);
    throw new UserError(
      `The clip is larger than ${megabytes} MB. Send a shorter one, or send it as mp3.`,
    );
  }

  return {
    async check(clip, limits, signal) {
      mustBePlausible(clip);
      const answer = await readers.read({ kind: 'check', limits }, clip, signal);
      if (answer.kind !== 'report') throw new Error('the clip reader answered something else');
      return answer.report;
    },
    async prepare(clip, cut, signal) {
      mustBePlausible(clip);
      const answer = await readers.read({ kind: 'prepare', cut }, clip, signal);
      if (answer.kind !== 'prepared') throw new Error('the clip reader answered something else');
      return { bytes: answer.bytes, format: 'mp3', durationMs: answer.durationMs };
    },
    close: () => readers.close(),
  };
}
