import { isIP } from 'node:net';
import { connect } from 'node:tls';

import { untrustedReason } from '../http/untrusted.ts';
import type { SpeechError } from '../speech.ts';
import { deapiError } from './refusals.ts';

const probeMs = 5_000;

/** Why the WebSocket's server can't be connected to, as far as a connection of TLS tells it. Never rejects. */
export async function unreached(url: string): Promise<SpeechError> {
  const { protocol, hostname, port } = new URL(url);
  const words = 'the WebSocket’s server can’t be reached, and is tried again';
  if (protocol !== 'wss:') return deapiError('unavailable', words);
  const fault = await faultOfTls(hostname, Number(port || 443));
  const reason = untrustedReason(fault);
  return deapiError('unavailable', reason === undefined ? words : `${words}: ${reason}`, {
    ...(fault && { cause: fault }),
  });
}

async function faultOfTls(host: string, port: number): Promise<Error | undefined> {
  const { promise, resolve } = Promise.withResolvers<Error | undefined>();
  const socket = connect({ host, port, ...(isIP(host) === 0 && { servername: host }) });
  socket.setTimeout(probeMs, () => resolve(undefined));
  socket.once('secureConnect', () => resolve(undefined));
  socket.once('error', resolve);
  const fault = await promise;
  socket.destroy();
  return fault;
}
