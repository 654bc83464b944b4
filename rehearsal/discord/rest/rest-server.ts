/** The HTTP side: versions, authorization, faults, routes and answers in Discord's shapes, and a short record of every call. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { RESTJSONErrorCodes } from 'discord-api-types/v10';

import { tellAnswer, tellRequest } from '../traffic.ts';
import type { Asked as Told } from '../traffic.ts';
import { type Body, readBody } from './body.ts';
import type { RateLimits } from './rate-limits.ts';
import { Refusal } from './refusal.ts';
import { type RestFault, RestFaults } from './rest-faults.ts';
import { decodePath, type Found, findRoute, type RestAnswer, type Route } from './router.ts';

export interface RestCall {
  readonly method: string;
  /** Decoded, after `/api/v10/`, interaction tokens left out. */
  readonly path: string;
  /** 0 when the connection was broken or never answered. */
  readonly status: number;
  /** Discord's error code. */
  readonly code: number | undefined;
  readonly atMs: number;
  readonly durationMs: number;
}

const MAX_CALLS = 5_000;
const API = /^\/api\/v(\d+)\/(.*)$/u;

/** `DiscordBot ($url, $version)`, and what follows (reference, "User Agent"). */
const USER_AGENT = /^DiscordBot \(\S+, ?\S+\)/u;

interface Asked {
  readonly method: string;
  /** After `/api/v10/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

type Taken = Extract<Found, { kind: 'route' }>;

interface RestParts {
  readonly token: string;
  readonly routes: readonly Route[];
  /** Files, outside the API and without authorization. */
  readonly files: (path: string, query: URLSearchParams) => RestAnswer;
  /** Absent where they would be in the way of what is tried out. */
  readonly rateLimits: RateLimits | undefined;
  readonly violate: (sentence: string) => void;
  readonly onCall: () => void;
}

export class RestServer {
  readonly calls: RestCall[] = [];
  readonly faults = new RestFaults();
  readonly #parts: RestParts;

