import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import type { z } from 'zod';

import type { Wire } from './channel.ts';
import { decode, maxMessageBytes } from './messages.ts';
import { gatewayTls } from './tls.ts';

interface SocketEvents<Heard> {
  /** False where it makes no sense here, which ends the connection. */
  message(message: Heard): boolean;
  /** Asked for a sign of life. */
  beat(): void;
  /** Told once; also of one that was closed from here. */
  closed(why: string): void;
}

/** A live connection between a gateway and a node. */
export interface Socket extends Wire {
  send(bytes: Uint8Array, written?: () => void): void;
  close(why: string): void;
}

/** How often each side gives a sign of life, and for how many of these nothing may have come. */
const beatMs = 500;
const maxSilentBeats = 4;
const connectMs = 3_000;

/** Begins to connect to a node. */
export function connectTo(address: string, secret: string): WebSocket {
  // These go on to TLS as they are; the package's types know of certificates alone.
  const tls: object = gatewayTls(secret);
  const options: ClientOptions = {
    ...tls,
    handshakeTimeout: connectMs,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  };
  return new WebSocket(`wss://${address}/`, options);
}

/**
 * Watches over a socket that is open: what can't be understood, and silence, end it. Counts beats and not time: after a stall of this
 * process the other side's words are still unread.
 */
export function watched<Heard>(
  socket: WebSocket,
  schema: z.ZodType<Heard>,
  events: SocketEvents<Heard>,
): Socket {
  let silentBeats = 0;
  let why = 'the connection broke';
  const close = (reason: string): void => {
    why = reason;
    socket.terminate();
  };
  const beating = setInterval(() => {
    silentBeats += 1;
    if (silentBeats > maxSilentBeats) close('nothing came any more');
    else events.beat();
  }, beatMs);
  socket.on('message', (data: Buffer) => {
    silentBeats = 0;
    let message: Heard;
    try {
      message = decode(schema, data);
    } catch {
      return close('what came could not be understood');
    }
    if (!events.message(message)) close('what came made no sense');
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearInterval(beating);
    events.closed(why);
  });
  return {
    send: (bytes, written) => socket.send(bytes, (error) => error || written?.()),
    close,
  };
}
