import { DiscordAPIError, REST } from 'discord.js';

import { RefusalGuard } from '#discord/refusal-guard.ts';
import { discordRequests } from '#discord/requests.ts';

/** Whom Discord is asked as, and where. */
export interface Asking {
  readonly token: string;
  readonly apiUrl: string;
  readonly signal: AbortSignal;
}

/** Asks Discord for what stands at an address, with a query if it needs one, until a signal of the question's own says so. */
export type Get = <Answer>(
  route: `/${string}`,
  query?: URLSearchParams,
  until?: AbortSignal,
) => Promise<Answer>;

const askedMs = 8_000;

/** Has something asked of Discord, each question once: whoever looks wants to hear what is wrong. */
export async function asking<Result>(
  { token, apiUrl, signal }: Asking,
  ask: (get: Get) => Promise<Result>,
): Promise<Result> {
  const requests = discordRequests(new RefusalGuard(() => undefined));
  const { makeRequest } = requests;
  const rest = new REST({ api: apiUrl, makeRequest, timeout: askedMs, retries: 0 });
  rest.setToken(token);
  try {
    return await ask(
      async <Answer>(route: `/${string}`, query?: URLSearchParams, until: AbortSignal = signal) => {
        const ends = AbortSignal.any([signal, until]);
        return (await rest.get(route, { signal: ends, ...(query && { query }) })) as Answer;
      },
    );
  } finally {
    await requests.close();
  }
}

/** Whether Discord said that nobody has this token. */
export function isUnknownToken(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401;
}
