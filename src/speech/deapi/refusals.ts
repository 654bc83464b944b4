import { z } from 'zod';

import { listOf, partOf, word } from '../http/json.ts';
import { wasNotBegun } from '../http/not-begun.ts';
import { retryAfterFact } from '../http/retry-after.ts';
import type { Scrub } from '../http/scrub.ts';
import type { NoAnswer } from '../http/send.ts';
import { type SpeechError, errorsOf } from '../speech.ts';
import { clipLengthIn } from './clip-length.ts';
import type { Answer } from './http.ts';

export const deapiError = errorsOf('deapi');

/** The service took no connection, or broke it off. */
export function unreachable({ cause, untrusted }: NoAnswer): SpeechError {
  if (untrusted !== undefined)
    return deapiError('unavailable', `deAPI was not asked: ${untrusted}`, {
      retryable: false,
      cause,
    });
  return deapiError('unavailable', 'deAPI could not be reached', { retryable: true, cause });
}

/** The purpose of the call: the same status means something else for a job that was to be paid. */
export type Asked = 'submit' | 'status' | 'read';

type Fields = Readonly<Record<string, readonly string[]>>;

const maxFields = 20;

/** The words for a model that is asked for the voices of another kind: the vendor names the model as the field at fault. */
const wrongMode = /\bdoes not support\b/i;

/** An answer that is no success → why the service did not do it. 429 is the budget's business, see `Budget`. */
export function refusalOf(answer: Answer, asked: Asked, scrub: Scrub): SpeechError {
  const { status } = answer;
  const error: typeof deapiError = (failure, message, facts) =>
    deapiError(failure, `deAPI answered ${status}: ${message}`, { status, ...facts });

  if (status >= 500) return faultOf(answer, asked, error);
  if (status < 300) return unreadable(asked, error);
  if (status < 400)
    return error('bad-answer', 'a redirect, which is not followed; check the address');
  switch (status) {
    case 401:
      return error('unauthorised', 'the key was not accepted');
    case 402:
    case 409:
      return error('balance', 'the balance is spent');
    case 403:
      return anyObject.safeParse(answer.json).success
        ? error('suspended', 'the account is suspended or may not do this')
        : error('unavailable', gatewayWords(answer), { retryable: false });
    case 404:
      return asked === 'status'
        ? error('job-lost', 'no job of this id belongs to this key')
        : error('gone', 'there is no such route; check the address and the API version');
    case 408:
      return error('unavailable', 'the request took too long to arrive', { retryable: false });
    case 410:
      return error('gone', `the endpoint was removed${successor(answer)}`);
    case 413:
      return error('too-large', 'the body is too large');
    default:
      return refusedFields(answer, scrub, error);
  }
}

function faultOf(answer: Answer, asked: Asked, error: typeof deapiError): SpeechError {
  if (asked === 'submit' && !wasNotBegun(answer)) {
    return error('maybe-submitted', 'a fault, after which the job may or may not exist');
  }
  const facts = { retryable: true, ...retryAfterFact(answer.headers) };
  return error('unavailable', 'a fault of the service', facts);
}

function unreadable(asked: Asked, error: typeof deapiError): SpeechError {
  return asked === 'submit'
    ? error('maybe-submitted', 'success, but without the id of a job')
    : error('bad-answer', 'something that is not what the documentation promises');
}

function refusedFields(answer: Answer, scrub: Scrub, error: typeof deapiError): SpeechError {
  const { fields, message } = wordsOf(answer, scrub);
  const all = [message, ...Object.values(fields).flat()].join(' ');
  if (fields['balance'] || /balance/i.test(message)) {
    return error('balance', 'not enough balance', { fields });
  }
  const model = fields['model'] ?? (/\bmodel\b/i.test(message) ? [message] : undefined);
  if (model && /\bplan\b|upgrade/i.test(all)) {
    return error('plan', 'the plan does not hold this model', { fields });
  }
  if (model && wrongMode.test(all)) {
    return error('refused', 'the model has no voices of this kind', { fields: { mode: model } });
  }
  if (model) return error('model-gone', 'the model does not exist', { fields });
  const names = Object.keys(fields).join(', ');
  const clipLength = fields['ref_audio'] && clipLengthIn(fields['ref_audio']);
  return error('refused', names === '' ? 'the request was refused' : `refused for ${names}`, {
    fields,
    ...(clipLength && { clipLength }),
  });
}

const anyObject = z.record(z.string(), z.unknown());
const sentences = z.union([z.string().transform((one) => [one]), listOf(z.string())]);
const complaint = partOf({
  message: word,
  errors: z
    .union([z.array(z.unknown()).transform((all) => ({ request: all })), anyObject])
    .catch({})
    .pipe(z.record(z.string(), sentences)),
});

/** Laravel's `{ message, errors: { field: [words] } }`; a message alone stands for the whole request. */
function wordsOf(answer: Answer, scrub: Scrub): { fields: Fields; message: string } {
  const { message: said = '', errors } = complaint.parse(answer.json);
  const message = scrub(said);
  // A map, because a field may be called __proto__.
  const fields = new Map<string, readonly string[]>();
  for (const [name, words] of Object.entries(errors).slice(0, maxFields)) {
    const clean = words.slice(0, maxFields).map(scrub);
    if (/^[\w.-]{1,60}$/.test(name)) fields.set(name, clean);
  }
  if (fields.size === 0 && message !== '') fields.set('request', [message]);
  return { fields: Object.fromEntries(fields), message };
}

function gatewayWords({ text }: Answer): string {
  const code = /\b(?:error(?: code)?:?\s*)(1\d{3})\b/i.exec(text)?.[1];
  return code === undefined
    ? 'a page of the gateway in place of an answer'
    : `the gateway blocked this client (Cloudflare ${code})`;
}

function successor({ headers }: Answer): string {
  const path = /<([\w./:-]{1,200})>/.exec(headers['link'] ?? '')?.[1];
  return path === undefined ? '' : `; its successor is ${path}`;
}
