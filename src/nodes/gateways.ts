import type { WebSocket } from 'ws';

import type { CallWorkers } from '#call/call-workers.ts';
import type { Log } from '#ops/log.ts';

import { Conversation } from './conversation.ts';
import { heardByNode, protocolVersion } from './messages.ts';
import type { HeardByNode, ToNode } from './messages.ts';
import { NodeCalls } from './node-calls.ts';
import { watched } from './socket.ts';
import type { Socket } from './socket.ts';

type Hello = HeardByNode & { is: 'hello' };

const helloMs = 5_000;

/** The gateways of a node, those that are connected and those for whose return it holds calls. */
export class Gateways {
  readonly #workers: CallWorkers;
  readonly #calls: NodeCalls;
  readonly #log: Pick<Log, 'info' | 'warn'>;
  readonly #holdMs: number;
  readonly #conversations = new Map<string, Conversation>();

  /** `workers` hold the connections; calls are held for `holdMs` for one that is away. */
  constructor(workers: CallWorkers, log: Pick<Log, 'info' | 'warn'>, holdMs: number) {
    this.#workers = workers;
    this.#calls = new NodeCalls(workers);
    this.#log = log;
    this.#holdMs = holdMs;
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

  tellTotals(): void {
    const totals = { ...this.#workers.counters };
    for (const conversation of this.#conversations.values())
      if (!conversation.isAway) conversation.tell({ type: 'totals', totals });
  }

  /** Takes no new calls, and gives those that there are to other nodes; resolves when none is left. */
  async drain(): Promise<void> {
    for (const conversation of this.#conversations.values())
      conversation.tell({ type: 'draining' });
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
    conversation.open(socket, hello.received, { isResumed: known !== undefined, offers });
    this.#log.info(
      { resumed: known !== undefined, offers: offers.length },
      'a gateway has connected',
    );
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
    this.#log.info({ why, holdMs: this.#holdMs }, 'a gateway is away: its calls are held');
    this.#hold(conversation);
  }

  /** Another gateway may go on with its calls. */
  #hold(conversation: Conversation): void {
    conversation.hold(this.#holdMs, () => this.#end(conversation));
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
