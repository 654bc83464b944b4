import { randomUUID } from 'node:crypto';

import type { CallWorkers, ToCall, WorkerListener, WorkerTotals } from '#call/call-workers.ts';
import type { Log } from '#ops/log.ts';

import { chosenFor } from './choice.ts';
import { forNode } from './messages.ts';
import type { FromNode } from './messages.ts';
import { NodeLink } from './node-link.ts';
import type { NodePlace } from './node-link.ts';

interface NodesOptions {
  readonly places: readonly NodePlace[];
  readonly secret: string;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly patienceMs?: number;
}

/** A node that was lost for so long has its calls begun elsewhere. */
const usualPatienceMs = 1_500;
const none: WorkerTotals = {
  ticks: 0,
  framesSent: 0,
  stalls: 0,
  underruns: 0,
  deaths: 0,
  alive: 0,
};

interface Node {
  readonly id: string;
  readonly weight: number;
  readonly link: NodeLink;
  totals: WorkerTotals;
}

/** Calls whose voice connections are held by nodes, on this machine or on others. */
export class Nodes implements CallWorkers {
  readonly #nodes: readonly Node[];
  readonly #listeners = new Map<string, WorkerListener>();
  readonly #placed = new Map<string, Node>();
  readonly #log: NodesOptions['log'];

  /** Connects at once, so that the first call need not wait for it. */
  constructor({ places, secret, log, patienceMs = usualPatienceMs }: NodesOptions) {
    this.#log = log;
    const common = { secret, process: randomUUID(), patienceMs };
    this.#nodes = places.map((place) => this.#add(place, common));
  }

  get counters(): WorkerTotals {
    return this.#nodes.reduce((sum, { totals }) => added(sum, totals), none);
  }

  take(guildId: string, listener: WorkerListener): void {
    this.#listeners.set(guildId, listener);
  }

  release(guildId: string): void {
    this.#listeners.delete(guildId);
    this.#placed.delete(guildId);
  }

  send(message: ToCall, taken?: () => void): void {
    const { guildId } = message;
    const node = message.type === 'connect' ? this.#place(guildId) : this.#placed.get(guildId);
    // A call that is connected nowhere has nobody who could miss it.
    if (!node) return taken?.();
    node.link.send(forNode(message), taken);
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map(({ link }) => link.close(false)));
  }

  #place(guildId: string): Node | undefined {
    const known = this.#placed.get(guildId);
    if (known?.link.isUp) return known;
    const reachable = this.#nodes.filter(({ link }) => link.isUp);
    const node = chosenFor(guildId, reachable) ?? known ?? chosenFor(guildId, this.#nodes);
    if (node) this.#placed.set(guildId, node);
    return node;
  }

  #add(place: NodePlace, options: ConstructorParameters<typeof NodeLink>[1]): Node {
    const { address } = place;
    const link = new NodeLink(place, options, {
      message: (message) => this.#hear(node, message),
      offers: () => undefined,
      changed: (isUp, why) =>
        isUp
          ? this.#log.info({ address }, 'a voice node is connected')
          : this.#log.warn({ address, why }, 'a voice node is not reached'),
      lost: (reason) => this.#lose(node, reason),
    });
    const node: Node = { id: address, weight: 1, link, totals: none };
    return node;
  }

  #hear(node: Node, message: FromNode): void {
    if (message.type === 'totals') {
      node.totals = message.totals;
      return;
    }
    if (message.type === 'offer') return;
    if (this.#placed.get(message.guildId) !== node) return;
    const listener = this.#listeners.get(message.guildId);
    if (message.type !== 'died') return listener?.message(message);
    this.#placed.delete(message.guildId);
    listener?.workerDied(`voice node ${node.id}: ${message.reason}`);
  }

  #lose(node: Node, reason: string): void {
    const lost = [...this.#placed].filter(([, place]) => place === node);
    for (const [guildId] of lost) {
      this.#placed.delete(guildId);
      this.#listeners.get(guildId)?.workerDied(`voice node ${node.id} ${reason}`);
    }
  }
}

function added(one: WorkerTotals, other: WorkerTotals): WorkerTotals {
  return {
    ticks: one.ticks + other.ticks,
    framesSent: one.framesSent + other.framesSent,
    stalls: one.stalls + other.stalls,
    underruns: one.underruns + other.underruns,
    deaths: one.deaths + other.deaths,
    alive: one.alive + other.alive,
  };
}
