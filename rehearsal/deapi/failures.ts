import {
  blocked,
  gone,
  invalid,
  noSuchModel,
  notEnoughBalance,
  notOnPlan,
  ok,
  page,
  serverError,
  suspended,
  tooLarge,
  unauthenticated,
  unknownJob,
} from './answers.ts';
import type { Answer } from './answers.ts';

const raw = (text: string, headers: Record<string, string>): Answer => ({
  status: 200,
  headers,
  body: { raw: Buffer.from(text) },
});

const cannedAnswers = {
  unauthenticated,
  suspended,
  'payment-required': (): Answer => ({
    status: 402,
    body: { json: { message: 'Payment Required' } },
  }),
  'not-found': unknownJob,
  gone,
  'too-large': tooLarge,
  balance: notEnoughBalance,
  plan: notOnPlan,
  model: noSuchModel,
  format: (): Answer => invalid({ format: ['The selected format is invalid.'] }),
  validation: (): Answer =>
    invalid({
      text: ['The text field is required.'],
      lang: ['The selected lang is invalid.'],
      speed: ['The speed field must be a number.'],
    }),
  'server-error': serverError,
  'bad-gateway': (): Answer => page(502, '502 Bad Gateway'),
  unavailable: (): Answer => page(503, '503 Service Temporarily Unavailable'),
  'gateway-timeout': (): Answer => page(504, '504 Gateway Time-out'),
  'origin-timeout': (): Answer => page(524, 'A timeout occurred'),
  'origin-down': (): Answer => page(521, 'Web server is down'),
  blocked,
  html: (): Answer => page(200, 'Welcome'),
  'half-json': (): Answer => raw('{"data":{"request', { 'content-type': 'application/json' }),
  'empty-answer': (): Answer => raw('', { 'content-type': 'application/json' }),
  'wrong-shape': (): Answer => ok({ data: ['nothing', 'of', { the: 'kind' }] }),
} as const;

/** Failures that answer, whatever was asked. */
export type CannedFailure = keyof typeof cannedAnswers;

export type FailureName =
  | CannedFailure
  /** 429 for the minute's quota, with the headers of the account. */
  | 'minute-limit'
  /** 429 for the day's quota. */
  | 'day-limit'
  /** The connection is cut, and nothing done. */
  | 'dropped'
  /** Everything is done, then the connection is cut without an answer. */
  | 'answer-lost'
  /** Everything is done, then the connection is cut in the middle of the answer. */
  | 'answer-cut'
  /** Everything is done, and no answer ever comes. */
  | 'never-answers'
  /** A JSON answer that never ends. */
  | 'endless-answer';

export function isCanned(name: FailureName): name is CannedFailure {
  return name in cannedAnswers;
}

export function cannedAnswer(name: CannedFailure): Answer {
  return cannedAnswers[name]();
}
