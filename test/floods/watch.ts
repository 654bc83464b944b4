import { cpuMs, machineCpuMs, residentMb } from './processes.ts';

const everyMs = 100;

interface Look {
  readonly atMs: number;
  readonly mb: number;
}

/** Looks at the bot's processes all the time, and at how much of the machine others take. */
export class Watch {
  readonly #looks: Look[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #begun = { atMs: performance.now(), othersMs: othersMs() };

  constructor(botPid: number) {
    this.#timer = setInterval(
      () => this.#looks.push({ atMs: performance.now(), mb: residentMb(botPid) }),
      everyMs,
    );
  }

  /** The most memory in that time. */
  mostMb(fromMs: number, toMs: number): number {
    return Math.max(...this.#between(fromMs, toMs));
  }

  /** The usual value in that time. */
  usualMb(fromMs: number, toMs: number): number {
    const sorted = this.#between(fromMs, toMs).toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  }

  /** The least of the usual values of spans of that length, one after the other, in that time. */
  leastMb(fromMs: number, toMs: number, spanMs: number): number {
    const spans = Math.max(1, Math.floor((toMs - fromMs) / spanMs));
    const usual = Array.from({ length: spans }, (_, back) => {
      const endMs = toMs - back * spanMs;
      return this.usualMb(endMs - spanMs, endMs);
    });
    return Math.min(...usual);
  }

  /** Cores that processes of nobody here have taken since the beginning, on average. */
  get otherCores(): number {
    const { atMs, othersMs: before } = this.#begun;
    return (othersMs() - before) / (performance.now() - atMs);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #between(fromMs: number, toMs: number): number[] {
    return this.#looks.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).map(({ mb }) => mb);
  }
}

/** The bot and its processes are children of this one. */
const othersMs = (): number => machineCpuMs() - cpuMs(process.pid);
