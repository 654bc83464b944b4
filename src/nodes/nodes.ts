import { randomUUID } from 'node:crypto';

import { addedFrames, noFrames } from '#call/call-workers.ts';
import type {
  CallWorkers,
  LeftCall,
  ToCall,
  WorkerListener,
  WorkerTotals,
} from '#call/call-workers.ts';
import type { Log } from '#ops/log.ts';

import { chosenFor } from './choice.ts';
import { forNode } from './messages.ts';
import type { FromNode, Offer } from './messages.ts';
import { NodeLink } from './node-link.ts';
import type { NodePlace } from './node-link.ts';

interface NodesOptions {
  readonly places: readonly NodePlace[];
  readonly secret: string;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Whether a next process goes on where this one ends. */
  readonly goesOn: () => boolean;
  readonly patienceMs?: number;
}

/** A node that was lost for so long has its calls begun elsewhere. */
const usualPatienceMs = 1_500;
const none: WorkerTotals = { ...noFrames, deaths: 0, alive: 0 };

interface Node {
  readonly id: string;
  readonly weight: number;
  readonly link: NodeLink;
  totals: WorkerTotals;
  /** It is about to end, and takes no call any more. */
  drains: boolean;
}

/** Calls whose voice connections are held by nodes, on this machine or on others. */
export class Nodes implements CallWorkers {
  readonly #nodes: readonly Node[];
  readonly #listeners = new Map<string, WorkerListener>();
  readonly #placed = new Map<string, Node>();
  /** Calls of an earlier process that can be gone on with, and where they are. */
  readonly #offers = new Map<string, { readonly node: Node; readonly call: Offer }>();
  readonly #log: NodesOptions['log'];
  readonly #goesOn: () => boolean;

  /** Connects at once, so that the first call need not wait for it. */
  constructor({ places, secret, log, goesOn, patienceMs = usualPatienceMs }: NodesOptions) {
    this.#log = log;
    this.#goesOn = goesOn;
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

  leavesBehind(): boolean {
    return this.#goesOn();
  }

  takeUp(guildId: string, sessionId: string): LeftCall | undefined {
    const offer = this.#offers.get(guildId);
    if (offer?.call.voiceState.session_id !== sessionId) return undefined;
    this.#offers.delete(guildId);
    this.#placed.set(guildId, offer.node);
    offer.node.link.send({ type: 'adopt', guildId });
    return offer.call;
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map(({ link }) => link.close(this.#goesOn())));
  }

  #place(guildId: string): Node | undefined {
    const known = this.#placed.get(guildId);
    if (known?.link.isUp && !known.drains) return known;
    const reachable = this.#nodes.filter(({ link, drains }) => link.isUp && !drains);
    const node = chosenFor(guildId, reachable) ?? known ?? chosenFor(guildId, this.#nodes);
    if (node) this.#placed.set(guildId, node);
    const left = this.#offers.get(guildId);
    this.#offers.delete(guildId);
    // It is begun anew, and never held in two nodes.
    if (left && left.node !== node) left.node.link.send({ type: 'disconnect', guildId });
    return node;
  }

  #add(place: NodePlace, options: ConstructorParameters<typeof NodeLink>[1]): Node {
    const { address } = place;
    const link = new NodeLink(place, options, {
      message: (message) => this.#hear(node, message),
      offers: (calls) => {
        for (const call of calls) this.#offers.set(call.guildId, { node, call });
      },
      changed: (isUp, why) => this.#changed(node, isUp, why),
      lost: (reason) => this.#lose(node, reason),
    });
    const node: Node = { id: address, weight: 1, link, totals: none, drains: false };
    return node;
  }

  #hear(node: Node, message: FromNode): void {
    if (message.type === 'totals') {
      node.totals = message.totals;
      return;
    }
    if (message.type === 'offer') {
      this.#offers.set(message.call.guildId, { node, call: message.call });
      return;
    }
    if (message.type === 'draining') {
      node.drains = true;
      return;
    }
    if (this.#placed.get(message.guildId) !== node) return;
    const listener = this.#listeners.get(message.guildId);
    if (message.type !== 'died') return listener?.message(message);
    this.#placed.delete(message.guildId);
    listener?.workerDied(`voice node ${node.id}: ${message.reason}`);
  }

  #changed(node: Node, isUp: boolean, why: string | undefined): void {
    const address = node.id;
    // One that is back is another process of it.
    if (isUp) node.drains = false;
    if (isUp) this.#log.info({ address }, 'a voice node is connected');
    else this.#log.warn({ address, why }, 'a voice node is not reached');
  }

  #lose(node: Node, reason: string): void {
    for (const [guildId, offer] of this.#offers)
      if (offer.node === node) this.#offers.delete(guildId);
    const lost = [...this.#placed].filter(([, place]) => place === node);
    for (const [guildId] of lost) {
      this.#placed.delete(guildId);
      this.#listeners.get(guildId)?.workerDied(`voice node ${node.id} ${reason}`);
    }
  }
}

function added(one: WorkerTotals, other: WorkerTotals): WorkerTotals {
  return {
    ...addedFrames(one, other),
    deaths: one.deaths + other.deaths,
    alive: one.alive + other.alive,
  };
}
