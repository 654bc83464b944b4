import type { IncomingMessage, ServerResponse } from 'node:http';

import { bodyOf } from '#http/listener.ts';
import { sendAudio } from '#http/spoiled-body.ts';
import { badKey, list, noSuchRoute, refuse } from '#openai/answers.ts';
import type { OpenaiError } from '#openai/answers.ts';

import type { Account } from './account.ts';
import type { Answer } from './answers.ts';
import type { OpenRequest } from './api.ts';
import type { RequestFault } from './faults.ts';
import { asNative, inEnvelope } from './gateway-rules.ts';
import type { DeapiJob } from './jobs.ts';
import { endpointOf, judge } from './judge.ts';
import { sendUnlessLost, struck } from './planned-answers.ts';
import { formOf } from './requests.ts';
import type { RouteName } from './requests.ts';
import { submitSpeech } from './speech-route.ts';

const bodyLimitBytes = 1024 * 1024;
const knownFields = new Set(['model', 'voice', 'input', 'response_format', 'speed']);

/** The route at a path of the gateway. */
export function gatewayRoute(method: string | undefined, url: string | undefined): RouteName {
  const { pathname } = new URL(url ?? '/', 'http://loopback');
  if (method === 'POST' && pathname === '/v1/audio/speech') return 'gateway';
  return method === 'GET' && pathname === '/v1/models' ? 'gateway-models' : 'unknown';
}

/**
 * One request to the gateway for clients of OpenAI's API, from its head to the last byte of sound. It has the account's
 * money, quotas and faults; its jobs are jobs like others, but the answer waits for their end, and is the sound. `served`:
 * slugs of the models that it knows; absent: all with presets.
 */
export async function serveGateway(
  account: Account,
  served: readonly string[] | undefined,
  record: OpenRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.once('finish', () => {
    record.status = response.statusCode;
  });
  const body = await bodyOf(request, bodyLimitBytes);
  if (body) Object.assign(record, await formOf(body, request.headers['content-type']));
  const strike = await struck(account, record, response);
  if (!strike) return;
  const { fault, planned } = strike;
  if (planned && !fault?.isLate) return sendPlanned(response, planned);
  const outcome = await outcomeOf(account, served, record, request.headers.authorization);
  if (planned) await sendPlanned(response, planned);
  else if (fault?.fail === 'answer-lost') response.destroy();
  else if (fault?.fail !== 'never-answers') await send(account, response, outcome, fault);
}

/** Refusals in OpenAI's envelope; pages as they are, since they come from a proxy. */
async function sendPlanned(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer.status >= 400 && 'json' in answer.body) refuse(response, inEnvelope(answer));
  else await sendUnlessLost(response, answer, undefined);
}

type Outcome =
  | { readonly refusal: OpenaiError }
  | { readonly models: readonly string[] }
  | { readonly job: DeapiJob };

async function outcomeOf(
  account: Account,
  served: readonly string[] | undefined,
  record: OpenRequest,
  authorization: string | undefined,
): Promise<Outcome> {
  if (!record.headers['user-agent']) account.violate('No User-Agent at the gateway');
  if (authorization === `Bearer ${account.key}`)
    account.violate('The gateway was given the key without its prefix');
  if (authorization !== `Bearer dpn-sk-${account.key}`) return { refusal: badKey() };
  if (record.route === 'unknown') return { refusal: noSuchRoute(record.method, record.path) };
  if (record.route === 'gateway-models')
    return { models: account.listed().map((model) => String(model['slug'])) };
  return speak(account, served, record);
}

async function speak(
  account: Account,
  served: readonly string[] | undefined,
  record: OpenRequest,
): Promise<Outcome> {
  for (const name of Object.keys(record.fields))
    if (!knownFields.has(name)) account.violate(`Unknown field ${name} at the gateway`);
  if (record.encoding !== 'json') account.violate('Not JSON at the gateway');
  // The documentation has one limit for both: submits and calls of the gateway are counted together.
  const admission = account.quotas.admit('submit');
  if (!admission.admitted) return { refusal: { ...tooMany, headers: admission.headers } };
  const native = asNative(account, served, record);
  if ('refusal' in native) return native;
  const endpoint = endpointOf(native);
  if (!endpoint) throw new Error('the facts lack the endpoint of a submit');
  const { rules } = judge(native, endpoint);
  const answer = await submitSpeech(account, { request: native, endpoint, rules });
  const job = answer.jobId === undefined ? undefined : account.jobs.find(answer.jobId);
  if (!job) return { refusal: inEnvelope(answer) };
  await job.ended;
  return { job };
}

async function send(
  account: Account,
  response: ServerResponse,
  outcome: Outcome,
  fault: RequestFault | undefined,
): Promise<void> {
  if ('refusal' in outcome) return refuse(response, outcome.refusal);
  if ('models' in outcome) {
    const data = outcome.models.map((id) => ({ id, object: 'model', owned_by: 'deapi' }));
    return list(response, { object: 'list', data });
  }
  const { result } = outcome.job;
  if (!result) return refuse(response, failed);
  await sendAudio(response, result, fault?.sound, `${account.results.foreignOrigin}/sound`);
}

const tooMany: OpenaiError = {
  status: 429,
  error: {
    message: 'Too Many Attempts.',
    type: 'requests',
    param: null,
    code: 'rate_limit_exceeded',
  },
};

/** Which answer a failed job has at the gateway is not documented; the service's faults are 5xx everywhere. */
const failed: OpenaiError = {
  status: 500,
  error: { message: 'Server Error', type: 'server_error', param: null, code: null },
};
