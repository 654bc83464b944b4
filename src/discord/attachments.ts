import { isIPv4 } from 'node:net';

import { request } from 'undici';

import { UserError } from '../errors.ts';

/** A file that somebody gave to Discord: the parts of its attachment object that are needed to fetch it. */
export interface GivenFile {
  readonly url: string;
  /** As Discord states it. */
  readonly size: number;
}

export interface AttachmentsOptions {
  /** `host` or `host:port`, exactly: Discord's own unless the operator says otherwise. */
  readonly hosts: readonly string[];
  readonly maxBytes?: number;
  /** For all of one file. */
  readonly timeoutMs?: number;
}

/** Fetches files that people gave. Rejects with a `UserError` when one can't be had, or with the signal's reason. */
export interface Attachments {
  /** All bytes of the file, asked for once; nothing that redirects is followed. */
  fetch(file: GivenFile, signal: AbortSignal): Promise<Uint8Array>;
}

const defaults = { maxBytes: 10 * 1024 * 1024, timeoutMs: 15_000 };

export function attachments(options: AttachmentsOptions): Attachments {
  const { hosts, maxBytes, timeoutMs } = { ...defaults, ...options };
  const tooLarge = (): UserError =>
    new UserError(
      `The file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB. Send a shorter one, or send it as mp3.`,
    );

  const download = async (url: URL, signal: AbortSignal): Promise<Uint8Array> => {
    const { statusCode, body } = await request(url, { signal, headers: { accept: '*/*' } });
    if (statusCode !== 200) {
      // Whatever this is, it is not the file; ending it early is an error to its stream, and none to us.
      body.on('error', () => undefined).destroy();
      throw new UserError('Discord no longer has that file. Send it again.');
    }
    const parts: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const part of body as AsyncIterable<Uint8Array>) {
      sizeBytes += part.byteLength;
      // Leaving the loop closes the connection.
      if (sizeBytes > maxBytes) throw tooLarge();
      parts.push(part);
    }
    return Buffer.concat(parts, sizeBytes);
  };

  return {
    async fetch({ url, size }, signal) {
      signal.throwIfAborted();
      const address = URL.canParse(url) ? new URL(url) : undefined;
      if (!address || !mayFetch(address, hosts))
        throw new UserError('Only files that were sent to Discord itself can be used.');
      if (size > maxBytes) throw tooLarge();
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        return await download(address, AbortSignal.any([signal, deadline]));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof UserError) throw error;
        throw new UserError('The file could not be fetched from Discord. Try again.', {
          cause: error,
        });
      }
    },
  };
}

/** https on a listed host; http only where that host is this machine, as the rehearsal's is. */
export function mayFetch(url: URL, hosts: readonly string[]): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  // `host` holds the port only when it is not the scheme's own.
  const port = url.protocol === 'https:' ? '443' : '80';
  const isListed = hosts.some(
    (host) => host === url.host || (url.port === '' && host === `${url.hostname}:${port}`),
  );
  return isListed && (url.protocol === 'https:' || isLoopback(url.hostname));
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}
