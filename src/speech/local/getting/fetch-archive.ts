import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

import { EnvHttpProxyAgent, request } from 'undici';

import { withRoom } from '#ops/disk-full.ts';

import { GettingError } from './getting-error.ts';

/** An archive that is to be fetched, as far as it is known. */
export interface Wanted {
  readonly url: string;
  /** The file that it becomes, also when it is fetched in several goes. */
  readonly path: string;
  readonly sizeBytes?: number;
  readonly sha256?: string;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (bytes: number, ofBytes: number | undefined) => void;
  /** Nothing larger is fetched, whatever a server says. */
  readonly maxBytes?: number;
  /** How long a server may be silent. */
  readonly silentMs?: number;
}

export interface Fetched {
  readonly sizeBytes: number;
  readonly sha256: string;
}

const usualMaxBytes = 2 * 2 ** 30;
const usualSilentMs = 30_000;
const maxRedirects = 5;

/** The answer that brings the bytes, from where on it does, and how many there are in all. */
interface Answer {
  readonly body: Readable;
  readonly fromBytes: number;
  readonly ofBytes: number | undefined;
  readonly tag: string | undefined;
}

/**
 * Fetches an archive, and goes on where an earlier try ended. Rejects with a {@link GettingError} when it can’t be had or
 * isn’t what is wanted; what may be the beginning of it stays for the next try.
 */
export async function fetchArchive(wanted: Wanted, options: FetchOptions): Promise<Fetched> {
  const { path } = wanted;
  const { maxBytes = usualMaxBytes } = options;
  const kept = await keptPart(path);
  if (kept.bytes === 0 || kept.bytes !== wanted.sizeBytes) {
    // The environment may name a proxy.
    const dispatcher = new EnvHttpProxyAgent();
    try {
      const answer = await asked(wanted, kept, { ...options, dispatcher });
      assertAsLarge(answer, wanted);
      const most = Math.min(maxBytes, wanted.sizeBytes ?? answer.ofBytes ?? maxBytes);
      await withRoom(path, () => written(answer, { path, most }, options));
    } finally {
      await dispatcher.destroy();
    }
  }
  return checked(wanted);
}

async function keptPart(path: string): Promise<{ bytes: number; tag: string | undefined }> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  const tag = bytes === 0 ? '' : await readFile(tagPath(path), 'utf8').catch(() => '');
  return { bytes, tag: tag === '' ? undefined : tag };
}

const tagPath = (path: string): string => `${path}.tag`;

async function asked(
  wanted: Wanted,
  kept: { readonly bytes: number; readonly tag: string | undefined },
  options: FetchOptions & { readonly dispatcher: EnvHttpProxyAgent },
): Promise<Answer> {
  const { silentMs = usualSilentMs, signal, dispatcher } = options;
  // Without its tag, nobody knows whether the rest is of the same file.
  const range = kept.tag && { range: `bytes=${kept.bytes}-`, 'if-range': kept.tag };
  let url = new URL(wanted.url);
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const { statusCode, headers, body } = await request(url.href, {
      dispatcher,
      signal,
      headers: { 'user-agent': 'crier', ...range },
      headersTimeout: silentMs,
      bodyTimeout: silentMs,
    }).catch((error: unknown) => {
      throw unreached(wanted, error, signal);
    });
    if (statusCode === 200) return { body, fromBytes: 0, ...facts(headers, 0) };
    if (statusCode === 206) {
      if (!beginsAt(headers['content-range'], kept.bytes))
        throw new GettingError(`${url.host} sent another part than the one that was asked for.`);
      return { body, fromBytes: kept.bytes, ...facts(headers, kept.bytes) };
    }
    await body.dump().catch(() => undefined);
    const { location } = headers;
    if (statusCode < 300 || statusCode >= 400 || typeof location !== 'string')
      throw new GettingError(`${url.host} answered with ${statusCode}. ${byHand(wanted)}`);
    url = redirected(url, location);
  }
  throw new GettingError(`${url.host} leads from one address to the next without an end.`);
}

function facts(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  fromBytes: number,
): Pick<Answer, 'ofBytes' | 'tag'> {
  const { 'content-length': length, etag } = headers;
  const ofBytes = typeof length === 'string' ? fromBytes + Number(length) : undefined;
  return { ofBytes, tag: typeof etag === 'string' ? etag : undefined };
}

