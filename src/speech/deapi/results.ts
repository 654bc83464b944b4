import { text as textOf } from 'node:stream/consumers';

import type { Agent } from 'undici';

import type { Clock } from '../clock.ts';
import { Hedging } from '../hedging.ts';
import type { BodyLimits } from '../http/body.ts';
import type { Scrub } from '../http/scrub.ts';
import { type Answering, NoAnswer, send } from '../http/send.ts';
import { soundFormat } from '../http/sound-format.ts';
import type { WarmConnector } from '../http/warm-connector.ts';
import type { SpeechError } from '../speech.ts';
import { deapiError } from './refusals.ts';
import { resultBytes, soundOf, tooLarge } from './result-bytes.ts';
import type { ResultHosts } from './result-hosts.ts';

export interface ResultOptions {
  readonly agent: Agent;
  readonly connector: WarmConnector;
  readonly hosts: ResultHosts;
  /** The longest wait for a piece is also that for the head of the answer. */
  readonly limits: BodyLimits;
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

export interface Results {
  /** Connects ahead to where the last result came from. */
  warm(): void;
  /**
   * Fetches a result without the key and without following redirects. Resolves with its first bytes. Rejects with a
   * `SpeechError` (`result-expired`: the job has to be read again for a fresh address) or the signal's reason; later
   * failures come from the bytes, `bad-audio` when they were cut. `stallMs`: the wait for each further piece, if it is
   * to be shorter than the longest.
   */
  open(address: string, signal: AbortSignal, stallMs?: number): Promise<Result>;
  /** The same for a result of text, which may be empty. */
  text(address: string, signal: AbortSignal): Promise<string>;
}

type Wanted = 'audio' | 'text';

const maxTextBytes = 2_000_000;
/** 403 and 404 of an expired address (S3), 400 and 401 of others; 410 of a result that was removed. */
const expiredStatuses = new Set([400, 401, 403, 404, 410]);

export function deapiResults(options: ResultOptions): Results {
  const { connector, hosts, clock } = options;
  const hedging = new Hedging(clock);
  let lastOrigin = options.likelyOrigin;

  return {
    warm() {
      if (lastOrigin !== undefined) connector.warm(lastOrigin);
    },

    open: (address, signal, stallMs) => fetchResult(address, 'audio', signal, stallMs),

    async text(address, signal) {
      const { bytes } = await fetchResult(address, 'text', signal);
      return textOf(bytes);
    },
  };

  async function fetchResult(
    address: string,
    wanted: Wanted,
    signal: AbortSignal,
    stallMs = Infinity,
  ): Promise<Result> {
    const url = URL.parse(address);
    if (!url) throw deapiError('bad-answer', "the result's address is no address");
    if (!hosts.mayFetch(url)) {
      throw deapiError('foreign-host', "the result's address is not on the list of result hosts");
    }
    lastOrigin = url.origin;
    const fetchOnce = async (signal: AbortSignal) =>
      fetched(url, { wanted, stallMs, signal }, options);
    return hedging.ask(fetchOnce, { signal });
  }
}

interface Fetch {
  readonly wanted: Wanted;
  readonly stallMs: number;
  readonly signal: AbortSignal;
}

async function fetched(
  url: URL,
  { wanted, stallMs, signal }: Fetch,
  { agent, limits, scrub }: ResultOptions,
): Promise<Result> {
  const maxBytes = wanted === 'text' ? maxTextBytes : limits.maxBytes;
  const answering = await send({
    url,
    headers: { accept: 'audio/*, */*;q=0.5' },
    agent,
    scrub,
    answerMs: limits.stallMs,
    signal,
  }).catch((error: unknown) => {
    throw error instanceof NoAnswer ? unfetched(error) : error;
  });
  const { headers, body } = answering;
  const refusal = refusalOf(answering, wanted, maxBytes);
  if (refusal) {
    body.destroy();
    throw refusal;
  }
  const bounds = { ...limits, maxBytes, stallMs: Math.min(stallMs, limits.stallMs) };
  const chunks = resultBytes(answering, bounds, scrub);
  return {
    format: formatOf(headers['content-type'], url),
    bytes: wanted === 'text' ? chunks : await soundOf(chunks),
  };
}

function unfetched({ why, cause, untrusted }: NoAnswer): SpeechError {
  if (why === 'foreign-address')
    return deapiError('foreign-host', 'the name leads to a private address');
  const words =
    untrusted === undefined
      ? 'the result could not be fetched'
      : `the host of results was not asked: ${untrusted}`;
  return deapiError('unavailable', words, { cause });
}

function refusalOf(
  { status, headers }: Answering,
  wanted: Wanted,
  maxBytes: number,
): SpeechError | undefined {
  if (status >= 500 || status === 429 || status === 408)
    return deapiError('unavailable', 'the result could not be fetched', { status });
  if (status >= 300 && status < 400) {
    const words = "the result's address leads elsewhere, and that is not followed";
    return deapiError('foreign-host', words);
  }
  if (expiredStatuses.has(status))
    return deapiError('result-expired', "the result's address has expired", { status });
  if (status !== 200) return deapiError('bad-answer', `the result host answered ${status}`);
  const declared = Number(headers['content-length'] ?? Number.NaN);
  if (declared > maxBytes) return tooLarge(maxBytes);
  if (wanted === 'text') return undefined;
  if (/\b(?:html|json|xml)\b/i.test(headers['content-type'] ?? ''))
    return deapiError('bad-audio', 'the result is a page and not audio');
  return declared === 0 ? deapiError('bad-audio', 'the result is empty') : undefined;
}

function formatOf(contentType = '', { pathname }: URL): string | undefined {
  const [subtype = ''] = /^audio\/[\w-]+/i.exec(contentType) ?? [];
  return soundFormat(subtype) ?? soundFormat(/\.\w+$/.exec(pathname)?.[0] ?? '');
}
