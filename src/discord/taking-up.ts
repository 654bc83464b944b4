import { setTimeout as delay } from 'node:timers/promises';

import type { Log } from '#ops/log.ts';

import { interactionAnswers } from './answers.ts';
import type { AnswerClients } from './answers.ts';
import { sentenceFor } from './failures.ts';
import type { KeptLine } from './kept-lines.ts';
import { Reply } from './reply.ts';
import type { Speaking } from './speaking.ts';

export interface TakingUp {
  readonly reader: {
    takeUp(line: Extract<KeptLine, { readonly kind: 'message' }>): Promise<void>;
  };
  readonly speaking: Pick<Speaking, 'say'>;
  readonly answering: AnswerClients;
  readonly log: Log;
}

/** Longer than it takes until a saying waits: what one person gave stays in order. */
const apartMs = 100;

/** Gives a line of the last process to the call again, as if it had just been given; its answer goes on as it was. */
export function takeUp({
  reader,
  speaking,
  answering,
  log,
}: TakingUp): (line: KeptLine) => Promise<void> {
  return async (line) => {
    if (line.kind === 'message') return reader.takeUp(line);
    void say(line);
    await delay(apartMs);
  };

  async function say({
    asker,
    ask,
    reply: { ephemeral, expiresAtMs, ...interaction },
  }: Extract<KeptLine, { readonly kind: 'saying' }>): Promise<void> {
    const answers = interactionAnswers(answering, interaction);
    const shape = { ephemeral, expiresAtMs, target: 'new', isResumed: true } as const;
    const reply = new Reply({ ...shape, answers, log });
    try {
      await speaking.say(asker, ask, reply);
    } catch (error) {
      await reply.fail(sentenceFor(error, log, 'restart'));
    }
  }
}
