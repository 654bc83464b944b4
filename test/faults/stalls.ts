import { type ChildProcess, fork } from 'node:child_process';

const everyMs = 5;
const lateMs = 10;

interface Stall {
  readonly fromMs: number;
  readonly toMs: number;
  /** It met every process, and not this one alone. */
  readonly ofMachine: boolean;
}

/**
 * When this process stood still (Discord and its listeners live in it, and would take that for silence of the bot), and
 * when the machine was too busy for a process that only waits. Both are taken off what listeners heard as pauses.
 */
export class Stalls {
  readonly #stalls: Stall[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #metronome: ChildProcess;
  #lastMs = performance.now();

  constructor() {
    this.#timer = setInterval(() => this.#sample(), everyMs);
    this.#timer.unref();
    this.#metronome = fork(new URL('metronome.ts', import.meta.url), { execArgv: [] });
    this.#metronome.on('message', (message) => {
      const { fromMs, toMs } = message as Pick<Stall, 'fromMs' | 'toMs'>;
      const { timeOrigin } = performance;
      this.#stalls.push({
        fromMs: fromMs - timeOrigin,
        toMs: toMs - timeOrigin,
        ofMachine: true,
      });
    });
  }

  /**
   * How much of that time was lost so. `machine`: false where the bot itself may have kept the machine busy, so that
   * nothing of that is excused.
   */
  within(fromMs: number, toMs: number, { machine = true } = {}): number {
    const met = this.#stalls
      .filter((stall) => stall.toMs > fromMs && stall.fromMs < toMs)
      .filter(({ ofMachine }) => machine || !ofMachine)
      .sort((one, other) => one.fromMs - other.fromMs);
    let sum = 0;
    let reachedMs = fromMs;
    for (const stall of met) {
      sum += Math.max(0, Math.min(toMs, stall.toMs) - Math.max(reachedMs, stall.fromMs));
      reachedMs = Math.max(reachedMs, stall.toMs);
    }
    return sum;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#metronome.disconnect();
  }

  #sample(): void {
    const nowMs = performance.now();
    if (nowMs - this.#lastMs > everyMs + lateMs)
      this.#stalls.push({ fromMs: this.#lastMs + everyMs, toMs: nowMs, ofMachine: false });
    this.#lastMs = nowMs;
  }
}
