import type { SentNotice } from './news.ts';
import type { SocketServer } from './socket-server.ts';

/** The server of sockets, as a test sees it and spoils it. */
export interface Sockets {
  /** `ws://127.0.0.1:PORT`, without a path. */
  readonly url: string;
  readonly key: string;
  /** The account's id, as its dashboard shows it. */
  readonly clientId: string;
  /** Notices of jobs, told to those who listened. */
  readonly sent: readonly SentNotice[];
  /** Connections that are open now, and that were let in so far. */
  readonly connections: number;
  readonly opened: number;
  /** Connections that listen to the account's channel now. */
  readonly listeners: number;
  /** Ends every connection: without a word, or with a code of the protocol. What is missed is never told again. */
  cut(code?: number): void;
  /** Nothing is sent or heard any more on open connections, until `resume()`. */
  stall(): void;
  resume(): void;
  /** Refuses new connections, with a status of HTTP (503) or a code of the protocol (4100), until `admit()`. */
  refuse(code: number): void;
  admit(): void;
}

export function socketsOf(server: SocketServer, url: string): Sockets {
  const { key, clientId } = server.app;
  return {
    url,
    key,
    clientId,
    sent: server.sent,
    get connections() {
      return server.clients.size;
    },
    get opened() {
      return server.opened;
    },
    get listeners() {
      return server.listeners.length;
    },
    cut: (code) => server.cut(code),
    stall: () => {
      server.isStalled = true;
    },
    resume: () => {
      server.isStalled = false;
    },
    refuse: (code) => {
      server.refusal = code;
    },
    admit: () => {
      server.refusal = undefined;
    },
  };
}
