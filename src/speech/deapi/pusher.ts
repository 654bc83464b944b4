import { createRequire } from 'node:module';

import type pusher from 'pusher-js';
import type { Channel, Options } from 'pusher-js';

/** One client of a server that speaks Pusher's protocol. */
export interface PusherClient {
  subscribe(channel: string): Channel;
  /** Told every state that the connection comes to; the last are `failed` and `disconnected`. */
  onState(listener: (state: string) => void): void;
  /** Closes it, and tells nothing more. */
  end(): void;
}

export interface PusherOptions {
  /** `wss://host/app/KEY` */
  readonly url: string;
  readonly authorise: (socketId: string, channel: string) => Promise<string>;
}

/** The service's own advice: a connection that is dead without saying so is noticed within 40 s. */
const alive = { activityTimeout: 30_000, pongTimeout: 10_000 } as const;
const load = createRequire(import.meta.url);

/** Connects, and again whenever the connection is lost. The library is loaded only here: it takes a tenth of a second. */
export function connectPusher(options: PusherOptions): PusherClient {
  // Its types say that the class is a field of the module, which in Node it is itself.
  const Client = load('pusher-js') as typeof pusher.default;
  const { key, settings } = settingsOf(options);
  const client = new Client(key, settings);
  const { connection } = client;
  return {
    subscribe: (channel) => client.subscribe(channel),
    onState(listener) {
      connection.bind('state_change', ({ current }: { readonly current: string }) =>
        listener(current),
      );
      // It calls itself connected until it tries again, a second after it was lost.
      connection.bind('connecting_in', () => listener('connecting'));
    },
    end() {
      connection.unbind();
      for (const channel of client.allChannels()) channel.unbind();
      client.disconnect();
      // The library remembers every client for ever.
      const place = Client.instances.indexOf(client);
      if (place >= 0) Client.instances.splice(place, 1);
    },
  };
}

function settingsOf({ url, authorise }: PusherOptions): {
  readonly key: string;
  readonly settings: Options;
} {
  const { protocol, hostname, port, pathname } = new URL(url);
  const isSecure = protocol === 'wss:';
  const [, wsPath = '', key = ''] = /^(.*)\/app\/([^/]+)$/.exec(pathname) ?? [];
  const settings: Options = {
    ...alive,
    cluster: '',
    wsHost: hostname,
    wsPath,
    ...(port !== '' && { [isSecure ? 'wssPort' : 'wsPort']: Number(port) }),
    forceTLS: isSecure,
    enabledTransports: isSecure ? ['ws', 'wss'] : ['ws'],
    channelAuthorization: {
      customHandler({ socketId, channelName }, answer) {
        authorise(socketId, channelName).then(
          (auth) => answer(null, { auth }),
          (error: unknown) => answer(error instanceof Error ? error : new Error(), null),
        );
      },
    },
  };
  return { key, settings };
}
