import type { ServerResponse } from 'node:http';

import { drained } from '#http/deliver.ts';

import type { Account } from './account.ts';
import type { Answer } from './answers.ts';
import { cannedAnswer, isCanned } from './failures.ts';
import type { RequestFault } from './faults.ts';
import type { DeapiRequest } from './requests.ts';

/** The answer that a fault gives in the service's place; undefined when the service answers itself. */
export function plannedAnswer(
  account: Account,
  record: DeapiRequest,
  fault: RequestFault | undefined,
): Answer | undefined {
  if (fault?.answer) {
    const { status = 200, headers = {}, body } = fault.answer;
    const raw = typeof body === 'string' ? Buffer.from(body) : body;
    return { status, headers: { 'content-type': 'application/json', ...headers }, body: { raw } };
  }
  if (fault?.fail === 'minute-limit' || fault?.fail === 'day-limit') {
    const kind = fault.fail === 'minute-limit' ? 'minute' : 'daily';
    return tooMany(account.quotas.refusal(record.route, kind));
  }
  return fault?.fail && isCanned(fault.fail) ? cannedAnswer(fault.fail) : undefined;
}

export function tooMany(headers: Record<string, string>): Answer {
  return { status: 429, headers, body: { json: { message: 'Too Many Attempts.' } } };
}

/** Sends an answer as the fault lets it: whole, never, or without an end. True when it was sent. */
export async function sendUnlessLost(
  response: ServerResponse,
  answer: Answer,
  fault: RequestFault | undefined,
): Promise<boolean> {
  if (fault?.fail === 'never-answers') return false;
  if (fault?.fail === 'answer-lost') {
    response.destroy();
    return false;
  }
  if (fault?.fail === 'endless-answer') await sendForEver(response);
  else send(response, answer);
  return true;
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if ('raw' in body) {
    response.writeHead(status, headers).end(body.raw);
    return;
  }
  const page = 'page' in body;
  const text = page ? body.page : JSON.stringify(body.json);
  response
    .writeHead(status, {
      'content-type': page ? 'text/html; charset=UTF-8' : 'application/json',
      'content-length': Buffer.byteLength(text),
      ...headers,
    })
    .end(text);
}

async function sendForEver(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"data":{"request_id":"');
  const filler = 'a'.repeat(64 * 1024);
  while (!response.destroyed) {
    if (!response.write(filler)) await drained(response);
  }
}
