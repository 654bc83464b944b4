import { z } from 'zod';

import type { Memo } from './memo.ts';

/** The levels that can be chosen while the bot runs, from most to least that is logged. */
export const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

/** For how long another level than the usual one counts. */
export const levelMs = 3_600_000;

const memoName = 'log-level';
const kept = z.object({ level: z.enum(levels), untilMs: z.number() });

interface LogLevelParts {
  /** Its level is changed; that with which it comes is the usual one. */
  readonly log: { level: string };
  readonly memo: Memo;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
}

/** How much is logged, which can be another level for an hour: a restart doesn't end the hour, and doesn't make it longer. */
export class LogLevel {
  readonly #log: { level: string };
  readonly #memo: Memo;
  readonly #now: () => number;
  readonly #usual: string;
  #timer: NodeJS.Timeout | undefined;
  #untilMs: number | undefined;

  constructor({ log, memo, now = Date.now }: LogLevelParts) {
    this.#log = log;
    this.#memo = memo;
    this.#now = now;
    this.#usual = log.level;
  }

  /** One that goes on with what the last process was told. */
  static async resumed(parts: LogLevelParts): Promise<LogLevel> {
    const logLevel = new LogLevel(parts);
    const { data } = kept.safeParse(await parts.memo.get(memoName));
    if (data) logLevel.#set(data.level, data.untilMs);
    return logLevel;
  }

  /** The level that counts, and until when, where that isn't the usual one. */
  get current(): { readonly level: string; readonly untilMs?: number } {
    const untilMs = this.#untilMs;
    return { level: this.#log.level, ...(untilMs !== undefined && { untilMs }) };
  }

  /** Logs so much for an hour; the usual level counts at once, and on. */
  async change(level: Level): Promise<void> {
    if (level === this.#usual) {
      this.#end();
      return this.#memo.put(memoName, {});
    }
    const untilMs = this.#now() + levelMs;
    this.#set(level, untilMs);
    await this.#memo.put(memoName, { level, untilMs });
  }

  #set(level: Level, untilMs: number): void {
    clearTimeout(this.#timer);
    const leftMs = untilMs - this.#now();
    // A clock that was put back must not make an hour longer.
    if (leftMs <= 0 || leftMs > levelMs) return this.#end();
    this.#log.level = level;
    this.#untilMs = untilMs;
    this.#timer = setTimeout(() => this.#end(), leftMs).unref();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#untilMs = undefined;
    this.#log.level = this.#usual;
  }
}
