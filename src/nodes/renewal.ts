import { againAndAgain } from '#ops/again-and-again.ts';
import type { Log } from '#ops/log.ts';

import { heldUntil, renewEveryMs } from './lease.ts';
import type { Room } from './messages.ts';

/** The state of a node that all gateways see. */
export interface NodeState {
  /** As gateways reach it: `host:port`. */
  readonly id: string;
  readonly process: string;
  readonly weight: number;
  readonly room: Room;
}

/** The table in which nodes renew their leases, for one of them. */
export interface LeaseTable {
  /** Resolves with the processes of gateways that want their calls there let go. */
  renew(state: NodeState): Promise<readonly string[]>;
  /** The calls of that process are let go. */
  parted(id: string, process: string): Promise<void>;
  leave(id: string, process: string): Promise<void>;
  close(): Promise<void>;
}

interface RenewalOptions {
  readonly table: LeaseTable;
  /** The state as it is now. */
  readonly state: () => NodeState;
  readonly letGo: (process: string) => void;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** Renews the lease of a node until it is closed. */
export class Renewal {
  readonly #options: RenewalOptions;
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  #untilMs = -Infinity;

  constructor(options: RenewalOptions) {
    this.#options = options;
    this.#ended = againAndAgain(() => this.#renew(), {
      everyMs: renewEveryMs,
      signal: this.#closing.signal,
      onTrouble: (error) =>
        options.log.warn({ error }, 'the lease of this node could not be renewed'),
    });
  }

  get isHeld(): boolean {
    return performance.now() < this.#untilMs;
  }

  /** The node has ended: nobody waits for its lease. */
  async close(): Promise<void> {
    const { table, state } = this.#options;
    this.#closing.abort();
    await this.#ended;
    this.#untilMs = -Infinity;
    const { id, process } = state();
    await table.leave(id, process).catch(() => undefined);
    await table.close();
  }

  async #renew(): Promise<void> {
    const { table, state, letGo } = this.#options;
    const askedAtMs = performance.now();
    const now = state();
    const parting = await table.renew(now);
    this.#untilMs = heldUntil(askedAtMs);
    for (const process of parting) {
      letGo(process);
      await table.parted(now.id, process);
    }
  }
}
