import type { WebSocket } from 'ws';

import type { CallWorkers } from '#call/call-workers.ts';
import type { Log } from '#ops/log.ts';

import { Conversation } from './conversation.ts';
import { heardByNode, protocolVersion } from './messages.ts';
import type { HeardByNode, Room, ToNode } from './messages.ts';
import { NodeCalls } from './node-calls.ts';
import type { Holder } from './node-calls.ts';
import { watched } from './socket.ts';
import type { Socket } from './socket.ts';

type Hello = HeardByNode & { is: 'hello' };

const helloMs = 5_000;

interface GatewaysOptions {
  /** They hold the connections. */
  readonly workers: CallWorkers;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** How long calls are held for a gateway that is away. */
  readonly holdMs: number;
  readonly weight: number;
  /** With so many calls it is full. */
  readonly maxCalls: number;
  /** Whether the node's lease is held; always for one that has none. */
  readonly isHeld: () => boolean;
}

/** The gateways of a node, those that are connected and those for whose return it holds calls. */
export class Gateways {
  readonly #options: GatewaysOptions;
  readonly #calls: NodeCalls;
  readonly #log: GatewaysOptions['log'];
  readonly #conversations = new Map<string, Conversation>();
  #isEnding = false;
  #toldRoom: Room;

  constructor(options: GatewaysOptions) {
    this.#options = options;
    this.#log = options.log;
    const mayHold = (holder: Holder): boolean =>
      options.isHeld() || holder.leavesCalls(performance.now());
    this.#calls = new NodeCalls(options.workers, mayHold);
    this.#toldRoom = this.room;
  }

  get room(): Room {
    if (this.#isEnding) return 'ending';
    const { isHeld, maxCalls } = this.#options;
    return isHeld() && this.#calls.count < maxCalls ? 'open' : 'full';
  }

  /** Somebody who has the secret has connected. */
  listenTo(raw: WebSocket): void {
    let conversation: Conversation | undefined;
    const late = setTimeout(() => socket.close('it said nothing'), helloMs);
    const socket: Socket = watched(raw, heardByNode, {
      message: (message) => {
        const known = conversation;
        if (message.is !== 'hello')
          return known?.take(message, (said) => this.#act(known, said)) ?? false;
        clearTimeout(late);
        if (conversation) return false;
        conversation = this.#greet(socket, message);
        return conversation !== undefined;
      },
      beat: () => conversation?.beat(),
      closed: (why) => {
        clearTimeout(late);
        if (conversation) this.#leave(conversation, socket, why);
      },
    });
  }

  /** Asked again and again: ends the calls that may be held no longer, and tells of the room that there is. */
  look(): void {
    const { room } = this;
    // A gateway that loses a call is to know before that this node takes no other.
    if (room !== this.#toldRoom)
      for (const conversation of this.#conversations.values())
        conversation.tell({ type: 'room', room });
    this.#toldRoom = room;
    if (!this.#options.isHeld()) this.#calls.giveUpUnheld();
  }

  tellTotals(): void {
    const totals = { ...this.#options.workers.counters };
    for (const conversation of this.#conversations.values())
      if (!conversation.isAway) conversation.tell({ type: 'totals', totals });
  }

  /** A process of the bot that doesn't reach this node begins its calls elsewhere. */
  letGo(process: string): void {
    for (const conversation of this.#conversations.values())
      if (conversation.process === process) this.#calls.letGo(conversation);
  }

  /** Takes no new calls, and gives those that there are to other nodes; resolves when none is left. */
  async drain(): Promise<void> {
    this.#isEnding = true;
    this.look();
    await this.#calls.drain();
  }

  /** Ends all calls. */
  close(): void {
    for (const conversation of this.#conversations.values()) this.#end(conversation);
  }

  #greet(socket: Socket, hello: Hello): Conversation | undefined {
    if (hello.version !== protocolVersion) {
      this.#log.warn(
        { version: hello.version },
        'a gateway of another version of Crier was refused',
      );
      return undefined;
    }
    const known = this.#conversations.get(hello.session);
    const conversation = known ?? this.#begin(hello);
    const offers = known ? [] : this.#calls.offers();
    const { weight } = this.#options;
    const isResumed = known !== undefined;
    conversation.open(socket, hello.received, {
      isResumed,
      weight,
      room: this.room,
      offers: [...offers],
    });
    this.#log.info({ resumed: isResumed, offers: offers.length }, 'a gateway has connected');
    return conversation;
  }

  #begin(hello: Hello): Conversation {
    const conversation = new Conversation(hello);
    // An earlier conversation of the same process was given up there.
    for (const other of this.#conversations.values())
      if (other.process === hello.process) this.#end(other);
    this.#conversations.set(conversation.id, conversation);
    return conversation;
  }

  #act(conversation: Conversation, message: ToNode): void {
    if (message.type !== 'farewell') return this.#calls.receive(conversation, message);
    conversation.close();
    this.#hold(conversation);
  }

  #leave(conversation: Conversation, socket: Socket, why: string): void {
    if (!conversation.leave(socket)) return;
    this.#log.info({ why, holdMs: this.#options.holdMs }, 'a gateway is away: its calls are held');
    this.#hold(conversation);
  }

  /** Another gateway may go on with its calls. */
  #hold(conversation: Conversation): void {
    conversation.hold(this.#options.holdMs, () => this.#end(conversation));
    const offers = this.#calls.offersOf(conversation);
    for (const other of this.#conversations.values())
      if (!other.isAway) for (const call of offers) other.tell({ type: 'offer', call });
  }

  #end(conversation: Conversation): void {
    conversation.close();
    this.#conversations.delete(conversation.id);
    this.#calls.drop(conversation);
  }
}
