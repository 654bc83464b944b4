import { againAndAgain } from '#ops/again-and-again.ts';
import type { Log } from '#ops/log.ts';

import { lookEveryMs, SeenLeases } from './lease.ts';
import type { NodeState } from './renewal.ts';

/** A node as the table has it. */
export interface NodeRow extends NodeState {
  readonly beat: number;
  /** Whether it was asked to let go of this process's calls, and hasn't yet. */
  readonly parting: boolean;
}

/** The table in which nodes renew their leases, for a gateway. */
export interface NodeTable {
  look(process: string): Promise<readonly NodeRow[]>;
  /** Asks a node that isn't reached to let go of a process's calls. */
  askToPart(id: string, process: string): Promise<void>;
  /** It was reached before it did. */
  parted(id: string, process: string): Promise<void>;
  forget(id: string, beat: number): Promise<void>;
  close(): Promise<void>;
}

/** A row that nobody has renewed for so long is removed. */
const forgetAfterMs = 600_000;

interface WatchOptions {
  readonly table: NodeTable;
  readonly process: string;
  readonly looked: (rows: readonly NodeRow[]) => void;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** Looks at the leases of nodes until it is closed. */
export class LeaseWatch {
  readonly #options: WatchOptions;
  readonly #seen = new SeenLeases();
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  /** The nodes that were asked to let go, and since when the table has that. */
  readonly #asked = new Map<string, number>();
  #lookedAtMs = -Infinity;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#ended = againAndAgain(() => this.#look(), {
      everyMs: lookEveryMs,
      signal: this.#closing.signal,
      onTrouble: (error) =>
        options.log.warn({ error }, 'the leases of voice nodes could not be read'),
    });
  }

  get isAway(): boolean {
    return this.#seen.isAway;
  }

  stateOf(id: string): 'held' | 'over' | 'unknown' {
    return this.#seen.of(id);
  }

  /** Whether a node that isn't reached can't speak in this process's calls any more; has it asked for that. */
  hasLetGo({ id, parting }: NodeRow): boolean {
    if (this.#seen.of(id) === 'over') return true;
    const askedAtMs = this.#asked.get(id);
    if (askedAtMs === undefined) void this.#ask(id);
    // A look that had begun before may not show it.
    return askedAtMs !== undefined && this.#lookedAtMs > askedAtMs && !parting;
  }

  /** It is reached, or its calls are begun elsewhere: nothing is asked of it any more. */
  isDone(id: string): void {
    if (!this.#asked.delete(id)) return;
    this.#options.table.parted(id, this.#options.process).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ended;
    await this.#options.table.close();
  }

  async #ask(id: string): Promise<void> {
    const { table, process } = this.#options;
    this.#asked.set(id, Infinity);
    try {
      await table.askToPart(id, process);
      if (this.#asked.has(id)) this.#asked.set(id, performance.now());
    } catch {
      this.#asked.delete(id);
    }
  }

  async #look(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      this.#seen.failed();
      throw error;
    }
  }

  async #read(): Promise<void> {
    const { table, process, looked } = this.#options;
    const askedAtMs = performance.now();
    const rows = await table.look(process);
    this.#seen.saw(rows, askedAtMs, performance.now());
    this.#lookedAtMs = askedAtMs;
    looked(rows);
    for (const { id, beat } of rows)
      if (this.#seen.overForMs(id) > forgetAfterMs) await table.forget(id, beat);
  }
}
