import { Readable } from 'node:stream';

import { type Agent, type FormData, Response, request } from 'undici';

import { withDeadline } from '../deadline.ts';
import { parseJson } from './reading.ts';
import { type Scrub, scrubbedCause } from './scrub.ts';

/** What the service answered. The body is read as text first: gateways answer HTML where JSON was promised. */
export interface Answer {
  readonly status: number;
  /** Lower-case names; of a header sent twice, the first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly json: unknown;
}

export interface Call {
  readonly path: string;
  /** Sent as multipart POST. */
  readonly form?: FormData;
  /** Sent as JSON POST. */
  readonly json?: unknown;
  readonly signal: AbortSignal;
  /**
   * Once it is being sent, an abort no longer stops it: what was paid for should be known. The deadline still does.
   */
  readonly mustFinish?: boolean;
}

/** A call to the service that has no readable answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** False only when it is sure that not one byte of the request left. */
  readonly sent: boolean;

  constructor(sent: boolean, cause: Error) {
    super(sent ? 'the answer was lost' : 'the service could not be reached', { cause });
    this.sent = sent;
  }
}

export interface HttpOptions {
  readonly url: URL;
  readonly key: string;
  readonly agent: Agent;
  readonly timeoutMs: number;
  readonly scrub: Scrub;
}

/** Sends one call, with the key, and never follows a redirect. Rejects with {@link NoAnswer} or the signal's reason. */
export type Http = (call: Call) => Promise<Answer>;

/** Fifty models with all their voices are some 100 kB. */
const maxAnswerBytes = 8_000_000;

export const userAgent = 'Crier/0.1 (Discord speech bot)';

export function deapiHttp({ url, key, agent, timeoutMs, scrub }: HttpOptions): Http {
  const base = url.href.endsWith('/') ? url.href : `${url.href}/`;
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${key}`,
    'user-agent': userAgent,
  };

  return async ({ path, form, json, signal, mustFinish = false }) => {
    signal.throwIfAborted();
    const content = await encode(form, json);
    let sent = false;
    async function* body(bytes: Uint8Array) {
      // undici asks for the first bytes when it has a connection and is about to write the head: until then nothing
      // has left this machine, and asking again is safe.
      sent = true;
      yield bytes;
    }
    const late = () => new Error(`no answer within ${timeoutMs} ms`);
    // A submit has a signal of its own: the caller's abort must not cut it once it is on its way.
    const cut = new AbortController();
    const abort = () => {
      if (!(mustFinish && sent)) cut.abort(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await withDeadline(cut.signal, timeoutMs, late, async (signal) => {
        const response = await request(new URL(path, base), {
          method: content ? 'POST' : 'GET',
          headers: { ...headers, ...content?.headers },
          body: content ? Readable.from(body(content.bytes)) : null,
          dispatcher: agent,
          signal,
          headersTimeout: 0,
          bodyTimeout: 0,
        });
        const text = await readText(response.body);
        return {
          status: response.statusCode,
          headers: firstOfEach(response.headers),
          text,
          json: parseJson(text),
        };
      });
    } catch (error) {
      cut.signal.throwIfAborted();
      throw new NoAnswer(sent, scrubbedCause(error, scrub));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };
}

async function encode(form: FormData | undefined, json: unknown) {
  if (form) {
    // Response writes the boundary and the parts as fetch would; their length is then known, so nothing is chunked.
    const response = new Response(form);
    const type = response.headers.get('content-type') ?? 'multipart/form-data';
    return content(type, new Uint8Array(await response.arrayBuffer()));
  }
  if (json === undefined) return undefined;
  return content('application/json', new TextEncoder().encode(JSON.stringify(json)));
}

function content(type: string, bytes: Uint8Array) {
  return { bytes, headers: { 'content-type': type, 'content-length': String(bytes.length) } };
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxAnswerBytes)
      throw new Error(`an answer of more than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function firstOfEach(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) first[name] = one;
  }
  return first;
}
