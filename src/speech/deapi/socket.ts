import { partOf, word } from '../http/json.ts';
import { type JobStatus, isRequestId, jobStatusOf } from './job-status.ts';
import { type PusherClient, connectPusher } from './pusher.ts';
import { deapiError } from './refusals.ts';
import { unreached } from './unreached-socket.ts';

export interface SocketOptions {
  /** `wss://host/app/KEY`, with the key of the application that the service is to the WebSocket's server. */
  readonly url: string;
  /** The account's, from its dashboard: what the channel is called by. */
  readonly clientId: string;
  /** Asks for the leave to listen to a channel. Rejects with a `SpeechError`. */
  readonly authorise: (socketId: string, channel: string) => Promise<string>;
  readonly onNews: (requestId: string, status: JobStatus) => void;
  readonly onSubscribed: () => void;
  readonly onLost: () => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface JobSocket {
  close(): void;
}

const named = partOf({ request_id: word });
const maxWhyChars = 200;
/** Between two attempts that led nowhere; doubled each time. */
const pauseMs = { from: 2_000, to: 300_000 };

/**
 * Hears of jobs by a WebSocket of Pusher's protocol, until it is closed. The library connects again by itself when a
 * connection is lost; where it gives up, as when the channel is refused, it is begun anew here after pauses that grow.
 * Failures of jobs are never told on it.
 */
export function jobSocket(options: SocketOptions): JobSocket {
  let client: PusherClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  const begin = (): void => {
    client = listen(options, {
      onSubscribed() {
        failures = 0;
        options.onSubscribed();
      },
      onEnd(error) {
        client?.end();
        options.onLost();
        if (failures === 0) options.onTrouble(error);
        clearTimeout(timer);
        timer = setTimeout(begin, Math.min(pauseMs.from * 2 ** failures, pauseMs.to));
        failures += 1;
      },
    });
  };
  begin();

  return {
    close() {
      clearTimeout(timer);
      client?.end();
    },
  };
}

interface Life {
  readonly onSubscribed: () => void;
  /** It won't go on by itself. */
  readonly onEnd: (error: unknown) => void;
}

function listen(options: SocketOptions, { onSubscribed, onEnd }: Life): PusherClient {
  const client = connectPusher(options);
  const channel = client.subscribe(`private-client.${options.clientId}`);
  channel.bind('request.status.updated', (json: unknown) => {
    const update = updateOf(json);
    if (update) options.onNews(update.requestId, update.status);
  });
  channel.bind('pusher:subscription_succeeded', onSubscribed);
  channel.bind('pusher:subscription_error', ({ error }: { readonly error?: unknown }) => {
    const why = String(error).slice(0, maxWhyChars);
    const words = `the WebSocket’s channel was refused (${why}): is DEAPI_CLIENT_ID the account’s?`;
    onEnd(deapiError('unauthorised', words));
  });
  client.onState((state) => {
    if (state !== 'connected') options.onLost();
    // The library tries again by itself, and says neither that it does nor why.
    if (state === 'unavailable') void unreached(options.url).then(options.onTrouble);
    if (state === 'failed' || state === 'disconnected')
      onEnd(deapiError('unavailable', 'the WebSocket’s server refused the connection'));
  });
  return client;
}

/** Its fields are those of a status call. Undefined when it says nothing about a job. */
function updateOf(
  json: unknown,
): { readonly requestId: string; readonly status: JobStatus } | undefined {
  const { request_id: requestId } = named.parse(json);
  const status = jobStatusOf({ json });
  return status && requestId !== undefined && isRequestId(requestId)
    ? { requestId, status }
    : undefined;
}
