import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';

import { onTestFinished } from 'vitest';

import { openai, type OpenAi, type OpenAiOptions } from '#speech/openai/openai.ts';
import type { Speech, SpeechRequest } from '#speech/speech.ts';

/** A signal that never comes. */
export const never = new AbortController().signal;
/** The usual request. */
export const request: SpeechRequest = {
  text: 'Hello there, everybody.',
  model: 'kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'af_bella' },
  speed: 1,
};

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly json: unknown;
  readonly port: number | undefined;
}

/** Listens on some port; resolves with the address for a client. */
export async function listening(
  server: Server | ReturnType<typeof createTcpServer>,
): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

/** A real server that answers as told, and a client of it. */
export async function served(
  answer: (response: ServerResponse, heard: Heard) => unknown,
  options: Partial<OpenAiOptions> = {},
): Promise<{ client: OpenAi; heard: Heard[]; server: Server }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk as Uint8Array);
      const text = Buffer.concat(chunks).toString();
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        json: text === '' ? undefined : (JSON.parse(text) as unknown),
        port: request.socket.remotePort,
      };
      heard.push(one);
      await answer(response, one);
    })();
  });
  const client = openai({ url: await listening(server), ...options });
  onTestFinished(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });
  return { client, heard, server };
}

/** A server below HTTP: it does what it likes with the socket. */
export async function rawServed(
  act: (socket: Socket) => void,
  options: Partial<OpenAiOptions> = {},
): Promise<OpenAi> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => act(socket));
  });
  const client = openai({ url: await listening(server), ...options });
  onTestFinished(async () => {
    await client.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return client;
}

/** Answers with sound. */
export function mp3(response: ServerResponse, ...chunks: string[]): void {
  response.writeHead(200, { 'content-type': 'audio/mpeg' });
  for (const chunk of chunks) response.write(chunk);
  response.end();
}

/** The sound of a request as text. */
export async function sound(client: Speech, asked = request, signal = never): Promise<string> {
  const { bytes } = await client.speak(asked, { signal });
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