function beginsAt(range: string | readonly string[] | undefined, bytes: number): boolean {
  return typeof range === 'string' && range.startsWith(`bytes ${bytes}-`);
}

/** GitHub keeps its files there. */
const filesOfGithub = /^[\w-]+\.githubusercontent\.com$/;

function redirected(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href)) throw new GettingError(`${from.host} leads nowhere.`);
  const to = new URL(location, from.href);
  const isSafe = to.protocol === 'https:' || to.protocol === from.protocol;
  const isKnown =
    to.host === from.host || (from.host === 'github.com' && filesOfGithub.test(to.host));
  if (isSafe && isKnown) return to;
  throw new GettingError(
    `${from.host} leads to ${to.protocol}//${to.host}, which nobody named. If you trust it, name it by --mirror.`,
  );
}

/** Throws before the first byte is fetched of a file that can’t be the one that is wanted. */
function assertAsLarge({ body, ofBytes }: Answer, { url, path, sizeBytes }: Wanted): void {
  if (sizeBytes === undefined || ofBytes === undefined || ofBytes === sizeBytes) return;
  body.on('error', () => undefined).destroy();
  throw new GettingError(
    `${new URL(url).host} has a file of ${ofBytes} bytes by that name, and not of ${sizeBytes}: it is not the one that Crier knows. ${ifTrusted(path)}`,
  );
}

/** Makers may put another file in the place of the one that is known. */
function ifTrusted(path: string): string {
  return `If you trust what is there now, fetch and unpack it into ${dirname(path)} yourself.`;
}

async function written(
  { body, fromBytes, ofBytes, tag }: Answer,
  { path, most }: { readonly path: string; readonly most: number },
  { signal, onProgress }: FetchOptions,
): Promise<void> {
  const file = await open(path, fromBytes > 0 ? 'r+' : 'w');
  let at = fromBytes;
  // It is told by the reading; destroyed before its end, it tells of that once more.
  body.on('error', () => undefined);
  try {
    if (tag === undefined) await rm(tagPath(path), { force: true });
    else await writeFile(tagPath(path), tag);
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      if (at + chunk.length > most) {
        await rm(path, { force: true });
        throw new GettingError(
          `More came than the ${most} bytes that it has: it is not what was wanted.`,
        );
      }
      await file.write(chunk, 0, chunk.length, at);
      at += chunk.length;
      onProgress?.(at, ofBytes);
    }
    await file.truncate(at);
    await file.sync();
  } catch (error) {
    throw !signal.aborted && isOfNetwork(error) ? cutOff(at) : error;
  } finally {
    body.destroy();
    await file.close();
  }
  if (ofBytes !== undefined && at < ofBytes) throw cutOff(at);
}

function cutOff(bytes: number): GettingError {
  return new GettingError(
    `It was cut off after ${bytes} bytes. Ask for it again: it goes on from there.`,
  );
}

/** The disk’s errors name the call that failed; the library’s own, and those of connections, have codes alone. */
function isOfNetwork(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  return (
    String(error.code).startsWith('UND_') || !('syscall' in error && error.syscall === 'write')
  );
}

async function checked({ path, sizeBytes, sha256 }: Wanted): Promise<Fetched> {
  const { size } = await stat(path);
  if (sizeBytes !== undefined && size < sizeBytes) throw cutOff(size);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) hash.update(chunk);
  const sum = hash.digest('hex');
  if (sha256 !== undefined && sum !== sha256) {
    await Promise.all([rm(path), rm(tagPath(path), { force: true })]);
    throw new GettingError(
      `Its SHA-256 is ${sum}, and not ${sha256}: it is not what was wanted, and was deleted. ${ifTrusted(path)}`,
    );
  }
  return { sizeBytes: size, sha256: sum };
}

/** Takes away all that is left of fetching it. */
export async function forgetArchive(path: string): Promise<void> {
  await Promise.all([rm(path, { force: true }), rm(tagPath(path), { force: true })]);
}

function unreached(wanted: Wanted, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return error;
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new GettingError(`${new URL(wanted.url).host} can’t be reached${code}. ${byHand(wanted)}`);
}

function byHand({ url, path }: Wanted): string {
  return `Where there is a network, fetch ${url}, and put it here as ${path}: asked again, it is unpacked from there.`;
}
