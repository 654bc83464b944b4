import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { bodyOf, listen } from '#http/listener.ts';

import type { TranslationFault, TranslationOptions, TranslationRequest } from './options.ts';
import { carelessIn, languagesListed, refused, textsOf, translationOf } from './rules.ts';
import type { Answer } from './rules.ts';

/** A server with LibreTranslate's interface on loopback, that knows a few words. */
export interface Translation {
  readonly url: string;
  readonly key: string | undefined;
  /** Requests for translations, those for languages left out. */
  readonly requests: readonly TranslationRequest[];
  /** Names what a server lets pass, and no client should send. */
  readonly violations: readonly string[];
  /** Plans a fault; several strike one after the other. */
  next(fault: TranslationFault): void;
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  close(): Promise<void>;
}

const bodyLimitBytes = 1024 * 1024;
const minuteMs = 60_000;

/** Starts it on 127.0.0.1. */
export async function startTranslation(options: TranslationOptions = {}): Promise<Translation> {
  const requests: (TranslationRequest & { status: number | undefined })[] = [];
  const violations: string[] = [];
  const faults: { readonly fault: TranslationFault; left: number }[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path } = new URL(request.url ?? '/', 'http://loopback');
    if (path === '/languages' && request.method === 'GET')
      return reply(response, { status: 200, body: languagesListed() });
    if (path !== '/translate') return reply(response, refused('Not Found', 404));
    if (request.method !== 'POST') return reply(response, refused('Method Not Allowed', 405));
    const body = await bodyOf(request, bodyLimitBytes);
    const fields = objectIn(body);
    if (!fields) return reply(response, refused('Invalid JSON format'));
    violations.push(...carelessIn(fields, request.headers['content-type'] ?? ''));
    const record = { atMs: performance.now(), path, fields, texts: textsOf(fields['q']) };
    const noted = { ...record, status: undefined as number | undefined };
    requests.push(noted);
    response.once('finish', () => {
      noted.status = response.statusCode;
    });
    await answer(fields, response);
  }

  async function answer(fields: Record<string, unknown>, response: ServerResponse): Promise<void> {
    const fault = strike(faults);
    await delay(fault?.delayMs ?? options.takesMs ?? 0);
    if (fault?.cut) return void response.destroy();
    const made = access(fields, requests, options) ?? translationOf(fields, options.charLimit);
    const { status = made.status } = fault ?? {};
    const body = status === made.status ? made.body : { error: 'Cannot translate text' };
    if (fault?.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
    reply(response, { status, body }, fault?.body);
  }

  const listener = await listen(serve);
  return {
    url: `http://${listener.host}`,
    key: options.key,
    requests,
    violations,
    next: (fault) => void faults.push({ fault, left: fault.times ?? 1 }),
    goOffline: () => listener.stop(),
    goOnline: () => listener.start(),
    close: () => listener.stop(),
  };
}

function strike(faults: { readonly fault: TranslationFault; left: number }[]) {
  const [planned] = faults;
  if (!planned) return undefined;
  planned.left -= 1;
  if (planned.left <= 0) faults.shift();
  return planned.fault;
}

/** Why somebody may not ask, in the order of the server's checks. */
function access(
  fields: Readonly<Record<string, unknown>>,
  requests: readonly TranslationRequest[],
  { key, requestsPerMinute }: TranslationOptions,
): Answer | undefined {
  const given = fields['api_key'];
  if (key !== undefined && given !== undefined && given !== '' && given !== key)
    return refused('Invalid API key', 403);
  if (key !== undefined && given !== key)
    return refused('Please contact the server operator to get an API key');
  const since = performance.now() - minuteMs;
  const lately = requests.filter(({ atMs }) => atMs > since).length;
  return requestsPerMinute !== undefined && lately > requestsPerMinute
    ? refused(`Slowdown: ${requestsPerMinute} per 1 minute`, 429)
    : undefined;
}

function objectIn(body: Uint8Array | undefined): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? { ...parsed }
      : undefined;
  } catch {
    return undefined;
  }
}

function reply(response: ServerResponse, { status, body }: Answer, instead?: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(instead ?? JSON.stringify(body));
}
