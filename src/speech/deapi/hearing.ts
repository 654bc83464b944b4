import type { Listen } from '#ops/bounded-server.ts';

import type { Clock } from '../clock.ts';
import type { Durations } from './durations.ts';
import type { Webhook } from './form.ts';
import { type JobNews, ageMs } from './job-news.ts';
import type { JobStatus } from './job-status.ts';
import { Noticeboard } from './noticeboard.ts';
import { type SocketOptions, jobSocket } from './socket.ts';
import { Ways } from './ways.ts';
import { WebhookAddress, type WebhookAddressOptions } from './webhook-address.ts';
import { webhookReports } from './webhook-reports.ts';
import { receiverThread } from './webhook-thread.ts';

/** Where the service may report jobs by itself, and where this machine listens for it. */
export interface WebhookSettings extends WebhookAddressOptions {
  readonly listen: Listen;
}

export interface HearingOptions {
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
  readonly durations: Durations;
  readonly webhook?: WebhookSettings | undefined;
  readonly socket?: Pick<SocketOptions, 'url' | 'clientId' | 'authorise'> | undefined;
}

/** All ways on which the service tells of jobs without being asked. */
export interface Hearing {
  readonly news: JobNews;
  readonly ways: Ways;
  /** Where the next job is to be reported; undefined while nobody listens there. */
  webhook(): Webhook | undefined;
  /** Listens from now on. Rejects with a `ConfigError` when it can't. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

/** Opens nothing before `listen`: another process of this bot may still have the port. */
export function hearing(options: HearingOptions): Hearing {
  const { clock, onTrouble, webhook, socket } = options;
  const board = new Noticeboard(clock);
  const ways = new Ways();
  const address = webhook && new WebhookAddress(webhook);
  const endings = new AsyncDisposableStack();
  let isReceiving = false;

  const told = (requestId: string, status: JobStatus): void => {
    // An end without what came of it is only a reason to ask.
    if (status.state === 'done' && status.resultUrl === undefined && status.result === undefined)
      ways.ask(requestId);
    else board.tell(requestId, status);
  };

  return {
    news: timed(board, options),
    ways,
    webhook: () => (isReceiving ? address?.forJob() : undefined),
    async listen() {
      if (webhook) {
        const { listen, ...address } = webhook;
        const onNews = (requestId: string, status: JobStatus): void => {
          ways.webhookTold();
          told(requestId, status);
        };
        const reports = webhookReports({ clock, onTrouble, onNews });
        const receiver = await receiverThread({ address, listen, onTrouble, ...reports });
        // It was closed meanwhile.
        if (endings.disposed) return receiver.close();
        endings.defer(() => receiver.close());
        isReceiving = true;
      }
      if (!socket) return;
      const connection = jobSocket({
        ...socket,
        onNews(requestId, status) {
          ways.socketTold();
          told(requestId, status);
        },
        onSubscribed: () => ways.socketSubscribed(),
        onLost: () => ways.socketLost(),
        onTrouble,
      });
      endings.defer(() => connection.close());
    },
    close: () => endings.disposeAsync(),
  };
}

/** Learns from a way that tells of ends at once how long jobs take: what is asked for without it is planned by that. */
function timed(news: JobNews, { durations, clock }: HearingOptions): JobNews {
  return {
    follow: (job, hear, signal) =>
      news.follow(
        job,
        (status) => {
          const ms = Math.max(1, ageMs(job, clock));
          if (status.state === 'done' && job.isResumed !== true)
            durations.observe(job.model, job.textChars, ms, ms);
          hear(status);
        },
        signal,
      ),
  };
}
