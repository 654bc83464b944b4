/** One websocket of the bot: counts and carries; what is said on it is the gateway's business. */
import type { WebSocket } from 'ws';

/** Discord closes with 4008 beyond 120 messages in 60 seconds. */
const MAX_RECEIVED = 120;
const WINDOW_MS = 60_000;

export class Connection {
  readonly socket: WebSocket;
  readonly #silent: () => boolean;
  readonly #receivedAtMs: number[] = [];

  constructor(socket: WebSocket, silent: () => boolean) {
    this.socket = socket;
    this.#silent = silent;
  }

  send(packet: unknown): void {
    if (this.socket.readyState !== this.socket.OPEN || this.#silent()) return;
    this.socket.send(JSON.stringify(packet));
  }

  /** False when the client sends more than Discord allows. */
  countReceived(): boolean {
    const now = performance.now();
    this.#receivedAtMs.push(now);
    while ((this.#receivedAtMs[0] ?? now) < now - WINDOW_MS) this.#receivedAtMs.shift();
    return this.#receivedAtMs.length <= MAX_RECEIVED;
  }
}
