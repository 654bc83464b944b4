import type { ServerResponse } from 'node:http';

import type { OpenaiFault } from './options.ts';

/** The error envelope of OpenAI's API. */
export interface OpenaiError {
  readonly status: number;
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
  readonly headers?: Readonly<Record<string, string>>;
}

export function badRequest(
  message: string,
  param: string | null,
  code: string | null = null,
): OpenaiError {
  return { status: 400, error: { message, type: 'invalid_request_error', param, code } };
}

export function badKey(): OpenaiError {
  return {
    status: 401,
    error: {
      message: 'Incorrect API key provided.',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_api_key',
    },
  };
}

export function noSuchModel(model: string): OpenaiError {
  return {
    status: 404,
    error: {
      message: `The model '${model}' does not exist or you do not have access to it.`,
      type: 'invalid_request_error',
      param: null,
      code: 'model_not_found',
    },
  };
}

export function noSuchRoute(method: string, path: string): OpenaiError {
  return {
    status: 404,
    error: {
      message: `Invalid URL (${method} ${path})`,
      type: 'invalid_request_error',
      param: null,
      code: null,
    },
  };
}

const plain = (status: number, message: string, type: string, code: string): OpenaiError => ({
  status,
  error: { message, type, param: null, code },
});

/** Errors that can be asked for, whatever the request is. */
const plannedErrors = {
  unauthorised: badKey(),
  forbidden: plain(
    403,
    'Your account is not active.',
    'invalid_request_error',
    'account_deactivated',
  ),
  'model-gone': noSuchModel('kokoro'),
  'bad-request': badRequest('Unsupported value: voice.', 'voice', 'unsupported_value'),
  'rate-limited': {
    ...plain(429, 'Rate limit reached for requests', 'requests', 'rate_limit_exceeded'),
    headers: { 'retry-after': '2' },
  },
  quota: plain(429, 'You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  'server-error': plain(500, 'The server had an error.', 'server_error', 'server_error'),
  overloaded: plain(503, 'The engine is currently overloaded.', 'server_error', 'overloaded'),
} satisfies Record<string, OpenaiError>;

export type PlannedError = keyof typeof plannedErrors;

export function refuse(response: ServerResponse, refusal: OpenaiError): void {
  response
    .writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers })
    .end(JSON.stringify({ error: refusal.error }));
}

export function list(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Fails as planned; nothing is sent for `never-answers`. */
export function failAs(
  response: ServerResponse,
  { fail, answer }: Pick<OpenaiFault, 'fail' | 'answer'>,
): void {
  if (answer) {
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
  } else if (fail === 'dropped') {
    response.destroy();
  } else if (fail && fail !== 'never-answers') {
    refuse(response, plannedErrors[fail]);
  }
}
