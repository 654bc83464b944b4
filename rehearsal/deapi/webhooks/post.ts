import { request } from 'node:http';

/** Posts once, on a connection of its own and following no redirect: the status of the answer, once all of it was read. */
export function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const options = {
      method: 'POST',
      headers: { ...headers, 'Content-Length': length },
      agent: false as const,
      signal,
    };
    request(url, options, (response) => {
      response
        .once('end', () => resolve(response.statusCode ?? 0))
        .once('error', reject)
        .resume();
    })
      .once('error', reject)
      .end(body);
  });
}
