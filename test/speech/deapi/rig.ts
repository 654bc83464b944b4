import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';

import { type Clock, systemClock } from '#speech/clock.ts';
import { type DeapiOptions, deapi } from '#speech/deapi/deapi.ts';
import type { SpeechContext, SpeechRequest, SpokenAudio } from '#speech/speech.ts';
import { SpeechError } from '#speech/speech.ts';

export const line: SpeechRequest = {
  text: 'Rain again.',
  model: 'Kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'af_sky' },
  speed: 1,
};

export const testKey = '4711|canaryQ7wX9zL2mB5';

export function context(more: Partial<SpeechContext> = {}): SpeechContext {
  return { signal: AbortSignal.timeout(15_000), ...more };
}

/** A client with short deadlines; of anything but what is given. */
export function client(options: Partial<DeapiOptions> & { readonly url: string }) {
  const { host } = new URL(options.url);
  return deapi({
    key: testKey,
    api: 'v2',
    tier: 'premium',
    resultHosts: [host],
    timeouts: {
      connectMs: 1_000,
      answerMs: 1_000,
      submitMs: 1_000,
      jobMs: 5_000,
      stallMs: 500,
      resultMs: 2_000,
    },
    ...options,
  });
}

export async function bytesOf(audio: SpokenAudio): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of audio.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The error with which a promise was rejected, which has to be a SpeechError. */
export async function failureOf(promise: Promise<unknown>): Promise<SpeechError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof SpeechError) return error;
    throw error;
  }
  throw new Error('expected a SpeechError, got success');
}

export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly host: string;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server of HTTP that answers as the handler says. */
export async function httpServer(handler: Handler): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handler(request, response, Buffer.concat(chunks).toString('latin1')));
    request.on('error', () => undefined);
  });
  return opened(server, () => server.closeAllConnections());
}

/** A server that speaks whatever it likes once the head of a request has come. */
export async function rawServer(answer: (socket: Socket, head: string) => void): Promise<Server> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    let head = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      answer(socket, head);
      head = '';
    });
  });
  return opened(server, () => {
    for (const socket of sockets) socket.destroy();
  });
}

async function opened(
  server: ReturnType<typeof createTcpServer>,
  cut: () => void,
): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A port on which nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = await httpServer(() => undefined);
  await server[Symbol.asyncDispose]();
  return server.url;
}

/** A clock that runs twenty times as fast, so that tests don't wait for what has ended long ago. */
export const fastClock: Clock = {
  nowMs: () => systemClock.nowMs() * 20,
  wallMs: () => systemClock.wallMs(),
  sleep: async (ms, signal) => systemClock.sleep(ms / 20, signal),
};
