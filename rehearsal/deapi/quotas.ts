import type { RouteName } from './requests.ts';

export type Tier = 'basic' | 'premium';

export interface Quota {
  readonly perMinute: number;
  readonly perDay: number;
}

export type Quotas = Readonly<Partial<Record<RouteName, Quota>>>;

const all: Quota = { perMinute: 300, perDay: Infinity };

/** The documented quotas; what is not named is not limited. */
export const tierQuotas: Readonly<Record<Tier, Quotas>> = {
  basic: {
    submit: { perMinute: 5, perDay: 300 },
    status: { perMinute: 50, perDay: 200 },
    price: { perMinute: 50, perDay: 200 },
    transcribe: { perMinute: 1, perDay: 10 },
  },
  premium: { submit: all, status: all, price: all, transcribe: all },
};

/** Which of the vendor's two stories about headers is true. */
export type LimitHeaders = 'specification' | 'errors-page' | 'none';

/** How `Retry-After` is written. */
export type RetryAfter = 'seconds' | 'date';

const minuteMs = 60_000;
const dayMs = 86_400_000;

interface Use {
  minuteEndsAt: number;
  minute: number;
  day: number;
  dayNumber: number;
}

export type Admission =
  | { readonly admitted: true; readonly headers: Record<string, string> }
  | { readonly admitted: false; readonly headers: Record<string, string> };

/**
 * Counts requests as Laravel does: a minute begins with the first request and its count ends 60 s later; a day is a
 * day of UTC. v1 and v2 share the counts. Refused requests are not counted.
 */
export class QuotaBook {
  readonly #uses = new Map<RouteName, Use>();
  readonly #now: () => number;
  readonly #style: LimitHeaders;
  readonly #retryAfter: RetryAfter;
  quotas: Quotas;

  constructor(
    quotas: Quotas,
    style: LimitHeaders,
    now: () => number,
    retryAfter: RetryAfter = 'seconds',
  ) {
    this.#retryAfter = retryAfter;
    this.quotas = quotas;
    this.#style = style;
    this.#now = now;
  }

  admit(route: RouteName): Admission {
    const quota = this.quotas[route];
    if (!quota) return { admitted: true, headers: {} };
    const use = this.#useOf(route);
    const spent =
      use.day >= quota.perDay ? 'daily' : use.minute >= quota.perMinute ? 'minute' : undefined;
    if (spent) return { admitted: false, headers: this.refusal(route, spent) };
    use.minute += 1;
    use.day += 1;
    const headers = this.#style === 'errors-page' ? this.#headers(route, quota) : {};
    return { admitted: true, headers };
  }

  /** Headers of a 429 for the quota. */
  refusal(route: RouteName, kind: 'minute' | 'daily'): Record<string, string> {
    const quota = this.quotas[route] ?? all;
    const headers = this.#headers(route, quota);
    if (this.#style !== 'specification') return headers;
    const now = this.#now();
    const untilMs =
      kind === 'daily' ? dayMs - (now % dayMs) : this.#useOf(route).minuteEndsAt - now;
    return {
      ...headers,
      'X-RateLimit-Type': kind,
      'Retry-After':
        this.#retryAfter === 'date'
          ? new Date(Math.ceil((now + untilMs) / 1000) * 1000).toUTCString()
          : String(Math.max(1, Math.ceil(untilMs / 1000))),
    };
  }

  #headers(route: RouteName, quota: Quota): Record<string, string> {
    if (this.#style === 'none') return {};
    const use = this.#useOf(route);
    const minute = {
      'X-RateLimit-Limit': String(quota.perMinute),
      'X-RateLimit-Remaining': String(Math.max(0, quota.perMinute - use.minute)),
    };
    if (this.#style === 'errors-page') return { ...minute, 'X-RateLimit-Source': route };
    if (quota.perDay === Infinity) return minute;
    return {
      ...minute,
      'X-RateLimit-Daily-Limit': String(quota.perDay),
      'X-RateLimit-Daily-Remaining': String(Math.max(0, quota.perDay - use.day)),
    };
  }

  #useOf(route: RouteName): Use {
    const now = this.#now();
    const dayNumber = Math.floor(now / dayMs);
    let use = this.#uses.get(route);
    if (!use) {
      use = { minuteEndsAt: now + minuteMs, minute: 0, day: 0, dayNumber };
      this.#uses.set(route, use);
    }
    if (now >= use.minuteEndsAt) {
      use.minute = 0;
      use.minuteEndsAt = now + minuteMs;
    }
    if (use.dayNumber !== dayNumber) {
      use.day = 0;
      use.dayNumber = dayNumber;
    }
    return use;
  }
}
