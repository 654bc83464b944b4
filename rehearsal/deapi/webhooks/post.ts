import { request } from 'node:http';
import { request as secureRequest } from 'node:https';

interface Letter {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Posts once, on a connection of its own and following no redirect: the status of the answer, once all of it was read.
 * `authority`: PEM of who vouches for a server that speaks TLS, beside those that all know.
 */
export function post(
  url: URL,
  { headers, body }: Letter,
  signal: AbortSignal,
  authority?: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const options = {
      method: 'POST',
      headers: { ...headers, 'Content-Length': length },
      agent: false as const,
      signal,
      ...(authority !== undefined && { ca: authority }),
    };
    const send = url.protocol === 'https:' ? secureRequest : request;
    send(url, options, (response) => {
      response
        .once('end', () => resolve(response.statusCode ?? 0))
        .once('error', reject)
        .resume();
    })
      .once('error', reject)
      .end(body);
  });
}
