import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { deliver } from '../http/deliver.ts';
import type { ResultSpoil } from './faults.ts';

interface Result {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

const gigabyte = 2 ** 30;
const dripMs = 250;
const goodBeginningBytes = 1024;

/** Sends a result, or what a fault makes of it. */
export async function sendSpoiled(
  response: ServerResponse,
  { bytes, contentType }: Result,
  spoil: ResultSpoil | undefined,
  elsewhere: string,
): Promise<void> {
  if (typeof spoil === 'object' && 'bytes' in spoil) {
    whole(response, spoil.bytes, spoil.contentType ?? contentType);
  } else if (typeof spoil === 'object') {
    response.writeHead(200, headersOf(contentType, bytes.length));
    await deliver(response, bytes, spoil);
  } else if (spoil === 'drip' || spoil === 'gigabyte' || spoil === 'endless') {
    await withoutEnd(response, bytes, contentType, spoil);
  } else {
    const send = spoil && spoiled[spoil];
    if (send) send(response, { bytes, contentType }, elsewhere);
    else whole(response, bytes, contentType);
  }
}

type Send = (response: ServerResponse, result: Result, elsewhere: string) => void;

/** Spoils of one answer. What spoils the address alone is not here: its result is good. */
const spoiled: Partial<Record<Extract<ResultSpoil, string>, Send>> = {
  html: (response, { contentType }) =>
    whole(response, Buffer.from('<!DOCTYPE html><html><h1>Oops</h1></html>'), contentType),
  empty: (response, { contentType }) => whole(response, Buffer.alloc(0), contentType),
  half: (response, { bytes, contentType }) => whole(response, firstHalf(bytes), contentType),
  'not-audio': (response, { bytes, contentType }) =>
    whole(response, randomBytes(bytes.length), contentType),
  'wrong-type': (response, { bytes }) => whole(response, bytes, 'text/html; charset=utf-8'),
  redirect: (response, _result, elsewhere) =>
    void response.writeHead(302, { location: elsewhere }).end(),
  'server-error': (response) =>
    void response.writeHead(500, { 'content-type': 'application/xml' }).end('<Error/>'),
  truncated: (response, { bytes, contentType }) => {
    response.writeHead(200, headersOf(contentType, bytes.length));
    response.write(firstHalf(bytes), () => response.destroy());
  },
  cut: (response) => void response.destroy(),
  silent: () => {},
};

function firstHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

function whole(response: ServerResponse, bytes: Uint8Array, contentType: string): void {
  response.writeHead(200, headersOf(contentType, bytes.length)).end(bytes);
}

function headersOf(contentType: string, length: number): Record<string, string | number> {
  return { 'content-type': contentType, 'content-length': length };
}

/** Bodies without an end, or nearly so: sent until the client has had enough. */
async function withoutEnd(
  response: ServerResponse,
  bytes: Uint8Array,
  contentType: string,
  spoil: 'drip' | 'gigabyte' | 'endless',
): Promise<void> {
  const length = spoil === 'gigabyte' ? { 'content-length': gigabyte } : {};
  response.writeHead(200, { 'content-type': contentType, ...length });
  if (spoil === 'drip') {
    response.write(bytes.subarray(0, goodBeginningBytes));
    for (let at = goodBeginningBytes; !response.destroyed; at += 1) {
      response.write(bytes.subarray(at % bytes.length, (at % bytes.length) + 1));
      await delay(dripMs);
    }
    return;
  }
  let left = spoil === 'gigabyte' ? gigabyte : Infinity;
  while (left > 0 && !response.destroyed) {
    const part = bytes.subarray(0, Math.min(left, bytes.length));
    left -= part.length;
    if (!response.write(part)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
