import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { type WebSocket, WebSocketServer } from 'ws';

import type { FaultQueue } from '../faults.ts';
import type { DeapiJob } from '../jobs.ts';
import type { ServiceTime } from '../service-time.ts';
import { channelOf } from './channel.ts';
import type { SocketApp } from './channel.ts';
import type { JobNotice, NoticePayload, SentNotice } from './news.ts';
import { closeCodes, refuseSocket, SocketClient } from './socket-client.ts';

/** The name of the only event that is told. */
const eventName = 'request.status.updated';
/** A client that says nothing for so long is gone. */
const idleMs = 120_000;

interface ServerParts {
  readonly app: SocketApp;
  readonly time: ServiceTime;
  readonly faults: FaultQueue;
  readonly resultUrlOf: (job: DeapiJob) => string | null;
  readonly progressOf: (job: DeapiJob) => number;
  readonly violate: (what: string) => void;
}

/** The server of sockets: it tells the account's channel how far jobs are, once, and never of failures. */
export class SocketServer {
  readonly app: SocketApp;
  readonly clients = new Set<SocketClient>();
  readonly sent: SentNotice[] = [];
  /** Connections that were let in, so far. */
  opened = 0;
  isStalled = false;
  /** New connections are refused: with this status of HTTP, or with this code of the protocol. */
  refusal: number | undefined;
  readonly #parts: ServerParts;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 1 << 16 });
  readonly #closing = new AbortController();

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.app = parts.app;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { refusal } = this;
    if (refusal !== undefined && refusal < 1000) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (ws) => {
      const code = refusal ?? this.#faultOf(new URL(request.url ?? '/', 'ws://loopback'));
      if (code === undefined) this.#welcome(ws);
      else refuseSocket(ws, code, 'Refused.');
    });
  }

  /** The job is in another state, or has come further: that is told once its submit was answered. */
  changed(job: DeapiJob, status: JobNotice['status']): void {
    const spoil = this.#parts.faults.forSocket(job.request, status);
    if (spoil === 'lost') return;
    const progress = this.#parts.progressOf(job).toFixed(2);
    const tell = async (): Promise<void> => {
      if (!job.spoil.newsFirst) await job.answered;
      if (typeof spoil === 'object') {
        await this.#parts.time.sleep(spoil.lateMs, this.#closing.signal);
      }
      this.#tell({ job, status }, progress);
      if (spoil === 'doubled') this.#tell({ job, status }, progress);
    };
    tell().catch(() => {
      // The stand-in is closing.
    });
  }

  /** Ends every connection: without a word, or with the code. */
  cut(code?: number): void {
    for (const client of this.clients) {
      if (code === undefined) client.cut();
      else client.refuse(code, 'Closed.');
    }
  }

  close(): void {
    this.#closing.abort();
    this.cut();
    this.#sockets.close();
  }

  get listeners(): SocketClient[] {
    const channel = channelOf(this.app);
    return [...this.clients].filter(({ channels }) => channels.has(channel));
  }

  #tell({ job, status }: JobNotice, progress: string): void {
    const { listeners } = this;
    // Where nobody listens, no address is told, and none is used up.
    if (listeners.length === 0 || this.isStalled) return;
    const payload: NoticePayload = {
      request_id: job.id,
      status,
      preview: null,
      result_url: status === 'done' ? this.#parts.resultUrlOf(job) : null,
      progress,
    };
    const data = JSON.stringify(payload);
    for (const client of listeners) client.send(eventName, data, channelOf(this.app));
    this.sent.push({ payload, sentAtMs: performance.now(), listeners: listeners.length });
  }

  /** The code with which a client is refused that asks for something else. */
  #faultOf({ pathname, searchParams }: URL): number | undefined {
    if (pathname !== `/app/${this.app.key}`) return closeCodes.unknownKey;
    const version = searchParams.get('protocol');
    if (version === null) return closeCodes.noVersion;
    if (!/^\d+$/u.test(version)) return closeCodes.badVersion;
    return Number(version) < 5 || Number(version) > 7 ? closeCodes.wrongVersion : undefined;
  }

  #welcome(socket: WebSocket): void {
    this.opened += 1;
    const client = new SocketClient(socket, {
      app: this.app,
      isStalled: () => this.isStalled,
      violate: this.#parts.violate,
    });
    this.clients.add(client);
    socket.on('close', () => this.clients.delete(client));
    this.#endWhenIdle(client, socket);
  }

  #endWhenIdle(client: SocketClient, socket: WebSocket): void {
    let heard = new AbortController();
    const watch = (): void => {
      const signal = AbortSignal.any([heard.signal, this.#closing.signal]);
      this.#parts.time.sleep(idleMs, signal).then(
        () => client.refuse(closeCodes.noPong, 'Pong reply not received in time.'),
        () => undefined,
      );
    };
    client.onHeard = () => {
      heard.abort();
      heard = new AbortController();
      watch();
    };
    socket.on('close', () => heard.abort());
    watch();
  }
}
