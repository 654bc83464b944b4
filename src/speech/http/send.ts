import { Readable } from 'node:stream';

import { type Agent, type FormData, Response, request } from 'undici';

import { decoded } from './decoded.ts';
import { type Scrub, scrubbedCause } from './scrub.ts';
import { untrustedReason } from './untrusted.ts';
import { ForeignAddress } from './warm-connector.ts';

export interface Asked {
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as multipart POST. */
  readonly form?: FormData | undefined;
  /** Sent as JSON POST. */
  readonly json?: unknown;
  readonly agent: Agent;
  readonly scrub: Scrub;
  /** Until the answer begins, connecting included. */
  readonly answerMs: number;
  /** Cuts the request, and later the body of its answer. */
  readonly signal: AbortSignal;
  /**
   * Once it is being sent, an abort no longer stops it: what was paid for should be known. The deadline still does.
   */
  readonly mustFinish?: boolean;
}

/** An answer that has begun. Its body is still to come, and has to be read or destroyed. */
export interface Answering {
  readonly status: number;
  /** Lower-case names; of a header sent twice, the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without its codings. */
  readonly body: Readable;
  /** The signal that cuts the body. */
  readonly signal: AbortSignal;
}

/** A request that has no answer, or none that can be read. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** False only when it is sure that not one byte of what was to be sent has left. */
  readonly sent: boolean;
  readonly why: 'broken' | 'foreign-address' | 'late';
  /** Why the server was not believed to be who it should be, see `untrustedReason`; then nothing was sent. */
  readonly untrusted: string | undefined;

  constructor(sent: boolean, cause: Error, why: NoAnswer['why'] = 'broken', untrusted?: string) {
    super(sent ? 'the answer was lost' : 'the service could not be reached', { cause });
    this.sent = sent;
    this.why = why;
    this.untrusted = untrusted;
  }
}

const userAgent = 'Crier/0.1 (Discord speech bot)';

/**
 * Sends one request to a service and resolves when the answer begins. Redirects are answers like any other. Rejects
 * with {@link NoAnswer} or the signal's reason.
 */
export async function send(asked: Asked): Promise<Answering> {
  const { url, agent, scrub, answerMs, signal, mustFinish = false } = asked;
  signal.throwIfAborted();
  const content = await contentOf(asked);
  signal.throwIfAborted();
  let sent = false;
  async function* marked(bytes: Uint8Array) {
    // undici asks for the first bytes when it has a connection and is about to write the head: until then nothing
    // has left this machine, and asking again is safe.
    sent = true;
    yield bytes;
  }
  const cut = new AbortController();
  const abort = () => {
    if (!(mustFinish && sent)) cut.abort(signal.reason);
  };
  const late = new Error(`no answer within ${answerMs} ms`);
  const timer = setTimeout(() => cut.abort(late), answerMs);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const response = await request(url, {
      method: content ? 'POST' : 'GET',
      headers: { 'user-agent': userAgent, ...asked.headers, ...content?.headers },
      body: content ? Readable.from(marked(content.bytes)) : null,
      dispatcher: agent,
      signal: cut.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const headers = firstOfEach(response.headers);
    const body = decoded(response.body, headers['content-encoding']);
    const answering = { status: response.statusCode, headers, body, signal: cut.signal };
    // A body that breaks off before anybody reads it must not take the process down; its reader is told.
    for (const stream of [response.body, body]) stream.on('error', () => undefined);
    response.body.once('close', () => signal.removeEventListener('abort', abort));
    return answering;
  } catch (error) {
    signal.removeEventListener('abort', abort);
    const isLate = cut.signal.reason === late;
    if (!isLate) cut.signal.throwIfAborted();
    const why = error instanceof ForeignAddress ? 'foreign-address' : isLate ? 'late' : 'broken';
    throw new NoAnswer(sent, scrubbedCause(error, scrub), why, untrustedReason(error));
  } finally {
    clearTimeout(timer);
  }
}

async function contentOf({ form, json }: Asked) {
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

function firstOfEach(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) first[name] = one;
  }
  return first;
}
