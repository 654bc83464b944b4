import { AsyncLocalStorage } from 'node:async_hooks';

/** A child process or a thread, from outside: it does one task after the other. */
export interface Child<Task> {
  /** Watches what the task takes, too. Resolves when what was sent is no longer needed here: the child has it, or has ended. */
  begin(task: Task): Promise<void>;
  /** Whether it has grown too large to be given another task. */
  isWorn(): boolean;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Whether it keeps this process alive. */
  hold(held: boolean): void;
}

export interface ChildEvents<Answer> {
  /** It has nothing to do. */
  ready(): void;
  answer(answer: Answer): void;
  /** It has ended or has to: its task fails with `why`. Without that it is no fault of the task, which is given to another child. */
  ended(why?: Error): void;
}

export interface SupervisorOptions<Task, Answer> {
  /** The child, in messages. */
  readonly name: string;
  readonly start: (events: ChildEvents<Answer>) => Child<Task>;
  /** After this long without a task the child is ended, to give its memory back; absent: it stays. */
  readonly idleMs?: number;
  /** How long a child may take to start. */
  readonly startTimeoutMs?: number;
  /** The time after which a task that waits for its turn is given up. */
  readonly waitMs?: number;
}

/** The task was given up: it waited for too long, or the supervisor was closed. */
export class GivenUp extends Error {
  override readonly name: string = 'GivenUp';
}

/** Given up since no child came up in time: the machine has too much else to do, which its operator should know. */
export class LateStart extends GivenUp {
  override readonly name = 'LateStart';
}

/** A child ended before it had started. */
export class NoStart extends Error {
  override readonly name = 'NoStart';
}

/** Whether what was asked for failed since no child came up. */
export function isNoStart(error: unknown): error is NoStart | LateStart {
  return error instanceof NoStart || error instanceof LateStart;
}

/** Asks once more where no child came up: that it can't load may have been the machine's fault. */
export async function withSecondStart<Result>(ask: () => Promise<Result>): Promise<Result> {
  return ask().catch((error: unknown) => {
    if (isNoStart(error)) return ask();
    throw error;
  });
}

interface Job<Task, Answer> extends PromiseWithResolvers<Answer> {
  readonly task: Task;
  /** Resolves when no child that was given the task needs what was sent any more. */
  sent: Promise<unknown>;
  /** Runs while it waits. */
  timer: NodeJS.Timeout | undefined;
}

type State<Task, Answer> =
  | { readonly at: 'down' | 'closed' }
  | {
      readonly at: 'starting' | 'idle';
      readonly child: Child<Task>;
      readonly timer: NodeJS.Timeout | undefined;
    }
  | { readonly at: 'busy'; readonly child: Child<Task>; readonly job: Job<Task, Answer> };

/** Nothing that a child tells belongs to any of the tasks for which it happened to be started. */
const ofNobody = AsyncLocalStorage.snapshot();
const usualStartTimeoutMs = 10_000;

/** Tasks in the order they come, one at a time, for a child that is ended and replaced when a task is too much for it. */
export class Supervisor<Task, Answer> {
  readonly #options: SupervisorOptions<Task, Answer>;
  readonly #waiting: Job<Task, Answer>[] = [];
  #state: State<Task, Answer> = { at: 'down' };
  /** For those who wait for nothing but a child. */
  #starting: PromiseWithResolvers<void> | undefined;

  constructor(options: SupervisorOptions<Task, Answer>) {
    this.#options = options;
  }

  /** How many tasks it has. */
  get load(): number {
    return this.#waiting.length + (this.#state.at === 'busy' ? 1 : 0);
  }

