import { DiscordAPIError } from 'discord.js';

import type { View } from '#discord/view.ts';

import { FakeLog } from '../fakes/log.ts';
import { openReply } from '../fakes/reply.ts';

/** A panel of one text. */
export const panel = (content: string): View => ({
  kind: 'panel',
  components: [{ type: 10, content }],
});

/** An answer, and what Discord was sent of it. */
export function reply(options: Parameters<typeof openReply>[0] = {}) {
  const log = new FakeLog();
  return { log, ...openReply({ log, editPauseMs: 30, ...options }) };
}

export function apiError(code: number, status: number): DiscordAPIError {
  return new DiscordAPIError({ code, message: 'refused' }, code, status, 'POST', 'https://x/', {
    body: undefined,
    files: undefined,
  });
}
