import { setTimeout as delay } from 'node:timers/promises';

import { interactionAnswers } from '#discord/answers.ts';
import type { AnswerClients } from '#discord/answers.ts';
import { textFor } from '#discord/failures.ts';
import { Reply } from '#discord/reply.ts';
import type { Reading } from '#features/autoread/reading.ts';
import type { KeptMessage } from '#features/autoread/spoken-messages.ts';
import type { KeptSaying } from '#features/say/following.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { Translations } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';

/** A line of the last process that waited in its calls. */
export type KeptLine = KeptMessage | KeptSaying;

export interface TakingUp {
  readonly reader: Pick<Reading, 'takeUp'>;
  readonly speaking: Pick<Speaking, 'say'>;
  readonly answering: AnswerClients;
  readonly translations: Translations;
  readonly log: Log;
}

/** Longer than it takes until a saying waits: what one person gave stays in order. */
const apartMs = 100;

/** Gives a line of the last process to the call again, as if it had just been given; its answer goes on as it was. */
export function takeUp(parts: TakingUp): (line: KeptLine) => Promise<void> {
  return async (line) => {
    if (line.kind === 'message') return parts.reader.takeUp(line);
    void sayAgain(line, parts);
    await delay(apartMs);
  };
}

async function sayAgain(
  { asker, ask, reply: { ephemeral, expiresAtMs, ...interaction } }: KeptSaying,
  { speaking, answering, translations, log }: TakingUp,
): Promise<void> {
  const answers = interactionAnswers(answering, interaction);
  const shape = { ephemeral, expiresAtMs, target: 'new', isResumed: true } as const;
  const t = translations(asker.locale);
  const reply = new Reply({ ...shape, answers, t, log });
  try {
    await speaking.say({ ...asker, t }, ask, reply);
  } catch (error) {
    await reply.fail(t(textFor(error, log, 'restart')));
  }
}