  /** Starts a child when none runs. */
  warm(): void {
    if (this.#state.at === 'down') this.#start();
  }

  /** Starts a child when none runs, and resolves when one does. Rejects as `run` does. */
  async started(): Promise<void> {
    this.#assertOpen();
    this.warm();
    if (this.#state.at !== 'starting') return;
    this.#state.child.hold(true);
    this.#starting ??= Promise.withResolvers<void>();
    await this.#starting.promise;
  }

  /**
   * Rejects with `GivenUp`, with the signal's reason, or with what the child ended of. But for an abort, nothing needs what
   * was sent any more then.
   */
  async run(task: Task, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    this.#assertOpen();
    const { name, waitMs } = this.#options;
    const outcome = Promise.withResolvers<Answer>();
    const job: Job<Task, Answer> = { ...outcome, task, sent: Promise.resolve(), timer: undefined };
    const giveUp = (why: unknown) => {
      const at = this.#waiting.indexOf(job);
      if (at >= 0) this.#waiting.splice(at, 1);
      job.reject(why);
    };
    // One that is being done goes on to its end, which is near, and nobody hears of it.
    const onAbort = () => giveUp(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    const tooLate = () => giveUp(new GivenUp(`${name} has too much to do`));
    if (waitMs !== undefined) job.timer = setTimeout(tooLate, waitMs);
    this.#waiting.push(job);
    this.#next();
    try {
      return await job.promise;
    } finally {
      clearTimeout(job.timer);
      signal?.removeEventListener('abort', onAbort);
      if (signal?.aborted !== true) await job.sent;
    }
  }

  /** Ends the child; what it does and what waits is given up. */
  close(): void {
    const state = this.#leave({ at: 'closed' });
    const error = new GivenUp(`${this.#options.name} is closed`);
    if (state.at === 'busy') state.job.reject(error);
    this.#rejectWaiting(error);
    if ('child' in state) state.child.kill();
  }

  #next(): void {
    const [job] = this.#waiting;
    if (job) this.warm();
    const state = this.#state;
    if ('child' in state) state.child.hold(job !== undefined || state.at === 'busy');
    if (state.at !== 'idle' || !job) return;
    this.#waiting.shift();
    clearTimeout(job.timer);
    job.sent = Promise.all([job.sent, state.child.begin(job.task)]);
    this.#leave({ at: 'busy', child: state.child, job });
  }

  #start(): void {
    const child: Child<Task> = ofNobody(this.#options.start, {
      ready: () => {
        if (this.#stateOf(child)?.at !== 'busy') this.#rest(child);
      },
      answer: (answer) => {
        const state = this.#stateOf(child);
        if (state?.at === 'busy') state.job.resolve(answer);
        this.#rest(child);
      },
      ended: (why) => this.#ended(child, why),
    });
    const { name, startTimeoutMs = usualStartTimeoutMs } = this.#options;
    const late = new LateStart(`${name} did not start in time`);
    const timer = setTimeout(() => this.#ended(child, late), startTimeoutMs).unref();
    this.#leave({ at: 'starting', child, timer });
    child.hold(this.#waiting.length > 0);
  }

  /** The state, unless the child's time is over. */
  #stateOf(child: Child<Task>) {
    return 'child' in this.#state && this.#state.child === child ? this.#state : undefined;
  }

  #rest(child: Child<Task>): void {
    if (!this.#stateOf(child)) return;
    const { idleMs } = this.#options;
    const timer =
      idleMs === undefined ? undefined : setTimeout(() => this.#end(child), idleMs).unref();
    this.#leave({ at: 'idle', child, timer });
    this.#starting?.resolve();
    this.#starting = undefined;
    if (child.isWorn()) {
      this.#end(child);
      this.#start();
    }
    this.#next();
  }

  /** A child that does not even start fails all that wait for it: as given up when that only took too long. */
  #ended(child: Child<Task>, why?: Error): void {
    const state = this.#stateOf(child);
    if (!state) return;
    this.#end(child);
    if (state.at === 'starting')
      this.#rejectWaiting(
        why instanceof LateStart
          ? why
          : new NoStart(`${this.#options.name} does not start: ${why?.message}`, { cause: why }),
      );
    if (state.at === 'busy' && why) state.job.reject(why);
    else if (state.at === 'busy') this.#waiting.unshift(state.job);
    this.#next();
  }

  #end(child: Child<Task>): void {
    this.#leave({ at: 'down' });
    child.kill();
  }

  /** The one place where a state is left: its timer ends with it. */
  #leave(next: State<Task, Answer>): State<Task, Answer> {
    const state = this.#state;
    if ('timer' in state) clearTimeout(state.timer);
    this.#state = next;
    return state;
  }

  #assertOpen(): void {
    if (this.#state.at === 'closed') throw new GivenUp(`${this.#options.name} is closed`);
  }

  #rejectWaiting(error: Error): void {
    for (const job of this.#waiting.splice(0)) job.reject(error);
    this.#starting?.reject(error);
    this.#starting = undefined;
  }
}
