import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback whose answers a test can change, and what it was asked for. */
export async function archiveServer(answering: Answering) {
  const asked: IncomingMessage[] = [];
  const there = { answering };
  const server = createServer((request, response) => {
    asked.push(request);
    there.answering(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(there, { url: `http://127.0.0.1:${port}`, asked });
}

/** Sends the bytes, or the part that is asked for. */
export const sending =
  (bytes: Uint8Array): Answering =>
  ({ headers }, response) => {
    const tag = tagOf(bytes);
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    const isPart = from > 0 && headers['if-range'] === tag && from < bytes.length;
    const sent = isPart ? bytes.subarray(from) : bytes;
    response.writeHead(isPart ? 206 : 200, {
      'content-length': sent.length,
      etag: tag,
      ...(isPart && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    response.end(sent);
  };

/** Sends the beginning, and breaks off when it is on the other's disk. */
export const cutting =
  (bytes: Uint8Array, at: number, path: string, breakOff?: () => void): Answering =>
  (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length, etag: tagOf(bytes) });
    response.write(bytes.subarray(0, at));
    const looking = setInterval(() => {
      if (sizeOf(path) < at) return;
      clearInterval(looking);
      if (breakOff) breakOff();
      else response.destroy();
    }, 20);
    onTestFinished(() => clearInterval(looking));
  };

const tagOf = (bytes: Uint8Array): string => `"${createHash('sha1').update(bytes).digest('hex')}"`;

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
