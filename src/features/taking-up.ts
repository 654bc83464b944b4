import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

import type { Announcements } from '#discord/announcements.ts';
import { interactionAnswers } from '#discord/answers.ts';
import type { AnswerClients } from '#discord/answers.ts';
import { textFor } from '#discord/failures.ts';
import { Reply } from '#discord/reply.ts';
import { bodyOf, line } from '#discord/view.ts';
import type { Reading } from '#features/autoread/reading.ts';
import { keptMessage } from '#features/autoread/spoken-messages.ts';
import { answerKeptMs } from '#features/calls/kept-answers.ts';
import type { KeptAnswer, KeptAnswers, OpenAnswer } from '#features/calls/kept-answers.ts';
import { keptSaying } from '#features/say/kept-saying.ts';
import type { KeptSaying } from '#features/say/kept-saying.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { Translations } from '#i18n/texts.ts';
import type { InVain } from '#jobs/taking-up.ts';
import type { Log } from '#ops/log.ts';

/** A line of the last process that waited in its calls. */
export const keptLine = z.discriminatedUnion('kind', [keptMessage, keptSaying]);
export type KeptLine = z.infer<typeof keptLine>;

export interface TakingUp {
  readonly reader: Pick<Reading, 'takeUp'>;
  readonly speaking: Pick<Speaking, 'say'>;
  readonly answers: Pick<KeptAnswers, 'left'>;
  readonly answering: AnswerClients;
  readonly announcements: Pick<Announcements, 'tellOfLostAnswer'>;
  readonly chargedInVain: InVain;
  readonly translations: Translations;
  readonly log: Log;
}

/** Longer than it takes until a saying waits: what one person gave stays in order. */
const apartMs = 100;

/** The lines and answers of the last process, taken up. */
export class TakenUp {
  readonly #parts: TakingUp;
  /** Answers that a line goes on with, by their interaction. */
  #answers: Promise<ReadonlyMap<string, OpenAnswer>> = Promise.resolve(new Map());

  constructor(parts: TakingUp) {
    this.#parts = parts;
  }

  /** Finishes all answers of the last process but those that these lines go on with. */
  begin(lines: readonly KeptLine[]): void {
    const going = new Set(lines.flatMap((line) => (line.kind === 'saying' ? [line.reply.id] : [])));
    const left = this.#parts.answers.left();
    this.#answers = left.then(
      (answers) => new Map(answers.map((answer) => [answer.reply.id, answer])),
    );
    const finishOthers = async (): Promise<void> => {
      for (const answer of await left) if (!going.has(answer.reply.id)) await this.#finish(answer);
    };
    finishOthers().catch((error: unknown) =>
      this.#parts.log.warn({ error }, 'answers of the last process could not be finished'),
    );
  }

  /** Gives a line to the call again, as if it had just been given; its answer goes on as it was. */
  async take(line: KeptLine): Promise<void> {
    if (line.kind === 'message') return this.#parts.reader.takeUp(line);
    void this.#sayAgain(line);
    await delay(apartMs);
  }

  async #sayAgain({ asker, ask, reply: kept }: KeptSaying): Promise<void> {
    const { speaking, translations, log } = this.#parts;
    const { ephemeral, expiresAtMs, ...interaction } = kept;
    const answers = interactionAnswers(this.#parts.answering, interaction);
    const shape = { ephemeral, expiresAtMs, target: 'new', isResumed: true } as const;
    const t = translations(asker.locale);
    const reply = new Reply({ ...shape, answers, t, log });
    const answer = (await this.#answers).get(kept.id) ?? { over: () => undefined };
    try {
      const { guildId, channelId } = asker;
      await speaking.say({ ...asker, guildId, channelId, t }, ask, reply, answer);
    } catch (error) {
      await reply.fail(t(textFor(error, log, 'restart')));
    }
  }

  /** Says where they wait for it that nothing comes of it any more; where that can't be, in the channel. */
  async #finish(answer: KeptAnswer & OpenAnswer): Promise<void> {
    const { reply, asker } = answer;
    const { answering, announcements, chargedInVain, translations, log } = this.#parts;
    const t = translations(asker.locale);
    // Nobody knows any more which of somebody's answers a lost job was for, but for none that they asked for after it.
    const askedMs = reply.expiresAtMs - answerKeptMs;
    const isInDoubt = askedMs <= (chargedInVain.get(asker.id) ?? -Infinity);
    const view = line(isInDoubt ? t(($) => $.say.restartedInDoubt) : t(($) => $.say.restarted));
    try {
      const body = { content: null, ...bodyOf(view, { panel: true }) };
      await interactionAnswers(answering, reply).edit(body);
    } catch (error) {
      log.warn({ error }, 'an answer of the last process could not be finished where it is');
      const { guildId = null, channelId = null, locale = '' } = asker;
      const user = { id: asker.id };
      await announcements.tellOfLostAnswer({ guildId, channelId, user, locale, context: null });
    }
    answer.over();
  }
}
