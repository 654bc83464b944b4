import { Channel } from './channel.ts';
import { AwayWord } from './lease.ts';
import { encode } from './messages.ts';
import type { FromNode, HeardByGateway, HeardByNode, ToNode } from './messages.ts';
import type { Holder } from './node-calls.ts';
import type { Socket } from './socket.ts';

/** A conversation of a node with a gateway's process, over one socket after the other. */
export class Conversation implements Holder {
  readonly id: string;
  readonly process: string;
  readonly #judgesByLease: boolean;
  readonly #away = new AwayWord();
  readonly #channel = new Channel<FromNode>((number, message) =>
    encode({ is: 'message', number, message }),
  );
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ session, process, leases }: HeardByNode & { is: 'hello' }) {
    this.id = session;
    this.process = process;
    this.#judgesByLease = leases;
  }

  get isAway(): boolean {
    return this.#socket === undefined;
  }

  /** Whether it takes no calls of this node, also where its lease is not renewed: it can't judge, or doesn't by leases. */
  leavesCalls(atMs: number): boolean {
    return !this.#judgesByLease || this.#away.holds(atMs);
  }

  tell(message: FromNode): void {
    this.#channel.send(message);
    // A gateway that takes nothing any more begins anew.
    if (this.#channel.isOverfull) this.#socket?.close('it took nothing any more');
  }

  /** Goes on over this socket; the other side has `confirmed` messages. */
  open(socket: Socket, confirmed: number, greeting: Greeting): void {
    clearTimeout(this.#timer);
    this.#socket?.close('another took its place');
    this.#socket = socket;
    const { received } = this.#channel;
    socket.send(encode({ is: 'welcome', ...greeting, received }));
    this.#channel.open(socket, confirmed);
  }

  /** Takes what the gateway said. False where something before it is missing. */
  take(said: Exclude<HeardByNode, { is: 'hello' }>, act: (message: ToNode) => void): boolean {
    if (said.is === 'received' && said.misses) this.#away.said(said.heard);
    return this.#channel.take(said, act);
  }

  beat(): void {
    const count = this.#channel.received;
    this.#socket?.send(encode({ is: 'received', count, beat: this.#away.beat(performance.now()) }));
  }

  /** The socket is gone. False when it goes on over another already. */
  leave(socket: Socket): boolean {
    if (this.#socket !== socket) return false;
    this.#socket = undefined;
    this.#channel.close();
    return true;
  }

  /** Where nobody goes on with it for so long, it is `over`. */
  hold(holdMs: number, over: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(over, holdMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    this.#channel.close();
    socket?.close('it is over');
  }
}

type Greeting = Omit<HeardByGateway & { is: 'welcome' }, 'is' | 'received'>;
