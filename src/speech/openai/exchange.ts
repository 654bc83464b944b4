import { Readable } from 'node:stream';

import type { Agent, Dispatcher } from 'undici';
import { errors, request } from 'undici';

import { type Scrub, scrubbedCause } from '../deapi/scrub.ts';
import { SpeechError } from '../speech.ts';

export interface Deadlines {
  /** Until the answer begins. */
  readonly answerMs: number;
  /** Between two parts of the answer. */
  readonly stallMs: number;
}

export interface Exchange {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON by POST; absent: GET. */
  readonly json?: unknown;
  readonly agent: Agent;
  readonly deadlines: Deadlines;
  readonly scrub: Scrub;
  readonly signal: AbortSignal;
}

export type Answer = Dispatcher.ResponseData;

/**
 * Sends one request and gives the answer as soon as it begins; its body is still to come. Redirects are answers like
 * any other. A request of which nothing has left is sent once more. Rejects with a `SpeechError` or the signal's reason.
 */
export async function exchange(asked: Exchange): Promise<Answer> {
  try {
    return await send(asked);
  } catch (error) {
    if (!(error instanceof NothingSent)) throw error;
  }
  try {
    return await send(asked);
  } catch (error) {
    if (!(error instanceof NothingSent)) throw error;
    throw new SpeechError('unavailable', 'The speech server could not be reached.', {
      engine: 'openai',
      retryable: true,
      cause: error.cause,
    });
  }
}

/** The connection failed before the request was on its way. */
class NothingSent extends Error {}

async function send({
  url,
  headers,
  json,
  agent,
  deadlines,
  scrub,
  signal,
}: Exchange): Promise<Answer> {
  signal.throwIfAborted();
  let sent = false;
  const content = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
  async function* body(bytes: Uint8Array) {
    // undici asks for it when it has a connection and is about to write.
    sent = true;
    yield bytes;
  }
  try {
    const answer = await request(url, {
      method: content ? 'POST' : 'GET',
      headers: content
        ? { ...headers, 'content-type': 'application/json', 'content-length': `${content.length}` }
        : headers,
      body: content ? Readable.from(body(content)) : null,
      dispatcher: agent,
      signal,
      headersTimeout: deadlines.answerMs,
      bodyTimeout: deadlines.stallMs,
    });
    // A body that breaks off before anybody reads it must not take the process down; its reader is told.
    answer.body.on('error', () => {});
    return answer;
  } catch (error) {
    signal.throwIfAborted();
    const cause = scrubbedCause(error, scrub);
    if (content && !sent) throw new NothingSent('not sent', { cause });
    throw lost(error, cause, content !== undefined);
  }
}

function lost(error: unknown, cause: Error, mayCost: boolean): SpeechError {
  const facts = { engine: 'openai', retryable: true, cause } as const;
  if (error instanceof errors.HeadersTimeoutError)
    return new SpeechError('timeout', 'The speech server did not answer in time.', facts);
  return mayCost
    ? new SpeechError('maybe-submitted', 'The speech server broke off before it answered.', facts)
    : new SpeechError('unavailable', 'The speech server could not be reached.', facts);
}

/** The first `maxBytes` of a body as text; the rest is not waited for. */
export async function textOf({ body }: Answer, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk as Uint8Array);
      sizeBytes += (chunk as Uint8Array).length;
      if (sizeBytes >= maxBytes) break;
    }
  } catch {
    // What came before it broke off has to do.
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}

/** A service never sends more than this for one request (deAPI's limit on a result). */
const maxAudioBytes = 100_000_000;
/** The longest text takes eleven minutes to be heard; some servers send no faster than that. */
const maxAudioMs = 1_800_000;

/** The sound as it arrives. Throws a `SpeechError` when it is empty, endless, cut short or stalls. */
export async function* soundOf(
  { body, headers }: Answer,
  scrub: Scrub,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const facts = { engine: 'openai' } as const;
  const end = performance.now() + maxAudioMs;
  let sizeBytes = 0;
  try {
    if (Number(headers['content-length']) > maxAudioBytes) throw endless();
    for await (const chunk of body) {
      const bytes = chunk as Uint8Array;
      sizeBytes += bytes.length;
      if (sizeBytes > maxAudioBytes || performance.now() > end) throw endless();
      if (bytes.length > 0) yield bytes;
    }
  } catch (error) {
    if (error instanceof SpeechError) throw error;
    signal.throwIfAborted();
    const cause = scrubbedCause(error, scrub);
    if (error instanceof errors.BodyTimeoutError)
      throw new SpeechError('timeout', 'The speech server fell silent.', { ...facts, cause });
    throw new SpeechError('bad-audio', 'The sound was cut short.', { ...facts, cause });
  } finally {
    body.destroy();
  }
  if (sizeBytes === 0)
    throw new SpeechError('bad-audio', 'The speech server sent no sound.', facts);
}

function endless(): SpeechError {
  return new SpeechError('endless', 'The speech server sent more sound than any text needs.', {
    engine: 'openai',
  });
}
