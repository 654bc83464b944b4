import { Channel } from './channel.ts';
import { encode } from './messages.ts';
import type { FromNode, HeardByNode, Offer, ToNode } from './messages.ts';
import type { Holder } from './node-calls.ts';
import type { Socket } from './socket.ts';

/** A conversation of a node with a gateway's process, over one socket after the other. */
export class Conversation implements Holder {
  readonly id: string;
  readonly process: string;
  readonly #channel = new Channel<FromNode>((number, message) =>
    encode({ is: 'message', number, message }),
  );
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ session, process }: HeardByNode & { is: 'hello' }) {
    this.id = session;
    this.process = process;
  }

  get isAway(): boolean {
    return this.#socket === undefined;
  }

  tell(message: FromNode): void {
    this.#channel.send(message);
    // A gateway that takes nothing any more begins anew.
    if (this.#channel.isOverfull) this.#socket?.close('it took nothing any more');
  }

  /** Goes on over this socket; the other side has `confirmed` messages. */
  open(socket: Socket, confirmed: number, { isResumed, offers }: Greeting): void {
    clearTimeout(this.#timer);
    this.#socket?.close('another took its place');
    this.#socket = socket;
    const { received } = this.#channel;
    socket.send(encode({ is: 'welcome', isResumed, received, offers: [...offers] }));
    this.#channel.open(socket, confirmed);
  }

  /** Takes what the gateway said. False where something before it is missing. */
  take(said: Exclude<HeardByNode, { is: 'hello' }>, act: (message: ToNode) => void): boolean {
    return this.#channel.take(said, act);
  }

  beat(): void {
    this.#socket?.send(encode({ is: 'received', count: this.#channel.received }));
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

interface Greeting {
  readonly isResumed: boolean;
  readonly offers: readonly Offer[];
}
