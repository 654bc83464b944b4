/**
 * Discord's rate limits: a bucket for each route and its channel, server or interaction, and 50 requests a second in all (topics,
 * "Rate Limits"). The figures of routes are not documented; these are what Discord's headers were seen to tell.
 */
import { createHash } from 'node:crypto';

import { Refusal } from './refusal.ts';
import type { Route } from './router.ts';

interface Limit {
  readonly requests: number;
  readonly perMs: number;
  /** The name of several routes that are counted together. */
  readonly bucket?: string;
  /** It is asked at a start: a process that starts anew can't know what the last one asked, and isn't blamed for a 429. */
  readonly atStart?: true;
}

const seconds = (requests: number, secs: number, bucket?: string): Limit => ({
  requests,
  perMs: secs * 1_000,
  ...(bucket !== undefined && { bucket }),
});

/** All that is done with the token of one interaction. */
const ANSWERS = seconds(5, 2, 'webhook');
const REACTIONS = seconds(1, 0.25, 'reactions');

const LIMITS: Readonly<Record<string, Limit>> = {
  'GET gateway/bot': { ...seconds(2, 5), atStart: true },
  'PUT applications/:app/commands': { ...seconds(2, 60), atStart: true },
  'PUT applications/:app/guilds/:guild/commands': seconds(2, 60),
  'POST applications/:app/commands': seconds(5, 20),
  'POST applications/:app/guilds/:guild/commands': seconds(5, 20),
  'DELETE applications/:app/commands/:command': seconds(5, 20),
  'DELETE applications/:app/guilds/:guild/commands/:command': seconds(5, 20),
  'GET channels/:channel/messages': seconds(5, 5),
  'POST channels/:channel/messages': seconds(5, 5),
  'GET channels/:channel/messages/:message': seconds(5, 5),
  'PATCH channels/:channel/messages/:message': seconds(5, 5),
  'DELETE channels/:channel/messages/:message': seconds(5, 1),
  'POST channels/:channel/messages/bulk-delete': seconds(1, 3),
  'PUT channels/:channel/messages/:message/reactions/:emoji/@me': REACTIONS,
  'DELETE channels/:channel/messages/:message/reactions/:emoji/@me': REACTIONS,
  'POST channels/:channel/typing': seconds(5, 5),
  'GET guilds/:guild/members/:user': seconds(5, 1),
  'PATCH guilds/:guild/members/:user': seconds(10, 10),
  'POST webhooks/:app/:token': ANSWERS,
  'GET webhooks/:app/:token/messages/:message': ANSWERS,
  'PATCH webhooks/:app/:token/messages/:message': ANSWERS,
  'DELETE webhooks/:app/:token/messages/:message': ANSWERS,
};

const GLOBAL: Limit = seconds(50, 1);
/** The limit of a route that is bounded by the global one alone. */
const USUAL: Limit = GLOBAL;
/** Requests may be so much nearer to each other on arrival than they were when they were sent. */
const JITTER_MS = 50;

/** The parameters of a path for which a route is counted apart, the first of them that it has. */
const MAJOR = ['token', 'channel', 'guild'] as const;

interface Window {
  readonly endsAtMs: number;
  used: number;
}

interface Asked {
  readonly method: string;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export interface Counted {
  /** For the answer, whatever that is. */
  readonly headers: Readonly<Record<string, string>>;
  /** The answer that is given instead, beyond the limit. */
  readonly refusal: RateLimited | undefined;
}

/** A 429 in Discord's shape. */
class RateLimited extends Refusal {
  readonly retryAfterSecs: number;
  /** The limit in words. */
  readonly limit: string;
  /** Whether the bot had been told that it would come too often. */
  readonly isFault: boolean;
  readonly #global: boolean;

  constructor({ requests, perMs, atStart }: Limit, retryAfterMs: number, global: boolean) {
    super(429, 0, 'You are being rate limited.');
    this.retryAfterSecs = Math.ceil(retryAfterMs) / 1_000;
    this.limit = `${requests} in ${perMs / 1_000} s${global ? ' in all' : ''}`;
    this.isFault = atStart !== true;
    this.#global = global;
  }

  override get body(): object {
    const { message } = this;
    return { message, retry_after: this.retryAfterSecs, global: this.#global };
  }
}

export class RateLimits {
  readonly #windows = new Map<string, Window>();

  /** Counts a request. Interaction endpoints, whose secret is in their path, are not bound to the global limit. */
  count({ method, route, params }: Asked): Counted {
    const name = `${method} ${route.path}`;
    const limit = LIMITS[name] ?? USUAL;
    const bucket = hash(limit.bucket ?? name);
    const major = MAJOR.map((key) => params[key]).find((value) => value !== undefined);
    const all = route.open === true ? undefined : this.#use('', GLOBAL, JITTER_MS);
    const own = this.#use(`${bucket} ${major ?? ''}`, limit);
    const headers = headersOf(limit, own, bucket);
    if (all !== undefined && all.used > GLOBAL.requests) {
      const refusal = new RateLimited(GLOBAL, leftMs(all), true);
      return { refusal, headers: refused(refusal, { 'x-ratelimit-global': 'true' }, 'global') };
    }
    if (own.used <= limit.requests) return { refusal: undefined, headers };
    const refusal = new RateLimited(limit, leftMs(own), false);
    return { refusal, headers: refused(refusal, headers, 'user') };
  }

  #use(key: string, { perMs }: Limit, shorterMs = 0): Window {
    const now = performance.now();
    let window = this.#windows.get(key);
    if (window === undefined || window.endsAtMs <= now) {
      window = { endsAtMs: now + perMs - shorterMs, used: 0 };
      this.#windows.set(key, window);
      this.#forget(now);
    }
    window.used += 1;
    return window;
  }

  /** Windows that are over, so that a long run does not grow. */
  #forget(now: number): void {
    if (this.#windows.size < 1_000) return;
    for (const [key, { endsAtMs }] of this.#windows) if (endsAtMs <= now) this.#windows.delete(key);
  }
}

function leftMs({ endsAtMs }: Window): number {
  return Math.max(1, endsAtMs - performance.now());
}

function headersOf({ requests }: Limit, window: Window, bucket: string): Record<string, string> {
  const resetMs = leftMs(window);
  return {
    'x-ratelimit-limit': String(requests),
    'x-ratelimit-remaining': String(Math.max(0, requests - window.used)),
    'x-ratelimit-reset': ((Date.now() + resetMs) / 1_000).toFixed(3),
    'x-ratelimit-reset-after': (Math.ceil(resetMs) / 1_000).toFixed(3),
    'x-ratelimit-bucket': bucket,
  };
}

function refused(
  { retryAfterSecs }: RateLimited,
  headers: Readonly<Record<string, string>>,
  scope: 'user' | 'global',
): Record<string, string> {
  const retryAfter = String(Math.ceil(retryAfterSecs));
  return { ...headers, 'retry-after': retryAfter, 'x-ratelimit-scope': scope };
}

/** Discord's names of buckets tell nothing of what they hold. */
function hash(name: string): string {
  return createHash('md5').update(name).digest('hex');
}
