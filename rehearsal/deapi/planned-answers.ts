import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { drained } from '#http/deliver.ts';

import type { Account } from './account.ts';
import type { Answer } from './answers.ts';
import { cannedAnswer, isCanned } from './failures.ts';
import type { RequestFault } from './faults.ts';
import type { DeapiRequest } from './requests.ts';

/** The fault that strikes a request, after its delay, and its answer; undefined when the connection was dropped for it. */
export async function struck(
  account: Account,
  record: DeapiRequest,
  response: ServerResponse,
): Promise<{ readonly fault?: RequestFault; readonly planned?: Answer } | undefined> {
  const fault = account.faults.forRequest(record);
  if (!fault) return {};
  if (fault.delayMs) await delay(fault.delayMs);
  const planned = plannedAnswer(account, record, fault);
  if (fault.fail !== 'dropped') return { fault, ...(planned && { planned }) };
  response.destroy();
  return undefined;
}

/** The answer that a fault gives in the service's place; undefined when the service answers itself. */
function plannedAnswer(
  account: Account,
  record: DeapiRequest,
  fault: RequestFault,
): Answer | undefined {
  if (fault.answer) {
    const { status = 200, headers = {}, body } = fault.answer;
    const raw = typeof body === 'string' ? Buffer.from(body) : body;
    return { status, headers: { 'content-type': 'application/json', ...headers }, body: { raw } };
  }
  if (fault.fail === 'minute-limit' || fault.fail === 'day-limit') {
    const kind = fault.fail === 'minute-limit' ? 'minute' : 'daily';
    return tooMany(account.quotas.refusal(record.route, kind));
  }
  return fault.fail && isCanned(fault.fail) ? cannedAnswer(fault.fail) : undefined;
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
  else if (fault?.fail === 'answer-cut') sendHalf(response, answer);
  else send(response, answer, fault?.encodedAs);
  return fault?.fail !== 'answer-cut';
}

function send(
  response: ServerResponse,
  { status, headers, body }: Answer,
  encodedAs: RequestFault['encodedAs'],
): void {
  if ('raw' in body) {
    response.writeHead(status, headers).end(body.raw);
    return;
  }
  const isPage = 'page' in body;
  const text = Buffer.from(isPage ? body.page : JSON.stringify(body.json));
  const bytes = encodedAs === undefined ? text : encoded[encodedAs](text);
  response
    .writeHead(status, {
      'content-type': isPage ? 'text/html; charset=UTF-8' : 'application/json',
      'content-length': bytes.length,
      ...(encodedAs === 'gzip' && { 'content-encoding': 'gzip' }),
      ...headers,
    })
    .end(bytes);
}

const encoded: Readonly<
  Record<NonNullable<RequestFault['encodedAs']>, (text: Uint8Array) => Uint8Array>
> = {
  bom: (text) => Buffer.concat([Buffer.from('\uFEFF'), text]),
  gzip: (text) => gzipSync(text),
};

/** The head promises all of it. */
function sendHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = Buffer.from(JSON.stringify('json' in body ? body.json : null));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': text.length,
    ...headers,
  });
  response.write(text.subarray(0, Math.floor(text.length / 2)), () => response.destroy());
}

async function sendForEver(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"data":{"request_id":"');
  const filler = 'a'.repeat(64 * 1024);
  while (!response.destroyed) {
    if (!response.write(filler)) await drained(response);
  }
}
