import type { Agent } from 'undici';

import type { BodyLimits } from '../http/body.ts';
import { type Scrub, scrubber } from '../http/scrub.ts';
import { type Answering, NoAnswer, send } from '../http/send.ts';
import { soundFormat } from '../http/sound-format.ts';
import { gatewayKey } from '../openai/deapi-keys.ts';
import { textOf } from '../openai/exchange.ts';
import { refusalOf } from '../openai/refusals.ts';
import type { SpeechContext, SpeechError, SpokenAudio } from '../speech.ts';
import type { Budget } from './budget.ts';
import { type PresetRequest, gatewayFields } from './gateway-terms.ts';
import { deapiError } from './refusals.ts';
import { resultBytes, soundOf } from './result-bytes.ts';
import { lost } from './submit.ts';

export interface GatewayOptions {
  /** Its base address, with or without `/v1`. */
  readonly url: string;
  readonly key: string;
  readonly agent: Agent;
  /** The account's limit on speech, for which jobs count too. */
  readonly budget: Budget;
  /** Until the sound begins: the service makes it meanwhile. */
  readonly answerMs: number;
  readonly limits: BodyLimits;
}

/** Speaks by one request, of which the sound is the answer. */
export type Gateway = (request: PresetRequest, context: SpeechContext) => Promise<SpokenAudio>;

const maxComplaintBytes = 64_000;

/**
 * deAPI's synchronous gateway for clients of OpenAI's API. Asks once, whatever happens: rejects with `maybe-submitted`
 * when the job may have been made, and with other failures when it is sure that it was not. Resolves with the first of
 * the sound; what breaks later comes from the bytes, and can't be read again.
 */
export function deapiGateway(options: GatewayOptions): Gateway {
  const { url, agent, budget, answerMs, limits } = options;
  const key = gatewayKey(options.key);
  const address = `${url.replace(/\/v1$/, '')}/v1/audio/speech`;
  const headers = { accept: 'audio/mpeg, application/json', authorization: `Bearer ${key}` };

  return async (request, { signal, payer, onProgress, onPaying }) => {
    signal.throwIfAborted();
    const scrub = scrubber([key, ...options.key.split('|'), request.text]);
    const json = gatewayFields(request);
    budget.begin({ way: payer?.way });
    await budget.assertAgreed({ way: payer?.way });
    try {
      await onPaying?.('gateway');
    } catch (error) {
      budget.unsent();
      throw error;
    }
    let answering: Answering;
    try {
      onProgress?.({ phase: 'speaking' });
      answering = await send({ url: address, headers, json, agent, answerMs, scrub, signal });
    } catch (error) {
      budget.finish();
      throw error instanceof NoAnswer ? lost(error, { hasOtherWay: true }) : error;
    }
    if (answering.status !== 200) throw await refusalBy(answering, options, scrub);
    budget.finish({ status: 200, headers: answering.headers, text: '', json: undefined });
    onProgress?.({ phase: 'fetching' });
    return {
      format: soundFormat(answering.headers['content-type'] ?? '') ?? json.response_format,
      bytes: await soundOf(resultBytes(answering, limits, scrub)),
      engine: 'deapi',
    };
  };
}

async function refusalBy(
  answering: Answering,
  { budget, limits }: GatewayOptions,
  scrub: Scrub,
): Promise<SpeechError> {
  const { status, headers } = answering;
  const text = await textOf(answering, maxComplaintBytes, limits, scrub);
  const answer = { status, headers, text, json: undefined };
  return budget.finish(answer) ?? refusalOf(answer, 'speech', scrub, deapiError);
}
