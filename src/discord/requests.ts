import type { RESTOptions } from 'discord.js';
import { Agent, fetch } from 'undici';

import type { RefusalGuard } from './refusal-guard.ts';

/** Between two interactions minutes may pass; a new connection would cost each of them two round trips. */
const keepAliveMs = 5 * 60_000;

export interface DiscordRequests {
  readonly makeRequest: RESTOptions['makeRequest'];
  close(): Promise<void>;
}

/**
 * Lets the REST clients reach Discord by connections of their own that are kept open, with one guard for all of them. The
 * library's way goes through whichever dispatcher of any version of undici was loaded last, and another version's refuses
 * its forms.
 */
export function discordRequests(guard: Pick<RefusalGuard, 'admit' | 'note'>): DiscordRequests {
  const agent = new Agent({ keepAliveTimeout: keepAliveMs, keepAliveMaxTimeout: keepAliveMs });
  return {
    async makeRequest(url, { method, headers, body, signal }) {
      guard.admit();
      const content = body instanceof FormData ? new Response(body) : undefined;
      const type = content?.headers.get('content-type');
      const response = await fetch(url, {
        method: method ?? 'GET',
        headers: {
          ...(headers as Record<string, string>),
          ...(typeof type === 'string' && { 'content-type': type }),
        },
        body: content ? await content.bytes() : ((body ?? null) as string | null),
        signal: signal ?? null,
        dispatcher: agent,
      });
      guard.note(response.status, response.headers.get('x-ratelimit-scope'));
      return response;
    },
    close: () => agent.close(),
  };
}
