import { isIPv4 } from 'node:net';

import { request } from 'undici';

import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

/** A file that somebody gave to Discord: the parts of its attachment object that are needed to fetch it. */
export interface GivenFile {
  readonly url: string;
  /** As Discord states it. */
  readonly size: number;
}

export interface AttachmentsOptions {
  /** `host` or `host:port`, exactly: Discord's own unless the operator says otherwise. */
  readonly hosts: readonly string[];
  /** For all of one file. */
  readonly timeoutMs?: number;
}

/** The bound on files of one kind. */
export interface FileBound {
  readonly maxBytes: number;
  /** The sentence for a person who gave a larger one. */
  readonly tooLarge: Text;
}

/** Fetches files that people gave. */
export type Attachments = ReturnType<typeof attachments>;

const defaultTimeoutMs = 15_000;

export function attachments(options: AttachmentsOptions) {
  const { hosts, timeoutMs = defaultTimeoutMs } = options;

  function assertFetchable({ url, size }: GivenFile, { maxBytes, tooLarge }: FileBound): void {
    if (!URL.canParse(url) || !mayFetch(new URL(url), hosts))
      throw new UserError(text(($) => $.discord.attachments.notOfDiscord));
    if (size > maxBytes) throw new UserError(tooLarge);
  }

  return {
    /** Throws a `UserError` for a file that is refused before it is asked for. */
    assertFetchable,
    /**
     * All bytes of the file, in memory of their own, asked for once; nothing that redirects is followed. Rejects with a `UserError` when it can't be
     * had, or with the signal's reason.
     */
    async fetch(file: GivenFile, bound: FileBound, signal: AbortSignal) {
      signal.throwIfAborted();
      assertFetchable(file, bound);
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        return await download(file, bound, AbortSignal.any([signal, deadline]));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof UserError) throw error;
        const notFetched = text(($) => $.discord.attachments.notFetched);
        throw new UserError(notFetched, { cause: error });
      }
    },
  };
}

/** Downloads into memory that is taken once, as much as Discord says that the file needs: more bytes are not the file. */
async function download(
  { url, size }: GivenFile,
  { maxBytes, tooLarge }: FileBound,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { statusCode, body } = await request(url, { signal, headers: { accept: '*/*' } });
  if (statusCode !== 200) {
    // Whatever this is, it is not the file; ending it early is an error to its stream, and none to us.
    body.on('error', () => undefined).destroy();
    throw new UserError(text(($) => $.discord.attachments.gone));
  }
  const bytes = new Uint8Array(size);
  let sizeBytes = 0;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    // Leaving the loop closes the connection.
    if (sizeBytes + part.byteLength > maxBytes) throw new UserError(tooLarge);
    if (sizeBytes + part.byteLength > size)
      throw new UserError(text(($) => $.discord.attachments.largerThanSaid));
    bytes.set(part, sizeBytes);
    sizeBytes += part.byteLength;
  }
  return bytes.subarray(0, sizeBytes);
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
