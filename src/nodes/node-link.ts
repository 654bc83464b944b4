import { randomUUID } from 'node:crypto';

import { Channel } from './channel.ts';
import { encode, heardByGateway, protocolVersion } from './messages.ts';
import type { FromNode, HeardByGateway, Offer, Room, ToNode } from './messages.ts';
import { connectTo, watched } from './socket.ts';
import type { Socket } from './socket.ts';

/** A node, as a gateway knows of it. */
export interface NodePlace {
  /** `host:port` */
  readonly address: string;
}

interface NodeLinkEvents {
  message(message: FromNode): void;
  offers(offers: readonly Offer[]): void;
  /** It has said how it is now. */
  welcome(node: { readonly weight: number; readonly room: Room }): void;
  /** It is connected, or no longer, with why. */
  changed(isUp: boolean, why?: string): void;
  /** It has been away for longer than anybody waits. */
  missed(): void;
  /** Its calls are lost, as far as this gateway can know. */
  lost(reason: string): void;
}

interface NodeLinkOptions {
  readonly secret: string;
  /** Names this process. */
  readonly process: string;
  /** So long its calls may go on without this gateway, until it is missed. */
  readonly patienceMs: number;
  /** Whether the database is away; undefined for a gateway that knows nothing of leases. */
  readonly missesDatabase: (() => boolean) | undefined;
}

const connectMs = 3_000;
const pausesMs = [50, 200, 500, 1_000] as const;

/** A gateway's conversation with one node, over one socket after the other, until it is closed. */
export class NodeLink {
  readonly address: string;
  readonly #options: NodeLinkOptions;
  readonly #events: NodeLinkEvents;
  #channel = newChannel();
  #session = randomUUID();
  #hasBegun = false;
  #socket: Socket | undefined;
  /** The last of its signs of life that was heard. */
  #heard = 0;
  #attempts = 0;
  #again: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor({ address }: NodePlace, options: NodeLinkOptions, events: NodeLinkEvents) {
    this.address = address;
    this.#options = options;
    this.#events = events;
    this.#await();
    this.#connect();
  }

  get isUp(): boolean {
    return this.#socket !== undefined;
  }

  send(message: ToNode, taken?: () => void): void {
    this.#channel.send(message, taken);
    if (this.#channel.isOverfull) this.lose('took nothing any more');
  }

  /** Whatever was said so far counts no more, on neither side: its calls are begun elsewhere. */
  lose(reason: string): void {
    clearTimeout(this.#patience);
    this.#channel.close();
    this.#channel = newChannel();
    this.#session = randomUUID();
    this.#hasBegun = false;
    this.#socket?.close(reason);
    this.#events.lost(reason);
  }

  /** `goesOn`: its calls are left to the next process. Resolves when the node was told, or can't be. */
  async close(goesOn: boolean): Promise<void> {
    if (goesOn && this.isUp) {
      const told = Promise.withResolvers<void>();
      this.#channel.send({ type: 'farewell' }, told.resolve);
      const late = setTimeout(told.resolve, connectMs);
      await told.promise;
      clearTimeout(late);
    }
    this.#isClosed = true;
    clearTimeout(this.#again);
    clearTimeout(this.#patience);
    this.#socket?.close('this gateway ends');
  }

  #connect(): void {
    const raw = connectTo(this.address, this.#options.secret);
    let failure: string | undefined;
    raw.on('error', ({ message }) => (failure ??= message));
    let isWelcome = false;
    const late = setTimeout(() => raw.terminate(), connectMs);
    raw.on('open', () => {
      if (this.#isClosed) return raw.terminate();
      const socket: Socket = watched(raw, heardByGateway, {
        message: (message) => {
          if (message.is === 'received') this.#heard = message.beat;
          if (message.is !== 'welcome')
            return isWelcome && this.#channel.take(message, (said) => this.#events.message(said));
          clearTimeout(late);
          if (isWelcome) return false;
          isWelcome = true;
          return this.#begin(socket, message);
        },
        beat: () => this.#beat(socket),
        closed: (why) => (failure ??= why),
      });
      socket.send(
        encode({
          is: 'hello',
          version: protocolVersion,
          process: this.#options.process,
          session: this.#session,
          leases: this.#options.missesDatabase !== undefined,
          received: this.#channel.received,
        }),
      );
    });
    raw.on('close', () => {
      clearTimeout(late);
      this.#closed(isWelcome, failure);
    });
  }

  #beat(socket: Socket): void {
    const misses = this.#options.missesDatabase?.() ?? false;
    const count = this.#channel.received;
    socket.send(encode({ is: 'received', count, heard: this.#heard, misses }));
  }

  #begin(socket: Socket, welcome: HeardByGateway & { is: 'welcome' }): boolean {
    if (this.#hasBegun && !welcome.isResumed) {
      // It was started anew, or has given this gateway up.
      this.lose('knew nothing of its calls any more');
      return false;
    }
    this.#hasBegun = true;
    this.#heard = 0;
    this.#attempts = 0;
    clearTimeout(this.#patience);
    this.#socket = socket;
    this.#events.welcome(welcome);
    this.#channel.open(socket, welcome.received);
    this.#events.offers(welcome.offers);
    this.#events.changed(true);
    return true;
  }

  #closed(wasUp: boolean, why = 'the connection broke'): void {
    this.#socket = undefined;
    this.#channel.close();
    if (this.#isClosed) return;
    if (wasUp || this.#attempts === 0) this.#events.changed(false, why);
    if (wasUp) this.#await();
    this.#again = setTimeout(() => this.#connect(), pausesMs[this.#attempts] ?? pausesMs.at(-1));
    this.#attempts += 1;
  }

  #await(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#events.missed(), this.#options.patienceMs);
  }
}

function newChannel(): Channel<ToNode> {
  return new Channel((number, message) => encode({ is: 'message', number, message }));
}
