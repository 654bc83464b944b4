import { setTimeout as delay } from 'node:timers/promises';

import { DiscordAPIError, HTTPError } from 'discord.js';

import type { Log } from '#ops/log.ts';

export interface Waiting {
  /** Told of each failure, and of the pause before the next try. */
  readonly onWaiting: (error: unknown, pauseMs: number) => void;
  readonly signal: AbortSignal;
  /** Before the second try, the third …; the last one counts for all further. */
  readonly pausesMs?: readonly number[];
}

const standardPausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000] as const;

/**
 * Asks Discord for something until it answers, whatever the answer is: at the start its address may be out of reach, as
 * after a power cut. Rejects with what Discord refused it with, or with the signal's reason.
 */
export async function untilAnswered<Answer>(
  ask: () => Promise<Answer>,
  { onWaiting, signal, pausesMs = standardPausesMs }: Waiting,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (isAnswer(error)) throw error;
      const pauseMs = pausesMs[Math.min(tries, pausesMs.length) - 1] ?? 0;
      onWaiting(error, pauseMs);
      await delay(pauseMs, undefined, { signal });
    }
  }
}

/** Waits with one line of the log for each try. */
export function loggedWaiting(apiUrl: string, log: Log, signal: AbortSignal): Waiting {
  return {
    signal,
    onWaiting(error, pauseMs) {
      const facts = { why: wayOf(error), pauseMs };
      log.warn(facts, `Discord is out of reach at ${apiUrl}: it is tried again`);
    },
  };
}

/** A word for the log on what went wrong on the way to Discord. */
export function wayOf(error: unknown): string {
  if (error instanceof HTTPError) return `HTTP ${error.status}`;
  const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.name : String(error));
}

function isAnswer(error: unknown): boolean {
  return error instanceof DiscordAPIError || (error instanceof HTTPError && error.status < 500);
}
