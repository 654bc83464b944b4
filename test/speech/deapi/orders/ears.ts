import { channelOf, passFor } from '@crier/rehearsal/deapi/sockets/channel.ts';

import type { BoundedServer } from '#ops/bounded-server.ts';
import type { Clock } from '#speech/clock.ts';
import type { Webhook } from '#speech/deapi/form.ts';
import type { JobStatus } from '#speech/deapi/job-status.ts';
import { Noticeboard } from '#speech/deapi/noticeboard.ts';
import { type JobSocket, jobSocket } from '#speech/deapi/socket.ts';
import { Ways } from '#speech/deapi/ways.ts';
import { WebhookAddress } from '#speech/deapi/webhook-address.ts';
import { webhookReceiver } from '#speech/deapi/webhook-receiver.ts';
import { webhookReports } from '#speech/deapi/webhook-reports.ts';

import type { OrderedService } from './service.ts';
import { app } from './sockets.ts';
import type { Sockets } from './sockets.ts';

interface Around {
  readonly clock: Clock;
  readonly service: OrderedService;
  readonly sockets: Sockets;
}

/** Hears what the service tells by itself, in this thread: the bot's own is told of reports by another, at any moment. */
export interface Ears {
  readonly board: Noticeboard;
  readonly ways: Ways;
  webhook(): Webhook | undefined;
  listen(): Promise<void>;
  close(): Promise<void>;
}

/** Hears nothing before `listen`. */
export function earsOf(
  { clock, service, sockets }: Around,
  onTrouble: (error: unknown) => void,
): Ears {
  const board = new Noticeboard(clock);
  const ways = new Ways();
  const address = new WebhookAddress({
    url: 'https://bot.example/crier',
    keptSecret: Buffer.alloc(32, 7),
  });
  const tell = (requestId: string, status: JobStatus): void => board.tell(requestId, status);
  let receiver: BoundedServer | undefined;
  let socket: JobSocket | undefined;
  return {
    board,
    ways,
    webhook: () => address.forJob(),
    async listen() {
      const onNews = (requestId: string, status: JobStatus): void => {
        ways.webhookTold();
        tell(requestId, status);
      };
      const reports = webhookReports({ clock, onNews, onTrouble });
      const listen = { host: '127.0.0.1', port: service.port };
      receiver = await webhookReceiver({ listen, address, clock, ...reports });
      socket = jobSocket({
        url: sockets.url,
        clientId: app.clientId,
        authorise: async (socketId) => passFor(app, socketId, channelOf(app)),
        onNews(requestId, status) {
          ways.socketTold();
          tell(requestId, status);
        },
        onSubscribed: () => ways.socketSubscribed(),
        onLost: () => ways.socketLost(),
        onTrouble,
      });
    },
    async close() {
      socket?.close();
      await receiver?.close();
    },
  };
}
