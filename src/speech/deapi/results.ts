import { type Agent, type Dispatcher, request } from 'undici';

import type { Clock } from '../clock.ts';
import { withDeadline } from '../deadline.ts';
import { firstOfEach, userAgent } from './http.ts';
import { type ResultLimits, resultBytes, resultError, tooLarge } from './result-bytes.ts';
import type { ResultHosts } from './result-hosts.ts';
import { type Scrub, scrubbedCause } from './scrub.ts';
import { ForeignAddress, type WarmConnector } from './warm-connector.ts';

export interface ResultOptions {
  readonly agent: Agent;
  readonly connector: WarmConnector;
  readonly hosts: ResultHosts;
  readonly limits: ResultLimits;
  readonly scrub: Scrub;
  readonly clock: Clock;
  /** Where the first result is likely to come from. */
  readonly likelyOrigin?: string;
}

export interface Result {
  /** mp3, wav, flac or ogg as the headers or the address say; undefined when they say nothing. */
  readonly format: string | undefined;
  /** Beginning with the first, which has already come. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The signed address is no longer good: the job has to be read again for a fresh one. */
export class Expired extends Error {
  override readonly name = 'Expired';
}

export interface Results {
  /** Connects ahead to where the last result came from. */
  warm(): void;
  /**
   * Fetches a result without the key and without following redirects. Resolves with its first bytes. Rejects with
   * {@link Expired}, a `SpeechError` or the signal's reason; later failures come from the bytes.
   */
  open(address: string, signal: AbortSignal): Promise<Result>;
  /** The same for a result of text, which may be empty. */
  text(address: string, signal: AbortSignal): Promise<string>;
}

type Wanted = 'audio' | 'text';

/** Reading again costs nothing and the job is paid: faults of the store are waited out for a moment. */
const retryAfterMs = [150, 500];
const maxTextBytes = 2_000_000;
/** 403 and 404 of an expired address (S3), 400 and 401 of others; 410 of a result that was removed. */
const expiredStatuses = new Set([400, 401, 403, 404, 410]);

class Fault extends Error {
  override readonly name = 'Fault';
}

export function deapiResults(options: ResultOptions): Results {
  const { connector, hosts, clock } = options;
  let lastOrigin = options.likelyOrigin;

  return {
    warm() {
      if (lastOrigin !== undefined) connector.warm(lastOrigin);
    },

    open: (address, signal) => fetchResult(address, 'audio', signal),

    async text(address, signal) {
      const chunks: Uint8Array[] = [];
      const { bytes } = await fetchResult(address, 'text', signal);
      for await (const chunk of bytes) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
  };

  async function fetchResult(
    address: string,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<Result> {
    const url = URL.parse(address);
    if (!url) throw resultError('bad-answer', "the result's address is no address");
    if (!hosts.mayFetch(url)) {
      throw resultError('foreign-host', "the result's address is not on the list of result hosts");
    }
    lastOrigin = url.origin;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await fetchOnce(url, wanted, options, signal);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const waitMs = retryAfterMs[attempt];
        if (waitMs === undefined) {
          throw resultError('unavailable', 'the result could not be fetched', error.cause);
        }
        await clock.sleep(waitMs, signal);
      }
    }
  }
}

async function fetchOnce(
  url: URL,
  wanted: Wanted,
  options: ResultOptions,
  signal: AbortSignal,
): Promise<Result> {
  const { agent, limits, scrub } = options;
  const maxBytes = wanted === 'text' ? maxTextBytes : limits.maxBytes;
  signal.throwIfAborted();
  let response: Dispatcher.ResponseData;
  // The body lives on after this function: its own controller cuts it, whoever aborts.
  const cut = new AbortController();
  const abort = () => cut.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const release = () => signal.removeEventListener('abort', abort);
  try {
    const late = () => new Error(`no answer within ${limits.stallMs} ms`);
    response = await withDeadline(signal, limits.stallMs, late, async (headSignal) => {
      headSignal.addEventListener('abort', () => cut.abort(headSignal.reason), { once: true });
      return request(url, {
        headers: { accept: 'audio/*, */*;q=0.5', 'user-agent': userAgent },
        dispatcher: agent,
        signal: cut.signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    });
  } catch (error) {
    release();
    signal.throwIfAborted();
    if (error instanceof ForeignAddress) throw resultError('foreign-host', error.message);
    throw new Fault('the request failed', { cause: scrubbedCause(error, scrub) });
  }
  const headers = firstOfEach(response.headers);
  const refusal = refusalOf(response.statusCode, headers, wanted, maxBytes);
  if (refusal) {
    release();
    response.body.on('error', () => undefined).destroy();
    throw refusal;
  }
  const bytes = await resultBytes(response.body, {
    limits: { ...limits, maxBytes },
    isText: wanted === 'text',
    signal,
    scrub,
    release,
  });
  return { format: formatOf(headers['content-type'], url), bytes };
}

function refusalOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  wanted: Wanted,
  maxBytes: number,
): Error | undefined {
  if (status >= 500 || status === 429 || status === 408) {
    return new Fault(`status ${status}`, { cause: new Error(`the host answered ${status}`) });
  }
  if (status >= 300 && status < 400) {
    return resultError(
      'foreign-host',
      "the result's address leads elsewhere, and that is not followed",
    );
  }
  if (expiredStatuses.has(status)) return new Expired(`status ${status}`);
  if (status !== 200) return resultError('bad-answer', `the result host answered ${status}`);
  const declared = Number(headers['content-length'] ?? Number.NaN);
  if (declared > maxBytes) return tooLarge(maxBytes);
  return wanted === 'audio' ? notAudio(headers, declared) : undefined;
}

function notAudio(headers: Readonly<Record<string, string>>, declared: number): Error | undefined {
  const type = headers['content-type']?.toLowerCase() ?? '';
  if (/\b(?:html|json|xml)\b/.test(type)) {
    return resultError('bad-audio', 'the result is a page and not audio');
  }
  return declared === 0 ? resultError('bad-audio', 'the result is empty') : undefined;
}

const formats: Readonly<Record<string, string>> = {
  mpeg: 'mp3',
  mp3: 'mp3',
  wav: 'wav',
  'x-wav': 'wav',
  wave: 'wav',
  flac: 'flac',
  'x-flac': 'flac',
  ogg: 'ogg',
  opus: 'ogg',
};

function formatOf(contentType: string | undefined, url: URL): string | undefined {
  const subtype = /^audio\/([\w-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
  const ending = /\.(\w+)$/.exec(url.pathname)?.[1]?.toLowerCase();
  const named = Object.hasOwn(formats, subtype ?? '') ? subtype : ending;
  return named !== undefined && Object.hasOwn(formats, named) ? formats[named] : undefined;
}
