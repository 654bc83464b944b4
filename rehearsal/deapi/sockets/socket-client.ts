import { randomInt } from 'node:crypto';

import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';

import { isPass } from './channel.ts';
import type { SocketApp } from './channel.ts';

/** Seconds of silence after which a client should ask whether the connection is still there. */
const activityTimeoutS = 30;

/** Codes of errors, as the Pusher protocol has them: 4000 to 4099 are for good, 4100 and more may be tried again. */
export const closeCodes = {
  unknownKey: 4001,
  badVersion: 4006,
  wrongVersion: 4007,
  noVersion: 4008,
  reconnect: 4200,
  noPong: 4201,
  clientEvent: 4301,
} as const;

const message = z.object({ event: z.string(), data: z.unknown().optional() });
const subscription = z.object({ channel: z.string(), auth: z.string().optional() });

interface ClientParts {
  readonly app: SocketApp;
  readonly isStalled: () => boolean;
  readonly violate: (what: string) => void;
}

/** One connection to the server of sockets, which speaks the protocol as soketi does. */
export class SocketClient {
  readonly id = `${randomInt(1_000_000_000)}.${randomInt(1_000_000_000)}`;
  readonly channels = new Set<string>();
  readonly #socket: WebSocket;
  readonly #parts: ClientParts;
  /** Told of every message, whatever it says. */
  onHeard: () => void = () => {};

  constructor(socket: WebSocket, parts: ClientParts) {
    this.#socket = socket;
    this.#parts = parts;
    socket.on('message', (data) => this.#hear(data));
    socket.on('error', () => socket.terminate());
    const greeting = { socket_id: this.id, activity_timeout: activityTimeoutS };
    this.send('pusher:connection_established', JSON.stringify(greeting));
  }

  send(event: string, data?: unknown, channel?: string): void {
    if (this.#parts.isStalled()) return;
    this.#socket.send(JSON.stringify({ event, channel, data }));
  }

  /** Tells why, and closes with the code of it. */
  refuse(code: number, reason: string): void {
    refuseSocket(this.#socket, code, reason);
  }

  cut(): void {
    this.#socket.terminate();
  }

  #hear(raw: RawData): void {
    if (this.#parts.isStalled()) return;
    this.onHeard();
    const { data: heard } = message.safeParse(parsed(raw));
    switch (heard?.event) {
      case 'pusher:ping':
        this.send('pusher:pong', {});
        break;
      case 'pusher:pong':
        break;
      case 'pusher:subscribe':
        this.#subscribe(subscription.safeParse(heard.data).data);
        break;
      case 'pusher:unsubscribe':
        this.channels.delete(subscription.safeParse(heard.data).data?.channel ?? '');
        break;
      case undefined:
      default:
        this.#refuseMessage(heard?.event);
    }
  }

  #subscribe(asked: z.infer<typeof subscription> | undefined): void {
    if (!asked) {
      this.#parts.violate('A subscription without a channel');
      return;
    }
    const { channel, auth } = asked;
    if (/^(?:private|presence)-/u.test(channel) && !this.#mayHear(channel, auth)) {
      const reason = { type: 'AuthError', error: 'The connection is unauthorized.', status: 401 };
      this.send('pusher:subscription_error', reason, channel);
      return;
    }
    this.channels.add(channel);
    this.send('pusher_internal:subscription_succeeded', undefined, channel);
  }

  #mayHear(channel: string, auth: string | undefined): boolean {
    return isPass(auth, this.#parts.app, this.id, channel);
  }

  #refuseMessage(event: string | undefined): void {
    this.#parts.violate(`The server of sockets knows no ${event ?? 'such message'}`);
    if (event?.startsWith('client-') !== true) return;
    const reason = 'The app does not have client messaging enabled.';
    this.send('pusher:error', { code: closeCodes.clientEvent, message: reason });
  }
}

/** Tells a client why it can't stay. */
export function refuseSocket(socket: WebSocket, code: number, message: string): void {
  socket.send(JSON.stringify({ event: 'pusher:error', data: { code, message } }));
  socket.close(code);
}

function parsed(raw: RawData): unknown {
  try {
    return JSON.parse((raw as Buffer).toString());
  } catch {
    return undefined;
  }
}
