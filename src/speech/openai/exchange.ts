import { BodyFault, chunksOf } from '../http/body.ts';
import type { Scrub } from '../http/scrub.ts';
import { type Answering, type Asked, NoAnswer, send } from '../http/send.ts';
import type { SpeechError } from '../speech.ts';
import { openaiError } from './refusals.ts';

export interface Deadlines {
  /** Until the answer begins. */
  readonly answerMs: number;
  /** Between two parts of the answer. */
  readonly stallMs: number;
}

/**
 * Sends one request and gives the answer as soon as it begins. A request of which nothing has left is sent once more.
 * Rejects with a `SpeechError` or the signal's reason.
 */
export async function exchange(asked: Asked): Promise<Answering> {
  try {
    return await send(asked).catch(async (error: unknown) => {
      const isUnsent = error instanceof NoAnswer && asked.json !== undefined && !error.sent;
      if (isUnsent) return send(asked);
      throw error;
    });
  } catch (error) {
    throw failureOf(error, asked);
  }
}

function failureOf(error: unknown, { json }: Asked): unknown {
  if (!(error instanceof NoAnswer)) return error;
  const { why, sent, cause, untrusted } = error;
  if (json !== undefined && sent) {
    const how = why === 'late' ? 'did not answer in time' : 'broke off before it answered';
    const facts = { cause, ...(why === 'late' && { isSilent: true as const }) };
    return openaiError('maybe-submitted', `The speech server ${how}.`, facts);
  }
  if (untrusted !== undefined)
    return openaiError('unavailable', `The speech server was not asked: ${untrusted}.`, {
      retryable: false,
      cause,
    });
  const facts = { retryable: true, cause };
  return why === 'late'
    ? openaiError('timeout', 'The speech server did not answer in time.', facts)
    : openaiError('unavailable', 'The speech server could not be reached.', facts);
}

/** The first `maxBytes` of a body as text; the rest is not waited for. */
export async function textOf(
  answering: Answering,
  maxBytes: number,
  { stallMs }: Pick<Deadlines, 'stallMs'>,
  scrub: Scrub,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  const limits = { maxBytes: Infinity, stallMs, totalMs: Infinity };
  let sizeBytes = 0;
  try {
    for await (const chunk of chunksOf(answering, limits, scrub)) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes >= maxBytes) break;
    }
  } catch (error) {
    // The part that came before it broke off has to do.
    if (!(error instanceof BodyFault)) throw error;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}

/** A service never sends more than this for one request (deAPI's limit on a result). */
const maxAudioBytes = 100_000_000;
/** The longest text takes eleven minutes to be heard; some servers send no faster than that. */
const maxAudioMs = 1_800_000;

/** The sound as it arrives. Throws a `SpeechError` when it is empty, endless, cut short or stalls. */
export async function* soundOf(
  answering: Answering,
  { stallMs }: Deadlines,
  scrub: Scrub,
): AsyncGenerator<Uint8Array> {
  const limits = { maxBytes: maxAudioBytes, stallMs, totalMs: maxAudioMs };
  let isEmpty = true;
  try {
    if (Number(answering.headers['content-length']) > maxAudioBytes) throw endless();
    for await (const chunk of chunksOf(answering, limits, scrub)) {
      isEmpty = false;
      yield chunk;
    }
  } catch (error) {
    throw error instanceof BodyFault ? faultOf(error) : error;
  } finally {
    answering.body.destroy();
  }
  if (isEmpty) throw openaiError('bad-audio', 'The speech server sent no sound.');
}

function faultOf({ why, cause }: BodyFault): SpeechError {
  switch (why) {
    case 'large':
    case 'endless':
      return endless();
    case 'stalled':
      return openaiError('timeout', 'The speech server fell silent.', { cause });
    case 'cut':
      return openaiError('bad-audio', 'The sound was cut short.', { cause });
  }
}

function endless(): SpeechError {
  return openaiError('endless', 'The speech server sent more sound than any text needs.');
}
