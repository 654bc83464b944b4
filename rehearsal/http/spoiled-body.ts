import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { seededRandom } from '#random.ts';

import { deliver, drained } from './deliver.ts';

/** Ways in which the audio that is sent can be wrong. */
export type BodySpoil =
  /** A web page, sent as audio/mpeg. */
  | 'html'
  /** No byte at all. */
  | 'empty'
  /** Half the bytes that content-length promises, then the connection is cut. */
  | 'truncated'
  /** Half the audio as if it were whole. */
  | 'half'
  /** Begins well, then a byte every quarter second for ever. */
  | 'drip'
  /** Noise instead of a file, sent as audio/mpeg. */
  | 'not-audio'
  /** Sound that goes on for 1 GiB, with its length told. */
  | 'gigabyte'
  /** Sound that never ends, with no length told. */
  | 'endless'
  /** 302 to the foreign host. */
  | 'redirect'
  /** The right audio, sent as text/html. */
  | 'wrong-type'
  /** The server answers 500. */
  | 'server-error'
  /** The connection is cut before any answer. */
  | 'cut'
  /** The request is taken and never answered. */
  | 'silent'
  /** Counted from the request: the first byte, and the last, the rest evenly between. */
  | { readonly firstByteMs: number; readonly lastByteMs: number }
  /** These bytes. */
  | { readonly bytes: Uint8Array; readonly contentType?: string };

interface Result {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

const gigabyte = 2 ** 30;
const dripMs = 250;
const goodBeginningBytes = 1024;

/** Sends audio as the fault makes it; `elsewhere` is where a redirect leads. */
export async function sendAudio(
  response: ServerResponse,
  { bytes, contentType }: Result,
  spoil: BodySpoil | undefined,
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
    const send = spoil === undefined ? undefined : spoiled[spoil];
    if (send) send(response, { bytes, contentType }, elsewhere);
    else whole(response, bytes, contentType);
  }
}

type Send = (response: ServerResponse, result: Result, elsewhere: string) => void;

type WithoutEnd = 'drip' | 'gigabyte' | 'endless';

const spoiled: Record<Exclude<Extract<BodySpoil, string>, WithoutEnd>, Send> = {
  html: (response, { contentType }) =>
    whole(response, Buffer.from('<!DOCTYPE html><html><h1>Oops</h1></html>'), contentType),
  empty: (response, { contentType }) => whole(response, Buffer.alloc(0), contentType),
  half: (response, { bytes, contentType }) => whole(response, firstHalf(bytes), contentType),
  'not-audio': (response, { bytes, contentType }) =>
    whole(response, noise(bytes.length), contentType),
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

/** Bytes that begin like no format, and are the same every time. */
function noise(length: number): Uint8Array {
  const random = seededRandom(length);
  return Uint8Array.from({ length }, (_, index) => (index === 0 ? 0 : random() * 256));
}

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
  spoil: WithoutEnd,
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
