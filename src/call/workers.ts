import { addedFrames, noFrames } from './call-workers.ts';
import type { CallWorkers, ToCall, WorkerListener, WorkerTotals } from './call-workers.ts';
import { Pulse } from './pulse.ts';
import type { FrameCounters, FromWorker } from './voice-port.ts';
import { ofNobody } from './within.ts';
import type { StartWorker, VoiceWorker } from './worker-process.ts';

/** How many calls a worker carries, and how long it is waited for. */
export const standardLimits = {
  /** Calls in one worker: half of what one was measured to carry while all speak. */
  maxCalls: 100,
  /** How often workers that have something to do are looked at; they tell as often that they live. */
  lookMs: 500,
  /** The same for those that have nothing to do. */
  restMs: 5000,
  /** Looks without a word until a worker is given up. */
  maxSilentLooks: 2,
  /** A worker that has not said a word yet is still starting. */
  maxStartLooks: 20,
  /** Pause before another is started in the place of one that died while it started. */
  rehireMs: 1000,
  /** The time that a worker has to end by itself. */
  closeMs: 1000,
};

export type WorkerLimits = Readonly<typeof standardLimits>;

/** A worker that runs, and the guilds whose calls it holds. */
interface Running {
  readonly worker: VoiceWorker;
  readonly guilds: Set<string>;
  readonly pulse: Pulse;
  counters: FrameCounters;
}

/**
 * Spreads guilds over voice workers: the fullest that has room takes the next, a new one starts when all are full.
 * A worker that dies, falls silent or whose clock stands still is replaced at once and its calls are told.
 */
export class Workers implements CallWorkers {
  readonly #start: StartWorker;
  readonly #limits: WorkerLimits;
  readonly #listeners = new Map<string, WorkerListener>();
  readonly #workers = new Set<Running>();
  #past: FrameCounters = noFrames;
  #deaths = 0;
  #closed = false;
  #ended: (() => void) | undefined;

  /** Starts the first worker, so that the first call need not wait for it. */
  constructor(start: StartWorker, limits: WorkerLimits) {
    this.#start = start;
    this.#limits = limits;
    this.#hire();
  }

  get counters(): WorkerTotals {
    const totals = [...this.#workers].reduce(
      (sum, { counters }) => addedFrames(sum, counters),
      this.#past,
    );
    return { ...totals, deaths: this.#deaths, alive: this.#workers.size };
  }

  take(guildId: string, listener: WorkerListener): void {
    this.#listeners.set(guildId, listener);
  }

  release(guildId: string): void {
    this.#listeners.delete(guildId);
    for (const { guilds } of this.#workers) guilds.delete(guildId);
  }

  send(message: ToCall, taken?: () => void): void {
    const { worker, pulse } = this.#workerOf(message.guildId);
    pulse.wake();
    worker.send(message, taken);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { worker, pulse } of this.#workers) {
      pulse.stop();
      worker.send({ type: 'close' });
    }
    const ended = Promise.withResolvers<void>();
    this.#ended = ended.resolve;
    if (this.#workers.size === 0) ended.resolve();
    const late = setTimeout(() => {
      for (const { worker } of this.#workers) worker.kill();
    }, this.#limits.closeMs);
    await ended.promise;
    clearTimeout(late);
  }

  #workerOf(guildId: string): Running {
    const all = [...this.#workers];
    const known = all.find(({ guilds }) => guilds.has(guildId));
    if (known) return known;
    const free = all.find(({ guilds }) => guilds.size < this.#limits.maxCalls) ?? this.#hire();
    free.guilds.add(guildId);
    return free;
  }

  #hireIfNone(): void {
    if (!this.#closed && this.#workers.size === 0) this.#hire();
  }

  #hire(): Running {
    const running: Running = {
      worker: ofNobody(() =>
        this.#start({
          message: (message) => this.#hear(running, message),
          died: (reason) => this.#bury(running, reason),
        }),
      ),
      guilds: new Set(),
      pulse: new Pulse(this.#limits, () => this.#bury(running, 'fell silent')),
      counters: noFrames,
    };
    this.#workers.add(running);
    return running;
  }

  #hear(running: Running, message: FromWorker): void {
    if (message.type !== 'heartbeat') {
      // Many joins at once, on a busy machine, keep a worker from its heartbeats. To kill it for that would begin them all again.
      if (message.type === 'step') running.pulse.works();
      return this.#listeners.get(message.guildId)?.message(message);
    }
    const rests = message.speaking === 0;
    // A worker that speaks and whose clock stands still is as good as silent.
    const isStuck = !rests && message.counters.ticks <= running.counters.ticks;
    running.pulse.beats({ rests, isStuck });
    running.counters = message.counters;
  }

  #bury(running: Running, reason: string): void {
    if (!this.#workers.delete(running)) return;
    running.pulse.stop();
    running.worker.kill();
    this.#past = addedFrames(this.#past, running.counters);
    if (this.#closed) {
      if (this.#workers.size === 0) this.#ended?.();
      return;
    }
    this.#deaths += 1;
    // One that never said a word would die again at once, and again.
    if (running.pulse.isHeard) this.#hireIfNone();
    else setTimeout(() => this.#hireIfNone(), this.#limits.rehireMs);
    for (const guildId of running.guilds)
      this.#listeners.get(guildId)?.workerDied(`voice worker ${running.worker.id} ${reason}`);
  }
}
