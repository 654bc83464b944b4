import { Reply } from '#discord/reply.ts';

import { FakeAnswers } from './answers.ts';
import { ann } from './asker.ts';
import { FakeLog } from './log.ts';

type ReplyParts = ConstructorParameters<typeof Reply>[0];

/** A reply to Ann that everybody sees, and what Discord is sent of it. */
export function openReply(parts: Partial<Omit<ReplyParts, 'answers'>> = {}) {
  const answers = new FakeAnswers();
  const reply = new Reply({
    answers,
    t: ann.t,
    log: new FakeLog(),
    ephemeral: false,
    target: 'new',
    expiresAtMs: Date.now() + 60_000,
    ...parts,
  });
  return { answers, reply };
}
