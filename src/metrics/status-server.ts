import type { IncomingMessage, ServerResponse } from 'node:http';

import { boundedServer, refuse } from '#ops/bounded-server.ts';
import type { BoundedServer, Listen } from '#ops/bounded-server.ts';

export interface StatusServerOptions {
  readonly listen: Listen;
  /** Why the bot is of no use to anybody now; undefined when it is. */
  readonly notReady: () => string | undefined;
  /** All metrics, in the format of Prometheus. */
  readonly metrics: () => Promise<Page>;
}

/** A text for whoever asked. */
interface Page {
  readonly type: string;
  readonly text: string;
}

/** A scraper or two, and what looks after the process: each has one. */
const maxConnections = 16;
/** Longer than it is between two scrapes, as a rule. */
const keepAliveMs = 75_000;
const about = { purpose: 'metrics', variable: 'METRICS_LISTEN' };

/**
 * Tells whoever looks after the bot that it lives, whether it is ready, and its metrics. It changes nothing, and nobody's
 * words or ids are in it. Rejects with a `ListenError` when it can't listen.
 */
export async function statusServer(options: StatusServerOptions): Promise<BoundedServer> {
  const { listen, notReady } = options;
  const metrics = oneAtATime(options.metrics);
  const pages: Readonly<Record<string, () => Promise<Answer>>> = {
    '/livez': async () => said(200, 'alive'),
    async '/readyz'() {
      const why = notReady();
      return why === undefined ? said(200, 'ready') : said(503, `not ready: ${why}`);
    },
    '/metrics': async () => ({ status: 200, ...(await metrics()) }),
  };
  return boundedServer(
    { listen, maxConnections, keepAliveMs, about },
    async (request, response) => {
      const page = Object.hasOwn(pages, pathOf(request)) ? pages[pathOf(request)] : undefined;
      if (!page) return refuse(response, 404);
      if (request.method !== 'GET') return refuse(response.setHeader('allow', 'GET'), 405);
      // Nothing that is sent along is of any use here.
      if (hasBody(request)) return refuse(response, 400);
      send(response, await page());
    },
  );
}

interface Answer extends Page {
  readonly status: number;
}

function said(status: number, sentence: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', text: `${sentence}\n` };
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.replace(/\?.*$/s, '');
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function send(response: ServerResponse, { status, type, text }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}

/** Those who ask while it is being looked up get the same: however many ask, it is looked up once at a time. */
function oneAtATime<Result>(look: () => Promise<Result>): () => Promise<Result> {
  let looking: Promise<Result> | undefined;
  return () =>
    (looking ??= look().finally(() => {
      looking = undefined;
    }));
}
