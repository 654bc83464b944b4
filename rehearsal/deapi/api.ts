import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { bodyOf } from '#http/listener.ts';

import type { Account } from './account.ts';
import {
  asPage,
  blocked,
  gone,
  ok,
  tooLarge,
  unauthenticated,
  unknownRoute,
  wrongMethod,
} from './answers.ts';
import type { Answer } from './answers.ts';
import { modelsPage } from './models-page.ts';
import { plannedAnswer, sendUnlessLost, tooMany } from './planned-answers.ts';
import { formOf } from './requests.ts';
import type { DeapiRequest } from './requests.ts';
import type { FoundRoute } from './routes.ts';
import { quoteSpeech, submitSpeech } from './speech-route.ts';
import { tellStatus } from './status-route.ts';
import { submitTranscription } from './transcription-route.ts';

const bodyLimitBytes = 75 * 1024 * 1024;

export type OpenRequest = { -readonly [Key in keyof DeapiRequest]: DeapiRequest[Key] };

/** One request to the API, from its head to its answer. `record` is filled in as more of it is known. */
export async function serveApi(
  account: Account,
  record: OpenRequest,
  route: FoundRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request, bodyLimitBytes);
  if (body) Object.assign(record, await formOf(body, request.headers['content-type']));
  const fault = account.faults.forRequest(record);
  if (fault?.delayMs) await delay(fault.delayMs);
  if (fault?.fail === 'dropped') {
    response.destroy();
    return;
  }
  const planned = plannedAnswer(account, record, fault);
  const answer = planned ?? (body ? await answerTo(account, record, route, request) : tooLarge());
  const wantsJson = record.headers['accept']?.includes('application/json') ?? false;
  if (!wantsJson) account.violate(`No "Accept: application/json" in ${record.route}`);
  const sent = wantsJson || answer.status < 400 ? answer : asPage(answer);
  if (await sendUnlessLost(response, sent, fault)) record.status = answer.status;
}

/** A download from the host of results. */
export async function serveResult(
  account: Account,
  record: OpenRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.once('finish', () => {
    record.status = response.statusCode;
  });
  const fault = account.faults.forRequest(record);
  if (fault?.delayMs) await delay(fault.delayMs);
  const planned = plannedAnswer(account, record, fault);
  if (fault?.fail === 'dropped') response.destroy();
  else if (fault?.fail || planned) await sendUnlessLost(response, planned ?? ok({}), fault);
  else await account.results.serve(request, response);
}

async function answerTo(
  account: Account,
  record: DeapiRequest,
  route: FoundRoute,
  request: IncomingMessage,
): Promise<Answer> {
  if (!request.headers['user-agent']) {
    account.violate('No User-Agent');
    return blocked();
  }
  const { pathname } = new URL(record.path, 'http://loopback');
  if (route.otherMethods) return wrongMethod(record.method, pathname, route.otherMethods);
  if (route.name === 'unknown' || !route.api) return unknownRoute(pathname);
  if (request.headers.authorization !== `Bearer ${account.key}`) return unauthenticated();
  if (route.name === 'removed') return gone();
  const admission = account.quotas.admit(route.name);
  if (!admission.admitted) return tooMany(admission.headers);
  const answer = await handle(account, record, route);
  return { ...answer, headers: { ...admission.headers, ...answer.headers } };
}

async function handle(
  account: Account,
  record: DeapiRequest,
  { name, api = 'v2', id }: FoundRoute,
): Promise<Answer> {
  switch (name) {
    case 'submit':
      return submitSpeech(account, readable(account, record), api);
    case 'status':
      return tellStatus(account, id);
    case 'models':
      return modelsPage(account.listed(), new URL(record.path, `http://${record.headers['host']}`));
    case 'price':
      return quoteSpeech(account, record);
    case 'balance':
      return ok({ data: { balance: account.ledger.balanceUsd } });
    case 'transcribe':
      return submitTranscription(account, readable(account, record), api);
    case 'result':
    case 'removed':
    case 'unknown':
      return unknownRoute(record.path);
    default:
      return name satisfies never;
  }
}

/** v2 takes uploads as forms alone, and finds no fields in JSON. */
function readable(account: Account, record: DeapiRequest): DeapiRequest {
  if (record.api === 'v1' || record.encoding === 'multipart') return record;
  account.violate(`Not multipart/form-data in ${record.route} of v2`);
  return { ...record, fields: {}, files: {} };
}
