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

import { chosenFor, usualWeight } from './choice.ts';
import { LeaseWatch } from './lease-watch.ts';
import type { NodeRow, NodeTable } from './lease-watch.ts';
import { forNode } from './messages.ts';
import type { FromNode, Offer, Room } from './messages.ts';
import { NodeLink } from './node-link.ts';
import type { NodePlace } from './node-link.ts';

interface NodesOptions {
  readonly places: readonly NodePlace[];
  /** Where nodes renew their leases, in which further ones are found. */
  readonly table?: NodeTable;
  readonly secret: string;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Whether a next process goes on where this one ends. */
  readonly goesOn: () => boolean;
  readonly patienceMs?: number;
}

/** A node that was lost for so long is missed: its calls are begun elsewhere as soon as it can’t speak in them any more. */
const usualPatienceMs = 1_500;
const none: WorkerTotals = { ...noFrames, deaths: 0, alive: 0 };

interface Node {
  readonly id: string;
  /** Named in the list, and not only found in the table. */
  readonly isListed: boolean;
  readonly link: NodeLink;
  weight: number;
  room: Room;
  totals: WorkerTotals;
  isMissed: boolean;
}

/** Calls whose voice connections are held by nodes, on this machine or on others. */
export class Nodes implements CallWorkers {
  readonly #nodes = new Map<string, Node>();
  readonly #listeners = new Map<string, WorkerListener>();
  readonly #placed = new Map<string, Node>();
  /** Calls of an earlier process that can be gone on with, and where they are. */
  readonly #offers = new Map<string, { readonly node: Node; readonly call: Offer }>();
  readonly #log: NodesOptions['log'];
  readonly #goesOn: () => boolean;
  readonly #watch: LeaseWatch | undefined;
  readonly #common: ConstructorParameters<typeof NodeLink>[1];

  /** Connects at once, so that the first call need not wait for it. */
  constructor(options: NodesOptions) {
    const { places, secret, log, goesOn, table, patienceMs = usualPatienceMs } = options;
    this.#log = log;
    this.#goesOn = goesOn;
    const process = randomUUID();
    const looked = (rows: readonly NodeRow[]): void => this.#looked(rows);
    const watch = table && new LeaseWatch({ table, process, looked, log });
    this.#watch = watch;
    const missesDatabase = watch && (() => watch.isAway);
    this.#common = { secret, process, patienceMs, missesDatabase };
    for (const { address } of places) this.#add(address, true);
  }

  get counters(): WorkerTotals {
    return [...this.#nodes.values()].reduce((sum, { totals }) => added(sum, totals), none);
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

  hasLeft(guildId: string, sessionId: string): boolean {
    return this.#offers.get(guildId)?.call.voiceState.session_id === sessionId;
  }

  takeUp(guildId: string, sessionId: string): LeftCall | undefined {
    const offer = this.#offers.get(guildId);
    if (!offer || !this.hasLeft(guildId, sessionId)) return undefined;
    this.#offers.delete(guildId);
    this.#placed.set(guildId, offer.node);
    offer.node.link.send({ type: 'adopt', guildId });
    return offer.call;
  }

  async close(): Promise<void> {
    await Promise.all([
      this.#watch?.close(),
      ...[...this.#nodes.values()].map(({ link }) => link.close(this.#goesOn())),
    ]);
  }

  #place(guildId: string): Node | undefined {
    const known = this.#placed.get(guildId);
    if (known?.link.isUp && known.room !== 'ending') return known;
    const all = [...this.#nodes.values()];
    const reachable = all.filter(({ link, room }) => link.isUp && room !== 'ending');
    const open = reachable.filter(({ room }) => room === 'open');
    const node =
      chosenFor(guildId, open) ?? chosenFor(guildId, reachable) ?? known ?? chosenFor(guildId, all);
    if (node) this.#placed.set(guildId, node);
    const left = this.#offers.get(guildId);
    this.#offers.delete(guildId);
    // It is begun anew, and never held in two nodes.
    if (left && left.node !== node) left.node.link.send({ type: 'disconnect', guildId });
    return node;
  }

  #add(address: string, isListed: boolean): void {
    const link = new NodeLink({ address }, this.#common, {
      message: (message) => this.#hear(node, message),
      offers: (calls) => {
        for (const call of calls) this.#offers.set(call.guildId, { node, call });
      },
      welcome: ({ weight, room }) => void Object.assign(node, { weight, room }),
      changed: (isUp, why) => this.#changed(node, isUp, why),
      missed: () => this.#miss(node),
      lost: (reason) => this.#lose(node, reason),
    });
    const node: Node = {
      id: address,
      isListed,
      link,
      weight: usualWeight,
      room: 'open',
      totals: none,
      isMissed: false,
    };
    this.#nodes.set(address, node);
  }

  /** Takes what the table has of nodes: finds new ones, and gives up those that are missed. */
  #looked(rows: readonly NodeRow[]): void {
    for (const { id, weight, room } of rows) {
      if (!this.#nodes.has(id) && this.#watch?.stateOf(id) === 'held') this.#add(id, false);
      const node = this.#nodes.get(id);
      if (node && !node.link.isUp) Object.assign(node, { weight, room });
    }
    for (const node of this.#nodes.values()) if (node.isMissed) this.#giveUp(node, rows);
  }

  /** Without a table, or a lease in it, nobody knows more than that it isn't reached. */
  #miss(node: Node): void {
    node.isMissed = true;
    if (!this.#watch) node.link.lose('did not come back');
  }

  #giveUp(node: Node, rows: readonly NodeRow[]): void {
    const { id, link, isListed } = node;
    const row = rows.find((each) => each.id === id);
    const isSilent = !row || !this.#hasCalls(node) || this.#watch?.hasLetGo(row) === true;
    if (!isSilent) return;
    node.isMissed = false;
    link.lose('did not come back');
    this.#watch?.isDone(id);
    if (isListed || (row && this.#watch?.stateOf(id) === 'held')) return;
    this.#nodes.delete(id);
    void link.close(false);
  }

  #hasCalls(node: Node): boolean {
    return [...this.#placed.values()].includes(node);
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
    if (message.type === 'room') {
      node.room = message.room;
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
    if (isUp && node.isMissed) this.#watch?.isDone(address);
    if (isUp) node.isMissed = false;
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
