import { begun } from '../begun.ts';
import { BodyFault, type BodyLimits, chunksOf } from '../http/body.ts';
import type { Scrub } from '../http/scrub.ts';
import type { Answering } from '../http/send.ts';
import type { SpeechError } from '../speech.ts';
import { deapiError } from './refusals.ts';

export function tooLarge(maxBytes: number): SpeechError {
  return deapiError('endless', `the result is larger than ${maxBytes} bytes`);
}

/**
 * The sound of a result as it comes. Resolves when the first of it has come, so that an empty or foreign answer rejects
 * before anybody counts on it.
 */
export async function soundOf(
  chunks: AsyncIterable<Uint8Array>,
): Promise<AsyncIterable<Uint8Array>> {
  const sound = await begun(chunks);
  if (!sound) throw deapiError('bad-audio', 'the result is empty');
  if (!looksLikeText(sound.first)) return sound.bytes;
  // Only a reader that has begun can end what it reads.
  for await (const _ of sound.bytes) break;
  throw deapiError('bad-audio', 'the result is a page and not audio');
}

/** The bytes of a result. Those that stop coming, are fewer than announced or more than allowed throw a `SpeechError`. */
export async function* resultBytes(
  answering: Answering,
  limits: BodyLimits,
  scrub: Scrub,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunksOf(answering, limits, scrub);
  } catch (error) {
    throw error instanceof BodyFault ? failureOf(error, limits) : error;
  }
}

function failureOf({ why, message, cause }: BodyFault, { maxBytes }: BodyLimits): SpeechError {
  switch (why) {
    case 'large':
      return tooLarge(maxBytes);
    case 'endless':
      return deapiError('endless', `the result ${message}`);
    case 'stalled':
    case 'cut':
      return deapiError('bad-audio', `the result ${message}`, { cause });
  }
}

/** No audio file begins like HTML, XML or JSON. */
function looksLikeText(bytes: Uint8Array): boolean {
  const beginning = Buffer.from(bytes.subarray(0, 64)).toString('latin1').trimStart();
  return /^(?:<[!?a-z]|\{\s*"|\[\s*[{"])/i.test(beginning);
}
