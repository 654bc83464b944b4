import type { FrameName } from '#speech/frame-store.ts';

import type { WhoseJobs } from '../job.ts';

/** Speech that one process asks whichever takes the work for. */
export interface Ask {
  readonly id: string;
  /** Equal for equal speech, whoever asks for it. */
  readonly name: FrameName;
  /** The name under which the process that asks is told. */
  readonly asker: string;
  /** They asked for it. */
  readonly userId?: string;
  /** The words and everything else that is needed to speak them, encrypted. */
  readonly sealed: Uint8Array;
}

/** Speech that processes ask each other for, written down until it is there: queues hold keys alone. */
export interface Asks {
  put(ask: Ask): Promise<void>;
  /** All that wait for the frames of that key, the oldest first. */
  under(key: string): Promise<readonly Ask[]>;
  remove(id: string): Promise<void>;
  /** Nobody is to have these any more. Resolves with their ids. */
  forget(whose: WhoseJobs): Promise<readonly string[]>;
}

/** Brings short messages to other processes, at once or not at all: none is kept for whoever is away. */
export interface Wire {
  /** The name under which this process is told. */
  readonly own: string;
  /** Whether anything can be told now. */
  readonly isUp: boolean;
  /** Rejects when it can't be told now. */
  tell(to: string, message: string): Promise<void>;
  /** Calls `heard` with all that is told to that name. */
  listen(to: string, heard: (message: string) => void): Promise<void>;
  close(): Promise<void>;
}

/** The most that one message may hold, in characters of ASCII. */
export const maxMessageChars = 7_900;

/** How soon work is wanted, the soonest first. */
export const urgencies = ['asked', 'read', 'ahead', 'posted', 'later'] as const;
export type Urgency = (typeof urgencies)[number];

/** One piece of work, by the key of its frames. */
export interface Work {
  readonly key: string;
  /** Another process had begun it and was lost meanwhile. */
  readonly isAgain: boolean;
}

/** Gives each piece of work to one process at a time, the most urgent first. */
export interface WorkQueue {
  /** Work that waits already, or is being done, is not added a second time; it waits no longer than the most urgent that was added. */
  add(key: string, urgency: Urgency): Promise<void>;
  /** Does work, so many at once, until the queue is closed. */
  serve(work: (work: Work) => Promise<void>, atOnce: number): Promise<void>;
  /** Takes no more work; resolves when what was begun is done, or when the grace is over. */
  close(grace: AbortSignal): Promise<void>;
}
