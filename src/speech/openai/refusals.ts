import { z } from 'zod';

import { parseJson } from '../http/json.ts';
import { wasNotBegun } from '../http/not-begun.ts';
import { retryAfterFact } from '../http/retry-after.ts';
import type { Scrub } from '../http/scrub.ts';
import { type SpeechError, type SpeechFailure, errorsOf } from '../speech.ts';

export const openaiError = errorsOf('openai');

/** Makes the errors of the engine that has OpenAI's interface. */
type Errors = ReturnType<typeof errorsOf>;

/** An answer that brought no sound. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body. */
  readonly text: string;
}

/** A server's words, in whichever shape it says things. */
interface Words {
  readonly message: string;
  /** The field of the request that was wrong. */
  readonly param: string;
  readonly code: string;
}

/** The purpose of the request: speech may cost money, lists never do. */
export type Wanted = 'speech' | 'list';

/** An answer that is no success → why the service did not do it, in words without a key or the spoken text. */
export function refusalOf(
  answer: Refusal,
  wanted: Wanted,
  scrub: Scrub,
  error: Errors = openaiError,
): SpeechError {
  const { status } = answer;
  const words = wordsOf(answer.text);
  const said = failureOf(status, words);
  // Something broke after the server, or one behind it, had the request: it may have been spoken, and paid.
  const isUnsure = said === 'unavailable' && wanted === 'speech' && !isUnbegun(answer);
  const failure = isUnsure ? 'maybe-submitted' : said;
  const message = scrub(words.message);
  const field = /^[\w.-]{1,60}$/.test(words.param) ? words.param : 'request';
  const asked = failure === 'refused' || failure === 'model-gone' || failure === 'too-large';
  return error(failure, `The speech server answered ${status}: ${reasons[failure]}.`, {
    status,
    ...(asked && message !== '' && { fields: { [field]: [message] } }),
    ...(failure === 'unavailable' && { retryable: true }),
    ...((failure === 'rate-limited' || failure === 'unavailable') &&
      retryAfterFact(answer.headers)),
  });
}

/** 425 is given before anything is done (RFC 8470), 408 by some servers for work that took too long (Azure). */
function isUnbegun(answer: Refusal): boolean {
  return answer.status === 425 || wasNotBegun(answer);
}

const reasons = {
  unauthorised: 'the key was not accepted',
  suspended: 'this key may not do that',
  refused: 'the request was refused',
  'model-gone': 'there is no such model',
  plan: 'the plan does not hold this model',
  balance: 'the balance is spent',
  'rate-limited': 'too many requests',
  'too-large': 'the text is too long',
  gone: 'there is no such route; check the address, which usually ends with /v1',
  unavailable: 'a fault of the server',
  'maybe-submitted': 'a fault, after which it may or may not have been spoken',
  'bad-answer': 'a redirect or the like, which is not followed; check the address',
} satisfies Partial<Record<SpeechFailure, string>>;
type Answered = keyof typeof reasons;

/** Statuses that say the same whatever the words are. */
const plainStatuses: ReadonlyMap<number, Answered> = new Map([
  [401, 'unauthorised'],
  [402, 'balance'],
  [403, 'suspended'],
  [408, 'unavailable'],
  [410, 'gone'],
  [413, 'too-large'],
  [425, 'unavailable'],
]);

function failureOf(status: number, words: Words): Answered {
  if (status >= 500) return 'unavailable';
  if (status < 400) return 'bad-answer';
  if (status !== 429) return plainStatuses.get(status) ?? refusedFor(status, words);
  return words.code === 'insufficient_quota' || isAboutMoney(words) ? 'balance' : 'rate-limited';
}

function refusedFor(status: number, words: Words): Answered {
  const about = (pattern: RegExp): boolean =>
    pattern.test(`${words.param} ${words.code} ${words.message}`);
  if (isAboutMoney(words)) return 'balance';
  if (/above_max_length|too[_ ]long|at most \d+ characters/i.test(`${words.code} ${words.message}`))
    return 'too-large';
  if (about(/\bvoice/i)) return 'refused';
  if (about(/\bmodel\b|model_/i)) return about(/\bplan\b|upgrade/i) ? 'plan' : 'model-gone';
  // A route that isn't there is a 404 without a word about the request.
  return status === 404 ? 'gone' : 'refused';
}

function isAboutMoney({ message, code }: Words): boolean {
  return /balance|billing|credits/i.test(`${code} ${message}`);
}

const text = z.string().catch('');
const spoken = z.object({ message: text, param: text, code: text });
const saying = spoken.or(z.string().transform((message) => ({ message, param: '', code: '' })));
/** FastAPI's complaints. */
const complaints = z
  .array(z.object({ msg: text, loc: z.array(z.unknown()).catch([]) }))
  .min(1)
  .transform(([first]) => ({
    message: first?.msg ?? '',
    param: text.parse(first?.loc.at(-1)),
    code: '',
  }));
/** OpenAI's envelope; FastAPI's, which most local servers are made with; or the words alone. */
const told = z.union([
  z.object({ error: saying }).transform(({ error }) => error),
  z.object({ detail: complaints.or(saying) }).transform(({ detail }) => detail),
  spoken,
]);

function wordsOf(body: string): Words {
  // A proxy's page, or a line of plain text, holds no JSON.
  return told.safeParse(parseJson(body)).data ?? { message: '', param: '', code: '' };
}
