import { DiscordAPIError } from 'discord.js';

import { Reply } from '#discord/reply.ts';
import type { View } from '#discord/view.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { ann } from '../fakes/asker.ts';
import { FakeLog } from '../fakes/log.ts';

/** A panel of one text. */
export const panel = (content: string): View => ({
  kind: 'panel',
  components: [{ type: 10, content }],
});

/** An answer, and what Discord was sent of it. */
export function reply(options: Partial<ConstructorParameters<typeof Reply>[0]> = {}) {
  const answers = new FakeAnswers();
  const log = new FakeLog();
  const made = new Reply({
    answers,
    t: ann.t,
    log,
    ephemeral: false,
    target: 'new',
    expiresAtMs: Date.now() + 60_000,
    editPauseMs: 30,
    ...options,
  });
  return { answers, log, reply: made };
}

export function apiError(code: number, status: number): DiscordAPIError {
  return new DiscordAPIError({ code, message: 'refused' }, code, status, 'POST', 'https://x/', {
    body: undefined,
    files: undefined,
  });
}
