import { text as textOf } from 'node:stream/consumers';

import type { Agent } from 'undici';

import { chunksOf } from '../http/body.ts';
import { parseJson } from '../http/json.ts';
import { type Scrub, scrubbedCause } from '../http/scrub.ts';
import { type Asked, NoAnswer, send } from '../http/send.ts';

/** The service's answer. The body is read as text first: gateways answer HTML where JSON was promised. */
export interface Answer {
  readonly status: number;
  /** Lower-case names; of a header sent twice, the first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly json: unknown;
}

export interface Call extends Pick<Asked, 'form' | 'json' | 'signal' | 'mustFinish'> {
  readonly path: string;
}

export interface HttpOptions {
  readonly url: URL;
  readonly key: string;
  readonly agent: Agent;
  /** For the whole answer, connecting included. */
  readonly timeoutMs: number;
  readonly scrub: Scrub;
}

/** Sends one call, with the key, and never follows a redirect. Rejects with `NoAnswer` or the signal's reason. */
export type Http = (call: Call) => Promise<Answer>;

/** Fifty models with all their voices are some 100 kB. */
const maxBytes = 8_000_000;

export function deapiHttp({ url, key, agent, timeoutMs, scrub }: HttpOptions): Http {
  const base = url.href.endsWith('/') ? url.href : `${url.href}/`;
  const headers = { accept: 'application/json', authorization: `Bearer ${key}` };

  return async ({ path, ...call }) => {
    const began = performance.now();
    const answering = await send({
      ...call,
      url: new URL(path, base),
      headers,
      agent,
      scrub,
      answerMs: timeoutMs,
    });
    const restMs = timeoutMs - (performance.now() - began);
    try {
      const limits = { maxBytes, stallMs: timeoutMs, totalMs: restMs };
      const text = await textOf(chunksOf(answering, limits, scrub));
      return { status: answering.status, headers: answering.headers, text, json: parseJson(text) };
    } catch (error) {
      answering.signal.throwIfAborted();
      const isSent = call.form !== undefined || call.json !== undefined;
      throw new NoAnswer(isSent, scrubbedCause(error, scrub));
    }
  };
}