  constructor(parts: RestParts) {
    this.#parts = parts;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = performance.now();
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const [, version, path] = API.exec(pathname) ?? [];
    if (path === undefined) {
      await this.#send(response, async () => this.#parts.files(pathname, searchParams));
      return;
    }
    const fault = this.faults.take(method, decodePath(path));
    const asked = { method, path, query: searchParams, request, response };
    const code = await this.#faulty(fault, asked, async () => {
      if (version !== '10') {
        throw new Refusal(400, RESTJSONErrorCodes.InvalidAPIVersion, 'Invalid API version');
      }
      return this.#answer(asked);
    });
    this.#record({
      method,
      path: withoutToken(path),
      status: response.headersSent ? response.statusCode : 0,
      code,
      atMs: startedMs,
      durationMs: performance.now() - startedMs,
    });
  }

  /** Lets the call through its fault. Resolves with Discord's error code, if one was sent. */
  async #faulty(
    fault: RestFault | undefined,
    asked: Asked,
    answer: () => Promise<RestAnswer>,
  ): Promise<number | undefined> {
    const { request, response } = asked;
    if (fault?.delayMs !== undefined) await pause(fault.delayMs);
    if (fault === undefined || !isAnswering(fault)) return this.#send(response, answer);
    // The answer that it would have got stays untold.
    if (fault.afterEffect === true) await answer().catch(() => {});
    // A wrong request is told of all the same; one that can't be read is nobody's to judge.
    else await this.#read(asked).catch(() => {});
    if (fault.cut === 'reset') request.socket.resetAndDestroy();
    else if (fault.cut === true) request.socket.destroy();
    if (isUnanswered(fault)) return undefined;
    return sendFault(response, fault);
  }

  async #answer({ method, path, query, request, response }: Asked): Promise<RestAnswer> {
    const { params, route } = this.#admit({ method, path, request });
    const counted = this.#parts.rateLimits?.count({ method, route, params });
    for (const [name, value] of Object.entries(counted?.headers ?? {}))
      response.setHeader(name, value);
    if (counted?.refusal !== undefined) {
      request.resume();
      const { limit, isFault } = counted.refusal;
      const sentence = `${method} ${withoutToken(path)} came too often: Discord allows ${limit}`;
      if (isFault) this.#parts.violate(sentence);
      throw counted.refusal;
    }
    const { body, told } = await this.#read({ method, path, query, request });
    try {
      const answered = await route.answer({ ...body, params, query });
      tellAnswer({ ...told, ...answerOf(answered) });
      return answered;
    } catch (error) {
      if (error instanceof Refusal)
        tellAnswer({ ...told, status: error.status, answer: error.body });
      throw error;
    }
  }

  /** The body of a request, which is told of here. */
  async #read({
    method,
    path,
    query,
    request,
  }: Omit<Asked, 'response'>): Promise<{ readonly body: Body; readonly told: Told }> {
    const body = await readBody(request);
    const { violate } = this.#parts;
    const shownPath = withoutToken(path);
    const told = { method, path: decodePath(path), shownPath, query, body: body.json, violate };
    tellRequest(told);
    return { body, told };
  }

  /** The route, if there is one and the request may take it. */
  #admit({ method, path, request }: Pick<Asked, 'method' | 'path' | 'request'>): Taken {
    if (!USER_AGENT.test(request.headers['user-agent'] ?? '')) {
      request.resume();
      throw blocked();
    }
    const found = findRoute(this.#parts.routes, method, path);
    if (found.kind === 'unknown') {
      this.#parts.violate(`${method} ${withoutToken(path)} is no route that the stand-in knows`);
      throw new Refusal(404, 0, '404: Not Found');
    }
    if (found.kind === 'wrong method') {
      this.#parts.violate(`${method} ${withoutToken(path)} is a route, but not with this method`);
      throw new Refusal(405, 0, '405: Method Not Allowed');
    }
    const { authorization } = request.headers;
    // A wrong token is refused everywhere; none is needed where the path holds the secret.
    if (
      authorization !== `Bot ${this.#parts.token}` &&
      (found.route.open !== true || authorization !== undefined)
    ) {
      request.resume();
      throw new Refusal(401, 0, '401: Unauthorized');
    }
    return found;
  }

  async #send(
    response: ServerResponse,
    answer: () => Promise<RestAnswer>,
  ): Promise<number | undefined> {
    try {
      const answered = await answer();
      if (answered === undefined) response.writeHead(204).end();
      else if ('json' in answered) sendJson(response, answered.status ?? 200, answered.json);
      else response.writeHead(200, { 'content-type': answered.contentType }).end(answered.bytes);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) {
        sendJson(response, error.status, error.body);
        return error.code;
      }
      // The client went away while it was still sending.
      if (response.destroyed || (error as NodeJS.ErrnoException).code === 'ECONNRESET')
        return undefined;
      // A fault of the stand-in itself must not pass for one of the bot.
      this.#parts.violate(
        `the stand-in failed: ${error instanceof Error ? error.stack : String(error)}`,
      );
      sendJson(response, 500, { message: '500: Internal Server Error', code: 0 });
      return 0;
    }
  }

  #record(call: RestCall): void {
    this.calls.push(call);
    if (this.calls.length > MAX_CALLS) this.calls.shift();
    this.#parts.onCall();
  }
}

/** Cloudflare stands before Discord, and lets nobody through who doesn't say what they are. */
function blocked(): Refusal {
  return new Refusal(
    403,
    RESTJSONErrorCodes.CloudflareIsBlockingYourRequest,
    'internal network error',
  );
}

function answerOf(answered: RestAnswer): { status: number; answer: unknown } {
  if (answered === undefined) return { status: 204, answer: undefined };
  if (!('json' in answered)) return { status: 200, answer: undefined };
  return { status: answered.status ?? 200, answer: answered.json };
}

function isAnswering(fault: RestFault): boolean {
  return fault.status !== undefined || isUnanswered(fault);
}

function isUnanswered({ hang = false, cut = false }: RestFault): boolean {
  return hang || cut !== false;
}

function sendFault(
  response: ServerResponse,
  { status = 500, code = 0, message, body, headers }: RestFault,
): number {
  const text =
    typeof body === 'string'
      ? body
      : JSON.stringify(body ?? { message: message ?? `${status}: on demand`, code });
  const contentType = typeof body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': contentType, ...headers }).end(text);
  return code;
}

function sendJson(response: ServerResponse, status: number, json: unknown): void {
  const body = Buffer.from(JSON.stringify(json));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

/** Interaction and webhook tokens are secrets: they do not belong into a record. */
function withoutToken(path: string): string {
  return decodePath(path).replace(/^((?:interactions|webhooks)\/\d+\/)[^/]+/u, '$1…');
}
