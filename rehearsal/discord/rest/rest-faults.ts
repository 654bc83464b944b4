/** REST failures on demand: the next calls that match are answered otherwise than they deserve. */

export interface RestFault {
  readonly method?: string;
  /** A substring of the decoded path after `/api/v10/`, or a pattern for it. */
  readonly path?: string | RegExp;
  /** How many matching calls; default 1. */
  readonly times?: number;
  /** Answers with this status instead. Without it, and without `hang` or `cut`, the call is only delayed. */
  readonly status?: number;
  /** Discord's code and message, or a whole body (an HTML page of a proxy, say). */
  readonly code?: number;
  readonly message?: string;
  readonly body?: string | object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Before the call is looked at. */
  readonly delayMs?: number;
  /** Never answers. */
  readonly hang?: boolean;
  /** Ends the connection without an answer: closed in good order (discord.js gives up at once), or reset (it tries again). */
  readonly cut?: boolean | 'reset';
  /** The call has its effect before it fails: a lost answer. */
  readonly afterEffect?: boolean;
}

export interface RateLimit {
  readonly scope: 'user' | 'shared' | 'global';
  readonly retryAfterSecs: number;
}

/** The fault that makes Discord's 429 in all its three scopes. */
export function rateLimitFault({
  scope,
  retryAfterSecs,
}: RateLimit): Pick<RestFault, 'status' | 'body' | 'headers'> {
  const global = scope === 'global';
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfterSecs, global },
    headers: {
      'retry-after': String(Math.ceil(retryAfterSecs)),
      'x-ratelimit-scope': scope,
      ...(global
        ? { 'x-ratelimit-global': 'true' }
        : {
            'x-ratelimit-limit': '5',
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset-after': String(retryAfterSecs),
            'x-ratelimit-bucket': 'loopback',
          }),
    },
  };
}

export class RestFaults {
  #waiting: { fault: RestFault; left: number }[] = [];

  add(fault: RestFault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The first fault meant for this call, used up by it. */
  take(method: string, path: string): RestFault | undefined {
    const found = this.#waiting.find(({ fault }) => {
      if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
      if (fault.path === undefined) return true;
      return typeof fault.path === 'string' ? path.includes(fault.path) : fault.path.test(path);
    });
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== found);
    return found.fault;
  }
}
