import type { IncomingMessage, ServerResponse } from 'node:http';

import { bodyOf } from '#http/listener.ts';

import type { Account } from './account.ts';
import {
  asPage,
  blocked,
  forbidden,
  gone,
  ok,
  tooLarge,
  unauthenticated,
  unknownRoute,
  wrongMethod,
} from './answers.ts';
import type { Answer } from './answers.ts';
import type { Asked } from './asked.ts';
import type { EndpointFact } from './facts.ts';
import { judge } from './judge.ts';
import { modelsPage } from './models-page.ts';
import { sendUnlessLost, struck, tooMany } from './planned-answers.ts';
import { formOf } from './requests.ts';
import type { DeapiRequest, EndpointName } from './requests.ts';
import type { FoundRoute } from './routes.ts';
import { authoriseChannel } from './sockets/channel-auth.ts';
import { quoteSpeech, submitSpeech } from './speech-route.ts';
import { tellStatus } from './status-route.ts';
import { quoteTranscription, submitTranscription } from './transcription-route.ts';

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
  const strike = await struck(account, record, response);
  if (!strike) return;
  const { fault, planned } = strike;
  const answer = planned ?? (body ? await answerTo(account, record, route, request) : tooLarge());
  try {
    const sent = asAsked(account, record, answer);
    if (await sendUnlessLost(response, sent, fault)) record.status = answer.status;
  } finally {
    if (answer.jobId !== undefined) account.jobs.markAnswered(answer.jobId);
  }
}

/** The answer with the service's time, and as a page where JSON was not asked for. */
function asAsked(account: Account, { headers, route }: DeapiRequest, answer: Answer): Answer {
  const wantsJson = headers['accept']?.includes('application/json') ?? false;
  if (!wantsJson) account.violate(`No "Accept: application/json" in ${route}`);
  const told = wantsJson || answer.status < 400 ? answer : asPage(answer);
  const date = new Date(account.now()).toUTCString();
  return { ...told, headers: { date, ...told.headers } };
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
  const strike = await struck(account, record, response);
  if (!strike) return;
  const { fault, planned } = strike;
  if (fault?.fail || planned) await sendUnlessLost(response, planned ?? ok({}), fault);
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
  if (route.name === 'unknown') return unknownRoute(pathname);
  if (request.headers.authorization !== `Bearer ${account.key}`) {
    return route.name === 'socket-auth' ? forbidden() : unauthenticated();
  }
  if (route.name === 'removed') return gone();
  if (!route.endpoint) return authoriseChannel(account, record);
  const admission = account.quotas.admit(route.name);
  if (!admission.admitted) return tooMany(admission.headers);
  const answer = await handle(account, record, route.endpoint, route.id);
  return { ...answer, headers: { ...admission.headers, ...answer.headers } };
}

type Handle = (account: Account, asked: Asked, id: string) => Answer | Promise<Answer>;

const handlers: Readonly<Record<EndpointName, Handle>> = {
  submit: submitSpeech,
  status: (account, _asked, id) => tellStatus(account, id),
  models: (account, { request: { path, headers } }) =>
    modelsPage(account.listed(), new URL(path, `http://${headers['host']}`)),
  price: quoteSpeech,
  balance: ({ ledger }) => ok({ data: { balance: ledger.balanceUsd } }),
  transcribe: submitTranscription,
  'transcription-price': quoteTranscription,
};

/** An answer by the rules of the endpoint; what they let pass and no client should do is noted. */
async function handle(
  account: Account,
  record: DeapiRequest,
  endpoint: EndpointFact,
  id: string,
): Promise<Answer> {
  const request = readable(account, record, endpoint);
  const { rules, strange } = judge(request, endpoint);
  for (const what of strange) account.violate(what);
  return handlers[endpoint.name](account, { request, endpoint, rules }, id);
}

/** v2 takes uploads as forms alone, and finds no fields in JSON, which v1 still reads. */
function readable(account: Account, record: DeapiRequest, endpoint: EndpointFact): DeapiRequest {
  const { encoding, api, name } = endpoint;
  if (encoding === undefined || encoding === record.encoding) return record;
  if (encoding === 'multipart' && api === 'v1') return record;
  const type = encoding === 'json' ? 'application/json' : 'multipart/form-data';
  account.violate(`Not ${type} in ${name} of ${api}`);
  return encoding === 'json' ? record : { ...record, fields: {}, files: {} };
}
